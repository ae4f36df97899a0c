"""Does everything that rows refer to exist, and does nothing lead back to itself?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.importing.problems import ImportProblem, Place, near_match
from storage.importing.sheets import SHEETS, DocumentRow, Row, pointers, stored_as

Placed: TypeAlias = Mapping[str, Sequence[tuple[Place, Row]]]


def problems_of(rows: Placed, session: Session) -> list[ImportProblem]:
    """Everything that the database and the files together don't answer."""
    return [*_unknown(rows, session), *_circles(rows, session)]


def matching(pattern: str, ids: Iterator[str] | Sequence[str] | Mapping[str, Any]) -> list[str]:
    """The ids that a document's `bodies` name: one id, or a pattern as of file names."""
    return sorted(id_ for id_ in ids if fnmatchcase(id_, pattern))


def _unknown(rows: Placed, session: Session) -> Iterator[ImportProblem]:
    @cache
    def keys(sheet: str) -> dict[str, None]:
        """Of a sheet, in the database and in the files."""
        in_files = (SHEETS[sheet].key_of(row) for _, row in rows[sheet])
        return dict.fromkeys([*_stored_keys(sheet, session), *in_files])

    @cache
    def near(sheet: str, key: str) -> str | None:
        return near_match(key, keys(sheet))

    for place, row in (placed for sheet in rows.values() for placed in sheet):
        for reference in row.references():
            if reference.key not in keys(reference.sheet):
                hint = near(reference.sheet, reference.key)
                yield place.problem("unknown_reference", reference.column, reference.key, hint)
        if isinstance(row, DocumentRow):
            for pattern in row.bodies:
                if not matching(pattern, keys("bodies")):
                    yield place.problem("unknown_reference", "bodies", pattern, near("bodies", pattern))


def _stored_keys(sheet: str, session: Session) -> list[str]:
    (column,) = SHEETS[sheet].key_columns()
    return list(session.scalars(select(getattr(SHEETS[sheet].table, column))))


def _circles(rows: Placed, session: Session) -> Iterator[ImportProblem]:
    for name, sheet in SHEETS.items():
        for column in (column for column, to in pointers(sheet.row).items() if to.sheet == name):
            if any(getattr(row, column) is not None for _, row in rows[name]):
                yield from _circles_of(column, rows, name, session)


def _circles_of(column: str, rows: Placed, name: str, session: Session) -> Iterator[ImportProblem]:
    """Rows from which following `column` comes back to them; the files' word goes before the database's."""
    sheet = SHEETS[name]
    table: Any = sheet.table
    next_of = {id_: to for id_, to in session.execute(select(table.id, getattr(table, stored_as(sheet.row, column))))}
    next_of |= {sheet.key_of(row): getattr(row, column) for _, row in rows[name]}
    for place, row in rows[name]:
        start = sheet.key_of(row)
        way = [start]
        while (following := next_of.get(way[-1])) is not None and following not in way:
            way.append(following)
        if following == start:
            yield place.problem("circular", column, " → ".join([*way, start]))
