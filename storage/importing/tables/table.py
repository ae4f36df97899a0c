"""A table's lines as the rows of a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain, islice

from storage.importing.examples import EXAMPLES
from storage.importing.problems import ImportProblem, Place
from storage.importing.raw_row import Cell, RawRow
from storage.importing.sheets import Sheet
from storage.importing.tables.cells import Value, WrongCell, cleaned, plain
from storage.importing.tables.headings import (
    Headings,
    is_guide,
    near_sheet,
    read_headings,
    recognised,
    sheet_named,
)

_TITLES_ABOVE = 10
"""Among so many lines the headings are looked for: people write a title above them."""


@dataclass(frozen=True, slots=True)
class Line:
    """`row` as Excel counts; `line` of the file, where it has lines. `across`: cells merged with the next column's."""

    row: int
    line: int | None
    cells: Sequence[Value]
    across: Set[int] = frozenset()

    @property
    def is_empty(self) -> bool:
        return not any(cell != "" and (not isinstance(cell, str) or cleaned(cell)) for cell in self.cells)


def rows_of(file: str, title: str, lines: Iterable[Line], problems: list[ImportProblem]) -> Iterator[RawRow]:
    """The rows below the headings. A sheet that explains, empty lines and an untouched example are passed over."""
    lines = (line for line in lines if not line.is_empty)
    first = list(islice(lines, _TITLES_ABOVE))
    if not first or is_guide(title):
        return
    sheet = sheet_named(title)
    if sheet is None:
        problems.append(ImportProblem(file, title, None, None, "unknown_sheet", title, hint=near_sheet(title)))
        return
    start = _headings_among(first, sheet)
    place = Place(file, title, first[start].row, first[start].line)
    headings = read_headings(first[start].cells, sheet, place, problems)
    if headings.complete:
        table = _Table(file, title, sheet, headings, problems)
        yield from table.rows(chain(first[start + 1 :], lines))


def _headings_among(first: Sequence[Line], sheet: Sheet) -> int:
    """The line with the most known headings; the first one if there are none."""
    known = [recognised(line.cells, sheet) for line in first]
    return known.index(max(known)) if max(known) > 1 else 0


@dataclass(frozen=True, slots=True)
class _Table:
    file: str
    title: str
    sheet: Sheet
    headings: Headings
    problems: list[ImportProblem]

    def rows(self, lines: Iterable[Line]) -> Iterator[RawRow]:
        beside: set[int] = set()
        for line in lines:
            place = Place(self.file, self.title, line.row, line.line, headings=self.headings.written)
            if (cells := self._cells(line, place, beside)) and cells != EXAMPLES.get(self.sheet.name):
                yield RawRow(self.sheet.name, place, cells)

    def _cells(self, line: Line, place: Place, beside: set[int]) -> dict[str, Cell]:
        """Empty when a cell can't be read, which is said; `beside` are columns without a heading, each said once."""
        found: dict[str, Cell] = {}
        readable = True
        for index, value in enumerate(line.cells):
            column = self.headings.columns.get(index)
            if value == "" or (column is None and index in self.headings.ignored | beside):
                continue
            if column is None:
                if cleaned(str(value)):
                    beside.add(index)
                    self.problems.append(place.problem("no_heading", letters(index), str(value)[:80]))
                continue
            try:
                if index in line.across:
                    raise WrongCell("merged_across", str(value)[:80])
                if cell := plain(value, column):
                    found[column.name] = cell
            except WrongCell as wrong:
                self.problems.append(place.problem(wrong.code, column.name, wrong.detail[:80]))
                readable = False
        return found if readable else {}


def letters(index: int) -> str:
    """A column's letters in Excel: 0 is A, 26 is AA."""
    return (letters(index // 26 - 1) if index > 25 else "") + chr(ord("A") + index % 26)
