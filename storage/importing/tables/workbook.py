"""Workbooks (.xlsx): a table on each sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from storage.importing.problems import ImportProblem, NotReadable
from storage.importing.raw_row import RawRow
from storage.importing.tables.archive import bounded
from storage.importing.tables.cells import Value
from storage.importing.tables.table import Line, rows_of


def read_workbook(path: Path, problems: list[ImportProblem]) -> Iterator[RawRow]:
    """Every sheet, hidden ones too. Raises NotReadable for a file that is none, or too large a one."""
    packed = bounded(path)
    try:
        workbook = CalamineWorkbook.from_filelike(packed)
        sheets = [about.name for about in workbook.sheets_metadata if about.typ == SheetTypeEnum.WorkSheet]
        for name in sheets:
            yield from rows_of(str(path), name, _lines(workbook.get_sheet_by_name(name)), problems)
    except CalamineError as error:
        raise NotReadable("not_workbook", detail=str(error)[:80]) from error


def _lines(sheet: CalamineSheet) -> Iterator[Line]:
    """A merged area's value counts for each of its rows: people merge the cells of what several rows share."""
    empty: list[Value] = [""] * (sheet.start[1] if sheet.start else 0)
    down, across = _merged(sheet)
    active: dict[int, tuple[int, Value]] = {}
    for at, values in enumerate(sheet.iter_rows()):
        cells = [*empty, *values]
        active |= {column: (last, cells[column]) for column, last in down.get(at, ()) if column < len(cells)}
        if active and any(cell != "" for cell in cells):
            active = {column: (last, value) for column, (last, value) in active.items() if at <= last}
            for column, (_, value) in active.items():
                cells[column] = value
        yield Line(at + 1, None, cells, across.get(at, frozenset[int]()))


def _merged(sheet: CalamineSheet) -> tuple[dict[int, list[tuple[int, int]]], dict[int, set[int]]]:
    """Per row: the areas that go down from it (column, last row), and the columns merged with the next one."""
    down: dict[int, list[tuple[int, int]]] = {}
    across: dict[int, set[int]] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if right > left:
            across.setdefault(top, set()).add(left)
        else:
            down.setdefault(top, []).append((left, bottom))
    return down, across
