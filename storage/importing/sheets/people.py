"""People, what they are appointed to, and who they are on the platforms."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from storage.importing.sheets.row import Day, Email, Id, Language, LastDay, Platform, Row, To


class PersonRow(Row):
    email: Email
    name: str
    organisation: Annotated[Id | None, To("organisations")] = None
    language: Language = "da"


class AppointmentRow(Row):
    email: Annotated[Email, To("people", stored_as="person_id")]
    body: Annotated[Id, To("bodies")]
    role: Literal["member", "deputy", "chair", "secretariat", "resource_person", "administrator"]
    seat_group: Annotated[Id | None, To("seat_groups")] = None
    organisation: Annotated[Id | None, To("organisations")] = None
    valid_from: Day
    valid_to: LastDay = None


class IdentityRow(Row):
    """Slack: team id and user id. Teams: tenant id and Entra object id."""

    email: Annotated[Email, To("people", stored_as="person_id")]
    platform: Platform
    tenant: str
    user: str

    @field_validator("tenant")
    @classmethod
    def _tenant_of_its_platform(cls, tenant: str, info: ValidationInfo) -> str:
        return platform_id(tenant, info.data.get("platform"), r"[TE][A-Z0-9]+")

    @field_validator("user")
    @classmethod
    def _user_of_its_platform(cls, user: str, info: ValidationInfo) -> str:
        return platform_id(user, info.data.get("platform"), r"[UW][A-Z0-9]+")


def platform_id(text: str, platform: str | None, slack: str) -> str:
    """Slack's id after its pattern, or Teams' GUID in lower case."""
    if platform == "slack" and not re.fullmatch(slack, text):
        raise PydanticCustomError("slack_id", "{pattern}", {"pattern": slack})
    if platform == "teams":
        try:
            return str(UUID(text))
        except ValueError as error:
            raise PydanticCustomError("guid", "GUID") from error
    return text
