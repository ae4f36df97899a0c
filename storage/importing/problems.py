"""What can be wrong with an import, and where."""

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
    "unknown_sheet",
    "unknown_column",
    "missing_column",
    "duplicate_column",
    "duplicate_key",
    "wrong_type",
    "wrong_value",
    "ends_before_start",
    "unknown_reference",
    "circular",
]

_IN_ENGLISH: dict[Code, str] = {
    "not_found": "no such file",
    "unknown_format": "only .yaml and .yml files can be read",
    "too_large": "the file is larger than 20 MB",
    "not_yaml": "not readable as YAML",
    "anchor": "anchors, aliases and tags are refused",
    "wrong_shape": "a file is sheets, a sheet is a list of rows, a row is columns with texts or lists of texts",
    "unknown_sheet": "unknown sheet",
    "unknown_column": "unknown column",
    "missing_column": "this column is missing",
    "duplicate_column": "this column stands twice in the row",
    "duplicate_key": "this row stands twice",
    "wrong_type": "wrong kind of value",
    "wrong_value": "value not allowed",
    "ends_before_start": "ends before it starts",
    "unknown_reference": "refers to something unknown",
    "circular": "leads back to itself",
}


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """One thing to mend. `row` counts the sheet's rows from 1, `line` the file's lines.

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

    def text(self) -> str:
        """One line of plain English, for logs."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        parts = [("sheet", self.sheet), ("row", self.row), ("column", self.column)]
        where = ", ".join(f"{name} {value}" for name, value in parts if value is not None)
        said = f" ({self.detail})" if self.detail else ""
        hint = f"; see: {self.hint}" if self.hint else ""
        return f"{place}: {where}{': ' if where else ''}{_IN_ENGLISH[self.problem]}{said}{hint}"


class ImportFailed(Exception):
    """The files can't be imported; nothing of them is."""

    def __init__(self, problems: Iterable[ImportProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.text() for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands, so that what is wrong with it can be said."""

    file: str
    sheet: str
    row: int
    line: int | None = None
    lines: Mapping[str, int] = field(default_factory=dict[str, int])

    def problem(
        self, code: Code, column: str | None = None, detail: str = "", hint: str | None = None
    ) -> ImportProblem:
        line = self.line if column is None else self.lines.get(column, self.line)
        return ImportProblem(self.file, self.sheet, self.row, column, code, detail, line, hint)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else f"{self.file}, {self.sheet} {self.row}"


def near_match(text: str, choices: Iterable[str]) -> str | None:
    """The choice that was probably meant, or None."""
    found = process.extractOne(text, list(choices), processor=fold, score_cutoff=70)
    return found[0] if found else None
