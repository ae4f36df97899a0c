"""Bodies, parties and seat groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from storage.importing.sheets.row import Day, Id, LastDay, Row, Texts, To

_FIELD = r"(somatik|psykiatri|psykiatri-voksen|psykiatri-børn-unge)"


class PartyRow(Row):
    id: Id
    name: str
    name_en: str
    position: Annotated[int, Field(ge=1)]
    must_agree: bool
    counts_one_by_one: bool = False


class SeatGroupRow(Row):
    id: Id
    name: str
    name_en: str
    party: Annotated[Id | None, To("parties")] = None
    votes: bool


class BodyRow(Row):
    id: Id
    name: str
    kind: str
    field: Annotated[str, StringConstraints(pattern=rf"^{_FIELD}(\+{_FIELD})*$")] | None = None
    level: Literal["politisk", "faglig"] | None = None
    area: Annotated[Id | None, To("areas")] = None
    region: Annotated[Id | None, To("regions")] = None
    parent: Annotated[Id | None, To("bodies")] = None
    successor: Annotated[Id | None, To("bodies")] = None
    valid_from: Day | None = None
    valid_to: LastDay = None
    remark: str | None = None
    aliases: Texts = ()

    def names(self) -> Iterator[str]:
        yield from (self.name, *self.aliases)
