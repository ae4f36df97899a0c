"""Governing documents, their rules and their seats."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, cast

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from storage.importing.sheets.row import Day, Id, Known, LastDay, Reference, Row, Texts, To
from storage.rule_types import Value


class DocumentRow(Row):
    """`bodies` are ids or patterns (`su-som-*`) of bodies that exist when it is imported."""

    id: Id
    kind: Literal["statute", "terms_of_reference", "rules_of_procedure", "description"]
    title: str
    status: Literal["draft", "approved"]
    approved_on: Day | None = None
    approved_by: str | None = None
    valid_from: Day | None = None
    valid_to: LastDay = None
    source: str
    remark: str | None = None
    bodies: Texts


class RuleRow(Row):
    """The rule's own fields (`storage.rule_types`) stand in `value` or flat beside the other columns."""

    document: Annotated[Id, To("documents")]
    topic: str
    section: str
    wording: str
    wording_en: str
    value: Value

    @model_validator(mode="before")
    @classmethod
    def _gather_value(cls, cells: dict[str, Any]) -> dict[str, Any]:
        own = {name: cell for name, cell in cells.items() if name in cls.model_fields and name != "value"}
        flat = {name: cell for name, cell in cells.items() if name not in cls.model_fields}
        nested = cells.get("value", {})
        if not isinstance(nested, dict):
            return cells
        topic = {"topic": own["topic"]} if "topic" in own else {}
        return own | {"value": cast(dict[str, Any], nested) | flat | topic}

    def references(self) -> Iterator[Reference]:
        yield from super().references()
        for group in getattr(self.value, "seat_groups", ()):
            yield Reference("seat_groups", "seat_groups", group)
        if body := getattr(self.value, "to_body", None):
            yield Reference("to_body", "bodies", body)

    def values(self, known: Known) -> dict[str, Any]:
        value = self.value.model_dump(mode="json", exclude={"topic"})
        return {**super().values(known), "value": value}


class SeatRow(Row):
    """How many seats a group has in a document's composition; `within` nests "of which"."""

    id: Id
    document: Annotated[Id, To("documents")]
    seat_group: Annotated[Id, To("seat_groups")]
    minimum: Annotated[int | None, Field(ge=0)] = None
    maximum: Annotated[int | None, Field(ge=0)] = None
    per_organisation: bool = False
    within: Annotated[Id | None, To("seats")] = None
    appointed_by: str | None = None
    wording: str
    wording_en: str

    @field_validator("maximum")
    @classmethod
    def _at_least_the_minimum(cls, maximum: int | None, info: ValidationInfo) -> int | None:
        minimum: int | None = info.data.get("minimum")
        if maximum is not None and minimum is not None and maximum < minimum:
            raise PydanticCustomError("below_minimum", "minimum {minimum}", {"minimum": minimum})
        return maximum
