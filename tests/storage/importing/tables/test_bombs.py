"""Small files that ask for all memory there is: refused in little time and memory."""

from __future__ import annotations

import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.storage.importing.tables.writing import REGIONS, book

MEMORY = 700 * 1024 * 1024
"""Address space of the process that reads; Python and the libraries take 250 MB of it."""
SECONDS = 30

READ = """
import sys
from pathlib import Path
from storage.importing import ImportFailed, read_files
try:
    read_files([Path(sys.argv[1])])
except ImportFailed as failed:
    print(*[problem.problem for problem in failed.problems])
"""

FAR_AWAY = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
FAR_BY_ROW = '<row r="1048576"><c><v>1</v></c>' + "<c><v>1</v></c>" * 100 + "</row>"
MANY_MERGED = '<mergeCells count="200000">' + '<mergeCell ref="A2:A1048576"/>' * 200_000 + "</mergeCells>"
LONG_TEXT = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{}</t></si></sst>'
SHARED = '<row r="{}"><c r="A{}" t="s"><v>0</v></c></row>'


def _rewritten(path: Path, part: str, change: Callable[[str], str]) -> None:
    """A part of the workbook with other content; one that isn't there is made."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts[part] = change(parts.get(part, ""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _in_rows(more: str) -> Callable[[str], str]:
    return lambda sheet: sheet.replace("</sheetData>", f"{more}</sheetData>")


SHEET = "xl/worksheets/sheet1.xml"


def _padded(path: Path) -> None:
    _rewritten(path, SHEET, _in_rows(" " * (101 * 1024 * 1024)))


def _far_away(path: Path) -> None:
    _rewritten(path, SHEET, _in_rows(FAR_AWAY))


def _far_by_row(path: Path) -> None:
    _rewritten(path, SHEET, _in_rows(FAR_BY_ROW))


def _many_merged(path: Path) -> None:
    _rewritten(path, SHEET, lambda sheet: sheet.replace("</sheetData>", f"</sheetData>{MANY_MERGED}"))


def _one_text_many_times(path: Path) -> None:
    _rewritten(path, SHEET, _in_rows("".join(SHARED.format(row, row) for row in range(3, 100_000))))
    _rewritten(path, "xl/sharedStrings.xml", lambda _: LONG_TEXT.format("x" * 32_000))


def _many_beginnings(path: Path) -> None:
    _rewritten(path, "xl/sharedStrings.xml", lambda _: "<sst>" + "<si><t>" * 5_000_000)


def _entities(path: Path) -> None:
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    _rewritten(path, SHEET, lambda sheet: laughs + sheet)


def _lying_about_its_size(path: Path) -> None:
    """The archive's list says 100 bytes, the part unpacks to 200 million."""
    _rewritten(path, SHEET, _in_rows(" " * (200 * 1024 * 1024)))
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(SHEET)
    size = info.file_size.to_bytes(4, "little")
    content = path.read_bytes()
    assert content.count(size) >= 2
    path.write_bytes(content.replace(size, (100).to_bytes(4, "little")))


def _many_parts(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(1001):
            archive.writestr(f"xl/{number}.xml", "<a/>")


BOMBS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a part of 101 MB": (_padded, "too_large"),
    "a cell at the end of the world": (_far_away, "too_many_cells"),
    "… without its own place": (_far_by_row, "too_many_cells"),
    "merged areas": (_many_merged, "too_many_cells"),
    "a long text in many cells": (_one_text_many_times, "too_large"),
    "texts that do not end": (_many_beginnings, "not_workbook"),
    "entities": (_entities, "not_workbook"),
    "a part that lies about its size": (_lying_about_its_size, "not_workbook"),
    "a thousand parts": (_many_parts, "too_large"),
}


@pytest.mark.parametrize("what", BOMBS)
def test_a_bomb_is_refused_in_little_time_and_memory(what: str, tmp_path: Path) -> None:
    make, expected = BOMBS[what]
    path = book(tmp_path / "bomb.xlsx", {"regions": REGIONS})
    make(path)
    assert path.stat().st_size < 2 * 1024 * 1024
    done = _read(path)
    assert (done.stdout.split(), done.returncode) == ([expected], 0), done.stderr


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_bytes(b"x" * (20 * 1024 * 1024 + 1))
    assert _read(path).stdout.split() == ["too_large"]


def test_a_workbook_of_usual_size_is_read_within_the_same_bounds(tmp_path: Path) -> None:
    rows = [["id", "name"], *([f"r{number}", f"Region {number}"] for number in range(20_000))]
    done = _read(book(tmp_path / "data.xlsx", {"regions": rows}))
    assert (done.stdout, done.returncode) == ("", 0), done.stderr


def _read(path: Path) -> subprocess.CompletedProcess[str]:
    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    command = [sys.executable, "-c", READ, str(path)]
    return subprocess.run(command, preexec_fn=bounded, capture_output=True, text=True, timeout=SECONDS)


def test_a_bomb_would_go_off_without_the_bounds(tmp_path: Path) -> None:
    """The test's own proof: the library itself gives up on the cell at the end of the world."""
    path = book(tmp_path / "bomb.xlsx", {"regions": REGIONS})
    _far_away(path)
    script = "import sys, python_calamine as c; c.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0)"

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    done = subprocess.run([sys.executable, "-c", script, str(path)], preexec_fn=bounded, capture_output=True)
    assert done.returncode != 0
