"""Contact points, and the channels that bodies talk in."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from storage.importing.sheets.people import platform_id
from storage.importing.sheets.row import Day, Email, Id, Known, Language, Platform, Row, To

_ADDRESS = {"slack": r"[CGD][A-Z0-9]+", "teams": r"(19|a):[^\s;]+"}


class ContactPointRow(Row):
    organisation: Annotated[Id, To("organisations")]
    topic: Annotated[Id, To("topics")]
    function: str
    phone: str | None = None
    email: Email | None = None
    hours: str | None = None
    purpose: str | None = None
    confirmed_on: Day | None = None
    confirmed_by: str | None = None
    source: str


class ChannelRow(Row):
    """A new tenant makes its installation."""

    platform: Platform
    tenant: str
    address: str
    kind: Literal["channel", "group", "personal"]
    body: Annotated[Id | None, To("bodies")] = None
    language: Language = "da"

    @field_validator("tenant")
    @classmethod
    def _tenant_of_its_platform(cls, tenant: str, info: ValidationInfo) -> str:
        return platform_id(tenant, info.data.get("platform"), r"[TE][A-Z0-9]+")

    @field_validator("address")
    @classmethod
    def _address_of_its_platform(cls, address: str, info: ValidationInfo) -> str:
        pattern = _ADDRESS.get(info.data.get("platform", ""))
        if pattern is not None and not re.fullmatch(pattern, address):
            raise PydanticCustomError("address", "{pattern}", {"pattern": pattern})
        return address

    def values(self, known: Known) -> dict[str, Any]:
        row = super().values(known)
        return {"installation_id": known["installations"][row.pop("platform"), row.pop("tenant")], **row}
