"""A read and checked import, ready to be applied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy.orm import Session

from storage.importing.expecting import expectation
from storage.importing.problems import Code, ImportFailed, ImportProblem, Place, near_match
from storage.importing.raw_row import RawRow
from storage.importing.reading import read_rows
from storage.importing.references import problems_of
from storage.importing.sheets import SHEETS, Row, Sheet
from storage.importing.upsert import Summary
from storage.importing.watching import Watch, unwatched
from storage.importing.writing import write


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows of all files, per sheet."""

    rows: dict[str, list[tuple[Place, Row]]]

    def apply(self, session: Session, watched: Watch = unwatched) -> Summary:
        """Writes everything in the caller's transaction.

        Raises ImportFailed before anything is written when a row refers to something unknown or to itself.
        """
        if problems := problems_of(self.rows, session):
            raise ImportFailed(problems)
        summary = write({name: [row for _, row in rows] for name, rows in self.rows.items()}, session, watched)
        session.expire_all()
        return summary


def read_files(paths: Iterable[Path | str], watched: Watch = unwatched) -> Plan:
    """Reads files, and the files of folders that can be read. Raises ImportFailed with every problem of every file."""
    problems: list[ImportProblem] = []
    rows: dict[str, list[tuple[Place, Row]]] = {name: [] for name in SHEETS}
    first: dict[tuple[str, Any], Place] = {}
    unknown: set[tuple[str, str]] = set()
    for raw in watched((raw for path in paths for raw in read_rows(Path(path), problems)), None):
        sheet = SHEETS.get(raw.sheet)
        if sheet is None:
            if (raw.place.file, raw.place.sheet) not in unknown:
                problems.append(_unknown_sheet(raw.place))
                unknown.add((raw.place.file, raw.place.sheet))
        elif (row := _row(sheet, raw, problems)) is not None:
            earlier = first.setdefault((sheet.name, sheet.key_of(row)), raw.place)
            if earlier is not raw.place:
                key = ", ".join(str(getattr(row, column)) for column in sheet.key)
                problems.append(raw.place.problem("duplicate_key", sheet.key[0], key, str(earlier)))
            rows[sheet.name].append((raw.place, row))
    if problems:
        raise ImportFailed(problems)
    return Plan(rows)


def _unknown_sheet(place: Place) -> ImportProblem:
    name = place.sheet
    return ImportProblem(place.file, name, None, None, "unknown_sheet", name, place.line, near_match(name, SHEETS))


def _row(sheet: Sheet, raw: RawRow, problems: list[ImportProblem]) -> Row | None:
    try:
        return sheet.row.model_validate(raw.cells)
    except ValidationError as errors:
        problems.extend(_form_problems(sheet, raw, errors))
        return None


def _form_problems(sheet: Sheet, raw: RawRow, errors: ValidationError) -> Iterator[ImportProblem]:
    for error in errors.errors(include_url=False):
        if error["type"] == "union_tag_not_found":
            continue  # a rule without a topic is said once
        code = _code(error["type"])
        column = "topic" if error["type"] == "union_tag_invalid" else _column(error["loc"])
        if code == "unknown_column":
            yield raw.place.problem(code, column, column, near_match(column, sheet.row.model_fields))
        elif code == "missing_column":
            yield raw.place.problem(code, column)
        else:
            hint, expected = expectation(error)
            yield raw.place.problem(code, column, str(error["input"])[:80], hint, expected)


def _code(kind: str) -> Code:
    if kind == "ends_before_start":
        return "ends_before_start"
    if kind == "extra_forbidden":
        return "unknown_column"
    if kind == "missing":
        return "missing_column"
    if kind.endswith(("_type", "_parsing")) or kind.startswith("date_from"):
        return "wrong_type"
    return "wrong_value"


def _column(loc: tuple[int | str, ...]) -> str:
    """The column as the file names it. A rule's value is reached through `value` and its topic."""
    names = [part for part in loc if isinstance(part, str)]
    if names[0] == "value":
        names = names[2:] or names
    return names[0]
