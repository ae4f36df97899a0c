"""Regions, planning areas, organisations and topics."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from storage.importing.sheets.row import Day, Id, LastDay, Row, Texts, To


class RegionRow(Row):
    id: Id
    name: str
    valid_from: Day | None = None
    valid_to: LastDay = None
    successor: Annotated[Id | None, To("regions")] = None


class AreaRow(Row):
    id: Id
    name: str
    region: Annotated[Id, To("regions")]
    remark: str | None = None
    aliases: Texts = ()

    def names(self) -> Iterator[str]:
        yield from (self.name, *self.aliases)


class OrganisationRow(Row):
    id: Id
    name: str
    kind: Id
    """`municipality`, `hospital`, `region_centre` …"""
    aliases: Texts = ()

    def names(self) -> Iterator[str]:
        """People say "Gladsaxe", the municipality says "Gladsaxe Kommune"."""
        yield from (self.name, *self.aliases)
        if self.kind == "municipality":
            yield self.name.removesuffix(" Kommune")


class AreaOrganisationRow(Row):
    area: Annotated[Id, To("areas")]
    organisation: Annotated[Id, To("organisations")]
    part: str | None = None


class TopicRow(Row):
    id: Id
    name: str
    name_en: str
    aliases: Texts = ()

    def names(self) -> Iterator[str]:
        yield from (self.name, self.name_en, *self.aliases)
