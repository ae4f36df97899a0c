"""What each column of a sheet takes, for tables that are read or handed out to be filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from storage.importing.sheets.row import EMAIL, ID, Row, pointers
from storage.importing.sheets.rules import RuleRow
from storage.rule_types import Value

Kind: TypeAlias = Literal["text", "id", "email", "day", "number", "yes_or_no", "choice", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """`choices`: the only values, where these are few. `to`: the sheet whose keys it holds."""

    name: str
    kind: Kind
    required: bool
    choices: tuple[str, ...] = ()
    to: str | None = None


@cache
def columns(row: type[Row]) -> dict[str, Column]:
    """In the order of the row; a rule's own fields follow it, none of them required of every rule."""
    found = {name: _column(name, field, row) for name, field in row.model_fields.items()}
    if issubclass(row, RuleRow):
        del found["value"]
        found["topic"] = Column("topic", "choice", True, tuple(_topic(rule) for rule in _rules()))
        for name, field in ((name, field) for rule in _rules() for name, field in rule.model_fields.items()):
            _merge(found, name, field)
    return found


def _column(name: str, field: FieldInfo, row: type[Row]) -> Column:
    to = pointers(row).get(name)
    kind, choices = _kind(field)
    return Column(name, kind, field.is_required(), choices, to.sheet if to else None)


def _merge(found: dict[str, Column], name: str, field: FieldInfo) -> None:
    """A field that several kinds of rules have takes what each of them takes."""
    if name != "topic":
        kind, choices = _kind(field)
        earlier = found[name].choices if name in found else ()
        found[name] = Column(name, kind, False, tuple(dict.fromkeys([*earlier, *choices])))


def _rules() -> tuple[type[BaseModel], ...]:
    return get_args(get_args(Value)[0])


def _topic(rule: type[BaseModel]) -> str:
    return rule.model_fields["topic"].default


def _kind(field: FieldInfo) -> tuple[Kind, tuple[str, ...]]:
    parts = [*_parts(field.annotation), *field.metadata]
    patterns = {getattr(part, "pattern", None) for part in parts}
    choices = next((get_args(part) for part in parts if get_origin(part) is Literal), ())
    simple: dict[Any, Kind] = {dt.date: "day", bool: "yes_or_no", int: "number", float: "number", tuple: "list"}
    if choices:
        return "choice", choices
    for part in parts:
        if part in simple:
            return simple[part], ()
    return ("id" if ID in patterns else "email" if EMAIL in patterns else "text"), ()


def _parts(annotation: Any) -> Iterator[Any]:
    """A type without its wrappings: `Annotated[date | None, …]` has the parts date and `…`."""
    origin = get_origin(annotation)
    if origin is tuple:
        yield tuple
    elif origin in (Annotated, Union, UnionType):
        for argument in get_args(annotation):
            yield from _parts(argument)
        yield from getattr(annotation, "__metadata__", ())
    elif annotation is not NoneType:
        yield annotation
