"""Which sheet a table is, and which column stands where: names in Danish or English, in any case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from storage.importing.danish import GUIDES, bare, both, in_danish, meanings
from storage.importing.problems import ImportProblem, Place, near_match
from storage.importing.sheets import SHEETS, Sheet
from storage.importing.sheets.columns import Column, columns
from storage.importing.tables.cells import Value, cleaned


def sheet_named(title: str) -> Sheet | None:
    name = meanings("sheet", tuple(SHEETS)).get(bare(title))
    return SHEETS[name] if name else None


def is_guide(title: str) -> bool:
    return bare(title) in map(bare, GUIDES)


def near_sheet(title: str) -> str | None:
    return near_match(title, both("sheet", SHEETS))


@dataclass(frozen=True, slots=True)
class Headings:
    """`columns`: by their place in the row, from 0. `written`: each column as the file calls it."""

    columns: Mapping[int, Column]
    written: Mapping[str, str]
    ignored: frozenset[int]
    """Where a heading stands that isn't known; that has been said."""
    complete: bool
    """All required columns are there."""


def recognised(cells: Sequence[Value], sheet: Sheet) -> int:
    """How many of a row's cells are names of the sheet's columns."""
    names = meanings("column", tuple(columns(sheet.row)))
    return len({names[name] for cell in cells if isinstance(cell, str) and (name := bare(cell)) in names})


def read_headings(cells: Sequence[Value], sheet: Sheet, place: Place, problems: list[ImportProblem]) -> Headings:
    """The headings' row. What is unknown, missing or doubled is said once, not for each row."""
    known = columns(sheet.row)
    names = meanings("column", tuple(known))
    found: dict[int, Column] = {}
    written: dict[str, str] = {}
    ignored: set[int] = set()
    for index, text in _texts(cells):
        name = names.get(bare(text))
        if name is None:
            problems.append(place.problem("unknown_column", text, text, near_match(text, both("column", known))))
            ignored.add(index)
        elif name in written:
            problems.append(place.problem("duplicate_column", text, written[name]))
            ignored.add(index)
        else:
            found[index] = known[name]
            written[name] = text
    is_danish = any(bare(text) != bare(name) for name, text in written.items())
    missing = [name for name, column in known.items() if column.required and name not in written]
    for name in missing:
        problems.append(place.problem("missing_heading", in_danish("column", name) if is_danish else name))
    return Headings(found, written, frozenset(ignored), not missing)


def _texts(cells: Sequence[Value]) -> Iterator[tuple[int, str]]:
    for index, cell in enumerate(cells):
        if text := cleaned(str(cell)):
            yield index, text
