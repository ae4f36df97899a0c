"""A workbook's parts within bounds, before anything reads them: an .xlsx file is a zip archive of XML.

Reading a workbook takes memory for every cell up to the last one used and a copy, whatever the
file's own size: a few hundred bytes can ask for terabytes. So everything is counted first, and the reader is given
an archive of exactly what was counted.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from storage.importing.problems import NotReadable
from storage.importing.tables.formulas import with_visible_formulas

UNPACKED = 100 * 1024 * 1024
"""Bytes of all parts together. 50,000 contact points have 30 million."""
CELLS = 2_000_000
"""Up to the last one used, of all sheets together, the empty ones too."""
TEXT = 200 * 1024 * 1024
"""Bytes of all cells' texts, each counted as often as it stands."""
MERGED = 100_000
"""Merged areas of a sheet."""
PARTS = 1_000

_OLD_FILE = b"\xd0\xcf\x11\xe0"
"""How .xls files begin, and .xlsx files with a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = re.compile(r"(^|/)(vbaProject[^/]*\.bin|macrosheets/)", re.IGNORECASE)
_WANTED = re.compile(r".*\.(xml|rels)", re.IGNORECASE)
_NOT_PLAIN = re.compile(rb"<!|\x00")
"""Entities, CDATA, comments, other encodings: no spreadsheet program writes them, and each could hide something."""

_PLACE = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]*)(\d+)")
"""The place of a cell or the number of a row, whatever else stands around it."""
_CELL = re.compile(rb"[<:]c[\s/>]")
_VALUE = re.compile(rb"[<:]v[\s>]")
_INDEX = re.compile(rb"[<:]v>(\d{1,9})</")
_SHARED = re.compile(rb"[<:]si[\s/>]")
"""Where a shared text begins."""


def bounded(path: Path) -> io.BytesIO:
    """The workbook without what isn't data. Raises NotReadable for one that is too large, locked, or has macros."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = dict(_parts(archive))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, UnicodeError, OSError) as error:
        raise _no_archive(path) from error
    _count(parts)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in list(parts):
            archive.writestr(name, with_visible_formulas(parts.pop(name)))
    packed.seek(0)
    return packed


def _no_archive(path: Path) -> NotReadable:
    with path.open("rb") as file:
        is_old = file.read(4) == _OLD_FILE
        is_locked = is_old and _ENCRYPTED in file.read()
    return NotReadable("encrypted" if is_locked else "not_workbook")


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    parts = archive.infolist()
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise NotReadable("too_large")
    if len({part.filename for part in parts}) < len(parts):
        raise NotReadable("not_workbook")
    if any(_MACROS.search(part.filename) for part in parts):
        raise NotReadable("macros")
    for part in parts:
        if part.flag_bits & 1:
            raise NotReadable("encrypted")
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotReadable("not_workbook")
        if _WANTED.fullmatch(part.filename):
            content = archive.read(part)  # never more than the size it states, which has been counted
            if _NOT_PLAIN.search(content):
                raise NotReadable("not_workbook")
            yield part.filename, content


def _count(parts: dict[str, bytes]) -> None:
    sheets = [content for content in parts.values() if b"sheetData" in content]
    cells = 0
    for content in sheets:
        rows, columns = _extent(content)
        cells += rows * columns
        if cells > CELLS or content.count(b"mergeCell ") > MERGED:
            raise NotReadable("too_many_cells", detail=f"{rows} × {columns}")
    texts = (content for name, content in parts.items() if "sharedstrings" in name.lower())
    shared = [len(text) for content in texts for text in _SHARED.split(content)[1:]]
    if sum(_text_of(content, shared) for content in sheets) > TEXT:
        raise NotReadable("too_large")


def _extent(sheet: bytes) -> tuple[int, int]:
    """Rows and columns up to the last one that is mentioned. Cells without a place stand one beside the other."""
    rows = sheet.split(b"row>")
    last, placed = len(rows), 0
    names: set[bytes] = set()
    for found in _PLACE.finditer(sheet):
        name, number = found.groups()
        last = max(last, int(number[:9]))
        placed += name != b""
        names.add(name)
    width = max(map(_column, names), default=0)
    if placed < sum(1 for _ in _CELL.finditer(sheet)):
        width += max(sum(1 for _ in _CELL.finditer(row)) for row in rows)
    return last, max(width, 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + letter - 64
    return number


def _text_of(sheet: bytes, lengths: list[int]) -> int:
    """At most so many bytes of shared texts, of these lengths, stand in the sheet."""
    longest = max(lengths, default=0)
    values = sum(1 for _ in _VALUE.finditer(sheet))
    if longest * values <= TEXT:
        return longest * values
    known = [int(found[1]) for found in _INDEX.finditer(sheet)]
    told = sum(lengths[index] if index < len(lengths) else longest for index in known)
    return told + (values - len(known)) * longest
