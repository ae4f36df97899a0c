"""Files as rows of plain text: what a cell means is the sheet's business, so that every format reads alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from storage.importing.problems import Code, ImportProblem, NotReadable
from storage.importing.raw_row import RawRow
from storage.importing.tables.csv_file import read_csv
from storage.importing.tables.workbook import read_workbook
from storage.importing.yaml_sheets import read_yaml

LARGEST = 20 * 1024 * 1024

Reader: TypeAlias = Callable[[Path, list[ImportProblem]], Iterator[RawRow]]

READERS: dict[str, Reader] = {".yaml": read_yaml, ".yml": read_yaml, ".csv": read_csv, ".xlsx": read_workbook}


def read_rows(path: Path, problems: list[ImportProblem]) -> Iterator[RawRow]:
    """The rows of a file, or of a folder's files; what can't be read is added to `problems`."""
    if path.is_dir():
        for file in sorted(path.iterdir()):
            if file.suffix.lower() in READERS and not file.name.startswith((".", "~$")):  # Excel's lock files
                yield from read_rows(file, problems)
        return
    if code := _unfit(path):
        problems.append(ImportProblem(str(path), None, None, None, code))
        return
    try:
        yield from READERS[path.suffix.lower()](path, problems)
    except NotReadable as error:
        problems.append(ImportProblem(str(path), None, None, None, error.code, error.detail, error.line))


def _unfit(path: Path) -> Code | None:
    if not path.is_file():
        return "not_found"
    if path.suffix.lower() not in READERS:
        return "unknown_format"
    return "too_large" if path.stat().st_size > LARGEST else None
