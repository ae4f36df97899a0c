"""Migrations: from any earlier database to this version's, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory


def configuration(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring a database to `revision`, creating its tables where there are none."""
    command.upgrade(configuration(url), revision)


def downgrade(url: str, revision: str) -> None:
    command.downgrade(configuration(url), revision)


def heads() -> list[str]:
    return list(ScriptDirectory.from_config(configuration("sqlite://")).get_heads())
