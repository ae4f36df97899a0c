"""Workbooks and CSV files as people make them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from storage.importing import ImportFailed, read_files
from storage.importing.reading import read_rows

Rows = Sequence[Sequence[Any]]
Problem = tuple[str | None, int | None, str | None, str]
"""Sheet, row and column as the file names them, and what is wrong."""

REGIONS: Rows = [["id", "name"], ["a", "A"]]


def book(path: Path, sheets: Mapping[str, Rows], *merged: str) -> Path:
    """A workbook; `merged` areas ("A2:A4") are those of its first sheet."""
    made = Workbook()
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    del made["Sheet"]
    for area in merged:
        first(made).merge_cells(area)
    made.save(path)
    return path


def first(made: Workbook) -> Worksheet:
    sheet = made.worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def cells(path: Path) -> list[dict[str, Any]]:
    """The rows that are read, when nothing is wrong."""
    problems = []
    found = [row.cells for row in read_rows(path, problems)]
    assert problems == []
    return found


def problems_of(*paths: Path) -> list[Problem]:
    with pytest.raises(ImportFailed) as failed:
        read_files(paths)
    return [(p.sheet, p.row, p.column, p.problem) for p in failed.value.problems]
