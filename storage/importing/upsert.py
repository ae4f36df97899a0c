"""Rows into a table without doubles: one read of what is there, then inserts and updates in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, insert, inspect, select, update
from sqlalchemy.orm import Session

from storage.models import Base


@dataclass(frozen=True, slots=True)
class Counts:
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    """Aliases and a document's bodies that the files no longer name."""


SHOWN = 20
"""So many changes of a sheet are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row that is new, or whose `columns` change. `row` counts the rows given to `upsert`, from 0."""

    row: int
    columns: tuple[str, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class NamedChange:
    """A change with the row's key and the columns as files write them."""

    key: tuple[str, ...]
    columns: tuple[str, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """What an import has done, per sheet; names that people type are counted as `aliases`.

    `changes`: at most `SHOWN` of each sheet, in the files' order.
    """

    counts: Mapping[str, Counts]
    changes: Mapping[str, Sequence[NamedChange]]

    @property
    def is_unchanged(self) -> bool:
        return all(counts == Counts(unchanged=counts.unchanged) for counts in self.counts.values())


def upsert(
    session: Session, table: type[Base], key: Sequence[str], rows: Iterable[dict[str, Any]]
) -> tuple[Counts, list[Change]]:
    """Writes `rows` (dicts of the same columns), matched by `key` with what is there."""
    rows = list(rows)
    if not rows:
        return Counts(), []
    there = _read(session, table, key, rows[0].keys())
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    shown: list[Change] = []
    for number, row in enumerate(rows):
        old = there.get(_pick(row, key))
        columns = () if old is None else tuple(name for name, value in row.items() if value != old[name])
        if old is None:
            new.append(row)
        elif columns:
            changed.append(old | row)
        if (old is None or columns) and len(shown) < SHOWN:
            shown.append(Change(number, columns, old is None))
    _write(session, table, new, changed)
    return Counts(len(new), len(changed), len(rows) - len(new) - len(changed)), shown


def _read(
    session: Session, table: type[Base], key: Sequence[str], columns: Iterable[str]
) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Per key: the columns in question and the primary key."""
    wanted = list(dict.fromkeys([*(column.name for column in inspect(table).primary_key), *columns]))
    there = session.execute(select(*(getattr(table, name) for name in wanted)))
    rows = (dict(zip(wanted, values, strict=True)) for values in there)
    return {_pick(row, key): row for row in rows}


def _pick(row: Mapping[str, Any], key: Sequence[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in key)


def _write(session: Session, table: type[Base], new: list[dict[str, Any]], changed: list[dict[str, Any]]) -> None:
    """New rows get their references to rows of the same table last, when all of these are there."""
    inward = _columns_to_itself(table)
    if new:
        session.execute(insert(table), [{**row, **dict.fromkeys(inward)} for row in new])
    late = [row for row in new if any(row[name] is not None for name in inward)]
    if changed or late:
        session.execute(update(table), [*changed, *late])


def _columns_to_itself(table: type[Base]) -> list[str]:
    core = table.__table__
    assert isinstance(core, Table)
    return [key.parent.name for key in core.foreign_keys if key.column.table is core]
