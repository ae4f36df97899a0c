"""What can be wrong with an import, and where. No words: the languages' sentences stand elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import process

from storage.search import fold

Code = Literal[
    "not_found",
    "unknown_format",
    "too_large",
    "not_yaml",
    "anchor",
    "wrong_shape",
    "not_csv",
    "encoding",
    "not_workbook",
    "encrypted",
    "macros",
    "too_many_cells",
    "unknown_sheet",
    "unknown_column",
    "missing_column",
    "missing_heading",
    "duplicate_column",
    "no_heading",
    "merged_across",
    "turned_into_date",
    "formula",
    "control_character",
    "duplicate_key",
    "wrong_type",
    "wrong_value",
    "ends_before_start",
    "unknown_reference",
    "circular",
]

Expected = Literal["day", "number", "yes_or_no", "choice", "id", "email", "platform_id", "text"]
"""What a cell with a wrong type or value should have held; `choice` has its values in the problem's hint."""


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """One thing to mend. `line` counts the file's lines; `row` counts the sheet's rows from 1, in a table as Excel
    does, with the headings. `sheet` and `column` are named as the file names them.

    `detail` is what the file says; `hint` a near match, what is allowed, or where the first one stands.
    """

    file: str
    sheet: str | None
    row: int | None
    column: str | None
    problem: Code
    detail: str = ""
    line: int | None = None
    hint: str | None = None
    expected: Expected | None = None

    def text(self) -> str:
        """One line for logs and tests; people get a sentence in their language."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        parts = [("sheet", self.sheet), ("row", self.row), ("column", self.column)]
        where = ", ".join(f"{name} {value}" for name, value in parts if value is not None)
        said = f" ({self.detail})" if self.detail else ""
        hint = f"; see: {self.hint}" if self.hint else ""
        return f"{place}: {where}{': ' if where else ''}{self.problem.replace('_', ' ')}{said}{hint}"


class ImportFailed(Exception):
    """The files can't be imported; nothing of them is."""

    def __init__(self, problems: Iterable[ImportProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.text() for problem in self.problems))


class NotReadable(Exception):
    """A file, or a part of it, from which no rows can be had."""

    def __init__(self, code: Code, line: int | None = None, detail: str = "") -> None:
        super().__init__(code)
        self.code: Code = code
        self.line = line
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands, so that what is wrong with it can be said."""

    file: str
    sheet: str
    row: int
    line: int | None = None
    lines: Mapping[str, int] = field(default_factory=dict[str, int])
    headings: Mapping[str, str] = field(default_factory=dict[str, str])
    """Column → what the file calls it, where that is another name."""

    def problem(
        self,
        code: Code,
        column: str | None = None,
        detail: str = "",
        hint: str | None = None,
        expected: Expected | None = None,
    ) -> ImportProblem:
        line = self.line if column is None else self.lines.get(column, self.line)
        named = None if column is None else self.headings.get(column, column)
        return ImportProblem(self.file, self.sheet, self.row, named, code, detail, line, hint, expected)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else f"{self.file}, {self.sheet} {self.row}"


def near_match(text: str, choices: Iterable[str]) -> str | None:
    """The choice that was probably meant, or None."""
    found = process.extractOne(text, list(choices), processor=fold, score_cutoff=70)
    return found[0] if found else None
