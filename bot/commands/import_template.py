"""A workbook to fill in: a sheet for everything that can be imported, and one that explains them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.commands.import_words import column_name, sheet_name, value_name
from storage.importing.examples import EXAMPLES
from storage.importing.raw_row import Cell
from storage.importing.sheets import SHEETS
from storage.importing.sheets.columns import Column, columns
from templates.imports import guide

_BOLD = Font(bold=True)
_EXAMPLE = Font(italic=True, color="FF767676")  # 4.5 : 1 on white
_HEADING = PatternFill("solid", fgColor="FFE8EEF4")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_LAST_ROW = 5000
"""Down to here cells are made ready: lists to choose from."""
_LONGEST_LIST = 255
"""Letters of a list that Excel takes in the cell itself."""
_FORMATS = {"day": "dd-mm-yyyy", "number": "General"}
"""Everything else is text, so that "8-12" and "00 12" stay what was written."""


def write_template(path: Path, language: str) -> None:
    """Headings, lists and words in `language` (da, en); the explanations in both. Raises OSError."""
    book = Workbook()
    explained = book.active
    assert isinstance(explained, Worksheet)
    explained.title = guide.title(language)
    _write_guide(explained, language)
    for name in SHEETS:
        _write_sheet(book.create_sheet(sheet_name(name, language)), name, language, explained)
    book.save(path)


def _write_sheet(sheet: Worksheet, name: str, language: str, explained: Worksheet) -> None:
    known = columns(SHEETS[name].row)
    example = EXAMPLES[name]
    for at, column in enumerate(known.values(), start=1):
        heading = sheet.cell(1, at, column_name(column.name, language))
        heading.font, heading.fill = _BOLD, _HEADING
        shown = sheet.cell(2, at, _shown(example.get(column.name, ""), column, language))
        shown.font = _EXAMPLE
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = max(len(str(heading.value)), len(str(shown.value or "")), 12) + 2
        sheet.column_dimensions[letter].number_format = _FORMATS.get(column.kind, "@")
        shown.number_format = _FORMATS.get(column.kind, "@")
        if choices := _choices(column, language):
            sheet.add_data_validation(_validation(choices, letter, explained))
    sheet.cell(2, 1).comment = Comment(guide.example_note(language), "samordning")
    sheet.freeze_panes = "A2"


def _shown(cell: Cell, column: Column, language: str) -> Any:
    """An example's cell as a person would fill it in."""
    if isinstance(cell, list):
        return "; ".join(cell)
    if not cell or isinstance(cell, dict):
        return None
    match column.kind:
        case "day":
            return dt.date.fromisoformat(cell)
        case "number":
            return float(cell)
        case "yes_or_no":
            return guide.yes_no(cell == "true", language)
        case "choice":
            return value_name(cell, language)
        case _:
            return cell


def _choices(column: Column, language: str) -> list[str]:
    if column.kind == "yes_or_no":
        return [guide.yes_no(True, language), guide.yes_no(False, language)]
    return [value_name(choice, language) for choice in column.choices]


def _validation(choices: Sequence[str], letter: str, explained: Worksheet) -> DataValidation:
    """A list to choose from; one that is too long for a cell's own stands beside the guide."""
    listed = f'"{",".join(choices)}"'
    if len(listed) > _LONGEST_LIST:
        at = explained.max_column + 2
        for row, choice in enumerate(choices, start=1):
            explained.cell(row, at, choice)
        there = get_column_letter(at)
        listed = f"'{explained.title}'!${there}$1:${there}${len(choices)}"
    cells = f"{letter}2:{letter}{_LAST_ROW}"
    return DataValidation("list", formula1=listed, allow_blank=True, showErrorMessage=True, sqref=cells)


def _write_guide(sheet: Worksheet, language: str) -> None:
    other = "en" if language == "da" else "da"
    for sentence in (*guide.how(language), *guide.how(other)):
        sheet.append([sentence])
    sheet.append([])
    names = ("sheet", "column", "name", "required", "allowed", "explanation", "explanation", "example")
    languages = (*[language] * 6, other, language)
    sheet.append([guide.heading(name, spoken) for name, spoken in zip(names, languages, strict=True)])
    heading = sheet.max_row
    for cell in sheet[heading]:
        cell.font, cell.fill = _BOLD, _HEADING
    for name in SHEETS:
        for column in columns(SHEETS[name].row).values():
            sheet.append(_explained(name, column, language, other))
    for row in sheet.iter_rows(min_row=heading + 1):
        for cell in row:
            cell.alignment, cell.number_format = _WRAPPED, "@"
    for letter, width in zip("ABCDEFGH", (24, 26, 26, 14, 34, 50, 50, 34), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = f"A{heading + 1}"


def _explained(name: str, column: Column, language: str, other: str) -> list[str]:
    return [
        sheet_name(name, language),
        column_name(column.name, language),
        f"{name}.{column.name}",
        guide.yes_no(column.required, language),
        ", ".join(_choices(column, language)) or guide.kind(column.kind, language),
        guide.explanation(name, column.name, language),
        guide.explanation(name, column.name, other),
        _text(_shown(EXAMPLES[name].get(column.name, ""), column, language)),
    ]


def _text(value: Any) -> str:
    if isinstance(value, dt.date):
        return f"{value:%d-%m-%Y}"
    return f"{value:g}" if isinstance(value, float) else str(value or "")
