"""CSV files: the file's name is the sheet's."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from storage.importing.problems import ImportProblem, NotReadable
from storage.importing.raw_row import RawRow
from storage.importing.tables.headings import recognised, sheet_named
from storage.importing.tables.table import Line, rows_of

SEPARATORS = ";,\t"

_WINDOWS = re.compile(r"[\x00-\x7f\xa0-\xbf\xc0-\xd6\xd8-\xf6\xf8-\xff€‚„…–—‘’“”•™ŠŽšžŸŒœ]*")
"""What people write in Windows-1252. Others of its signs, such as † and ›, are the å and ø of an older encoding."""
_INSIDE_A_WORD = re.compile(r"\w[‘¾¿Œ]\w")
"""… and so are these: æ in DOS' encoding, æ, ø and å in the Mac's."""


def read_csv(path: Path, problems: list[ImportProblem]) -> Iterator[RawRow]:
    """Raises NotReadable for a file in an unknown encoding, or with a quotation that doesn't end."""
    text = _decoded(path.read_bytes())
    first, _, rest = text.partition("\n")
    separator = None
    if told := re.fullmatch(r'"?sep=(.)"?\r?', first):  # Excel's own mark, which it doesn't show
        separator, text = told[1], rest
    lines = _lines(text, separator or _separator(text, path.stem))
    yield from rows_of(str(path), path.stem, lines, problems)


def _decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with its mark (Excel's "Unicode text"), else Windows-1252."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise NotReadable("encoding", line) from error
    if not _WINDOWS.fullmatch(text) or _INSIDE_A_WORD.search(text):
        raise NotReadable("encoding", line)
    return text


def _separator(text: str, title: str) -> str:
    """The one that makes the most known headings of the first lines, then the most columns."""
    sheet = sheet_named(title)
    start = text[:4000].splitlines()[:10]

    def known(separator: str) -> tuple[int, int]:
        rows = [line.replace('"', "").split(separator) for line in start]
        return max((recognised(row, sheet) if sheet else 0 for row in rows), default=0), max(map(len, rows), default=0)

    return max(SEPARATORS, key=known)


def _lines(text: str, separator: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    row, start = 0, 1
    try:
        for row, cells in enumerate(reader, start=1):
            yield Line(row, start, cells)
            start = reader.line_num + 1
    except csv.Error as error:
        raise NotReadable("not_csv", start, str(error)) from error
