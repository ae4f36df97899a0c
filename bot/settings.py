"""Settings, read once: from the environment, `samordning.toml`, and files that hold a secret.

The names are the contract's. A name with `_FILE` gives the path of a file that holds the value.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

TOML = "samordning.toml"
TABLES = ("samordning", "slack", "teams", "graph")

S = TypeVar("S", bound="_Section")


class SettingsError(ValueError):
    """A setting is missing or wrong; the text is one line that names it."""


class _FromSecretFiles(PydanticBaseSettingsSource):
    """NAME_FILE in the environment: the value is the file's text without surrounding white space."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        name = f"{self.config.get('env_prefix', '')}{field_name}_FILE".upper()
        path = next((value for key, value in os.environ.items() if key.upper() == name), "")
        try:
            return (Path(path).read_text("utf-8").strip() if path else None), field_name, False
        except OSError as error:
            raise SettingsError(f"{name} {path}: {error.strerror}") from None
        except UnicodeDecodeError:
            raise SettingsError(f"{name} {path}: no text in UTF-8") from None

    def __call__(self) -> dict[str, Any]:
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in found.items() if value is not None}


class _FromToml(PydanticBaseSettingsSource):
    """The section's table of samordning.toml, names in any case. A file or a table that isn't there says nothing."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        return self().get(field_name), field_name, False

    def __call__(self) -> dict[str, Any]:
        try:
            tables = {name.lower(): table for name, table in tomllib.loads(Path(TOML).read_text("utf-8")).items()}
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise SettingsError(f"{TOML}: {error.strerror}") from None
        except ValueError as error:
            raise SettingsError(f"{TOML}: {error}") from None
        for name, table in tables.items():
            if name not in TABLES or not isinstance(table, dict):
                raise SettingsError(f"{TOML}: [{name}] is none of the tables {', '.join(TABLES)}")
        return {name.lower(): value for name, value in tables.get(str(self.config.get("title")), {}).items()}


class _Section(BaseSettings):
    model_config = SettingsConfigDict(extra="forbid", frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _is_set(cls, value: Any, info: ValidationInfo) -> Any:
        """An empty setting is none: an empty secret would let anybody sign."""
        if value == "":
            return cls.model_fields[str(info.field_name)].default
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, _FromSecretFiles(settings_cls), _FromToml(settings_cls)


class General(_Section):
    model_config = SettingsConfigDict(env_prefix="SAMORDNING_", title="samordning")

    database_url: str = "sqlite:///samordning.db"
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    language: str = "da"
    timezone: str = "Europe/Copenhagen"
    allow_loopback: bool = False

    @field_validator("language")
    @classmethod
    def _is_spoken(cls, value: str) -> str:
        if value not in ("da", "en"):
            raise ValueError("must be da or en")
        return value

    @field_validator("timezone")
    @classmethod
    def _exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("is no time zone") from error
        return value


class Slack(_Section):
    model_config = SettingsConfigDict(env_prefix="SLACK_", title="slack")

    signing_secret: SecretStr | None = None
    bot_token: SecretStr | None = None
    app_token: SecretStr | None = None
    client_id: str | None = None
    client_secret: SecretStr | None = None
    api_url: str = "https://slack.com/api/"

    @property
    def is_on(self) -> bool:
        return self.signing_secret is not None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        return _whole(self, "signing_secret", "bot_token")


class Teams(_Section):
    model_config = SettingsConfigDict(env_prefix="TEAMS_", title="teams")

    client_id: str | None = None
    client_secret: SecretStr | None = None
    tenant_id: str | None = None
    allowed_tenants: Annotated[tuple[str, ...], NoDecode] = ()
    """Tenants whose activities are listened to; the bot's own where none are named."""
    openid_metadata_url: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    token_issuer: str = "https://api.botframework.com"
    token_url: str | None = None
    service_url: str = "https://smba.trafficmanager.net/teams"

    @field_validator("allowed_tenants", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @property
    def is_on(self) -> bool:
        return self.client_id is not None

    @property
    def token_address(self) -> str:
        """Where the bot gets its own token; its tenant's by default."""
        return self.token_url or f"https://login.microsoftonline.com/{self.tenant_id}/oauth2/v2.0/token"

    @property
    def tenants(self) -> tuple[str, ...]:
        return self.allowed_tenants or ((self.tenant_id,) if self.tenant_id else ())

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        return _whole(self, "client_id", "client_secret", "tenant_id")


class Settings:
    """All sections. `values` by the contract's names come before every other source. Raises SettingsError."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self.general = _read(General, values or {})
        self.slack = _read(Slack, values or {})
        self.teams = _read(Teams, values or {})


def _whole(section: Any, *names: str) -> Any:
    """A platform has all of these settings or none of them."""
    missing = [name for name in names if getattr(section, name) is None]
    if missing and len(missing) < len(names):
        prefix = section.model_config["env_prefix"]
        verb = "is" if len(missing) == 1 else "are"
        raise ValueError(" and ".join(f"{prefix}{name}".upper() for name in missing) + f" {verb} missing")
    return section


def _read(section: type[S], values: Mapping[str, str]) -> S:
    prefix = section.model_config.get("env_prefix", "")
    given = {
        name: values[f"{prefix}{name}".upper()] for name in section.model_fields if f"{prefix}{name}".upper() in values
    }
    try:
        return section(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        problem = error.errors()[0]
        name = "".join(str(part) for part in problem["loc"][:1])
        unknown = problem["type"] == "extra_forbidden"
        words = "is no setting" if unknown else problem["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{prefix}{name.upper()} {words}" if name else words) from None
