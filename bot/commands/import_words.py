"""What an import says, in the user's language: storage names the fault, the templates have the sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storage.importing import Counts, ImportProblem, NamedChange, Summary
from storage.importing.danish import in_danish
from templates.imports import problems, summary

MOST_PROBLEMS = 200
"""Lines of problems; whoever has more of them mends these first."""


def sheet_name(name: str, language: str) -> str:
    return in_danish("sheet", name) if language == "da" else name


def column_name(name: str, language: str) -> str:
    return in_danish("column", name) if language == "da" else name


def value_name(value: str, language: str) -> str:
    return in_danish("value", value) if language == "da" else value


def problem_lines(found: Sequence[ImportProblem], language: str) -> Iterator[str]:
    """One line for each, with file, sheet, row and column."""
    for problem in found[:MOST_PROBLEMS]:
        yield _problem(problem, language)
    if len(found) > MOST_PROBLEMS:
        yield summary.more_problems(language, len(found) - MOST_PROBLEMS)
    yield summary.nothing_imported(language)


def _problem(problem: ImportProblem, language: str) -> str:
    hint = problem.hint
    if hint and problem.expected == "choice":
        hint = ", ".join(value_name(choice, language) for choice in hint.split(", "))
    where = problems.place(language, problem.file, problem.line, problem.sheet, problem.row, problem.column)
    return f"{where}: {problems.sentence(language, problem.problem, problem.expected, problem.detail, hint)}"


def summary_lines(done: Summary, language: str, *, with_changes: bool) -> Iterator[str]:
    """A line for each sheet; with changes, one for each of the first new and changed rows."""
    said = {name: counts for name, counts in done.counts.items() if counts != Counts()}
    if not said:
        yield summary.no_rows(language)
    for name, counts in said.items():
        shown = sheet_name(name, language)
        yield summary.counts(language, shown, counts.created, counts.changed, counts.unchanged, counts.removed)
        if with_changes and name in done.changes:
            yield from _changes(done.changes[name], counts.created + counts.changed, language)


def _changes(changes: Sequence[NamedChange], number: int, language: str) -> Iterator[str]:
    for change in changes:
        columns = [column_name(column, language) for column in change.columns]
        yield f"  {summary.change(language, change.key, columns, change.is_new)}"
    if more := number - len(changes):
        yield f"  {summary.more_changes(language, more)}"
