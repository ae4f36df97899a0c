"""What the rows of every sheet share: text cells become typed columns, and columns point to other sheets' rows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from storage.models import Base


@dataclass(frozen=True, slots=True)
class To:
    """The column holds a key of another sheet. `stored_as`: the database's column, by default the column's + `_id`."""

    sheet: str
    stored_as: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    column: str
    sheet: str
    key: str


Known: TypeAlias = Mapping[str, Mapping[Any, Any]]
"""Per sheet: a row's key as files write it → its id in the database."""


class Row(BaseModel):
    """A row states all of its thing. Subclasses name their columns, their key and the table they are kept in."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, str_min_length=1)

    def references(self) -> Iterator[Reference]:
        """Which rows of other sheets this one needs."""
        for column, to in pointers(type(self)).items():
            if (key := getattr(self, column)) is not None:
                yield Reference(column, to.sheet, key)

    def values(self, known: Known) -> dict[str, Any]:
        """The row as the database's columns."""
        to = pointers(type(self))
        return {
            stored_as(type(self), column): known[to[column].sheet][value] if column in to and value else value
            for column, value in ((name, getattr(self, name)) for name in type(self).model_fields)
            if column not in _KEPT_ELSEWHERE
        }

    def names(self) -> Iterator[str]:
        """What people may type for it."""
        yield from ()


_KEPT_ELSEWHERE = ("aliases", "bodies")
"""Columns that become rows of tables of their own."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of row: `key` are the columns that name one row; `alias_kind` says that its names are looked up."""

    name: str
    row: type[Row]
    table: type[Base]
    key: tuple[str, ...] = ("id",)
    stored_key: tuple[str, ...] | None = None
    alias_kind: str | None = None

    def key_of(self, row: Row) -> Any:
        """A single value where one column is the key, otherwise a tuple."""
        values = tuple(getattr(row, column) for column in self.key)
        return values[0] if len(values) == 1 else values

    def key_columns(self) -> tuple[str, ...]:
        """The key as the database's columns."""
        return self.stored_key or tuple(stored_as(self.row, column) for column in self.key)


@cache
def pointers(row: type[Row]) -> dict[str, To]:
    """Columns that refer to other sheets' rows."""
    return {name: mark for name, field in row.model_fields.items() for mark in field.metadata if isinstance(mark, To)}


def stored_as(row: type[Row], column: str) -> str:
    to = pointers(row).get(column)
    return column if to is None else to.stored_as or f"{column}_id"


def _day(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()):
        raise PydanticCustomError("date_parsing", "YYYY-MM-DD")
    return value.strip() if isinstance(value, str) else value


def _not_before_start(day: dt.date | None, info: ValidationInfo) -> dt.date | None:
    start: dt.date | None = info.data.get("valid_from")
    if day is not None and start is not None and day < start:
        raise PydanticCustomError("ends_before_start", "{start}", {"start": start.isoformat()})
    return day


def _listed(value: Any) -> Any:
    return [part.strip() for part in value.split(";")] if isinstance(value, str) else value


ID = r"^[a-z0-9]+([-_][a-z0-9]+)*$"
EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"

Id = Annotated[str, StringConstraints(pattern=ID)]
Day = Annotated[dt.date, BeforeValidator(_day)]
LastDay = Annotated[Day | None, AfterValidator(_not_before_start)]
"""`valid_to`, which is the last day itself; the row's `valid_from` stands before it."""
Email = Annotated[str, StringConstraints(pattern=EMAIL, to_lower=True)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]
"""A list, or one text with semicolons between its parts."""
Language = Literal["da", "en"]
Platform = Literal["slack", "teams"]
