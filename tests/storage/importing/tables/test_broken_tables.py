"""Everything that can be wrong with a table, in a workbook and in a CSV file."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import get_args

import pytest

from storage.importing.problems import Code
from tests.storage.importing import test_broken_files as yaml_files
from tests.storage.importing.tables.writing import REGIONS, Problem, Rows, book, cells, problems_of

R = "Regioner"

BOTH: dict[str, tuple[Rows, list[Problem]]] = {
    "an unknown heading": ([["id", "nmae", "Navn"], ["a", "?", "A"]], [(R, 1, "nmae", "unknown_column")]),
    "a heading that is missing": ([["id"], ["a"], ["b"]], [(R, 1, "name", "missing_heading")]),
    "… among Danish ones": ([["Navn", "Gælder fra"], ["A", "1/1-2027"]], [(R, 1, "Id", "missing_heading")]),
    "a heading twice": ([["id", "name", "NAVN"], ["a", "A", "B"]], [(R, 1, "NAVN", "duplicate_column")]),
    "a column without a heading": (
        [*REGIONS, ["b", "B", "see below"], ["c", "C", "too"]],
        [(R, 3, "C", "no_heading")],
    ),
    "an empty cell": ([["Id", "Navn"], ["a", "  "]], [(R, 2, "Navn", "missing_column")]),
    "a row twice": ([*REGIONS, ["a", "B"]], [(R, 3, "id", "duplicate_key")]),
    "a day that isn't": (
        [["id", "name", "Gælder fra"], ["a", "A", "31. november 2026"]],
        [(R, 2, "Gælder fra", "wrong_type")],
    ),
    "a day of the week that isn't": (
        [["id", "name", "Gyldig til"], ["a", "A", "mandag den 1. januar 2027"]],
        [(R, 2, "Gyldig til", "wrong_type")],
    ),
    "a year of two digits": (
        [["id", "name", "valid_from"], ["a", "A", "01-02-27"]],
        [(R, 2, "valid_from", "wrong_type")],
    ),
    "an end before its start": (
        [["id", "name", "Fra", "Til"], ["a", "A", "2-1-2027", "1-1-2027"]],
        [(R, 2, "Til", "ends_before_start")],
    ),
    "an id with letters that ids don't have": ([["id", "name"], ["Øst", "A"]], [(R, 2, "id", "wrong_value")]),
    "an error of Excel's": ([["id", "name"], ["a", "#REFERENCE!"]], [(R, 2, "name", "formula")]),
}


@pytest.mark.parametrize("what", BOTH)
def test_a_workbook_is_checked(what: str, tmp_path: Path) -> None:
    rows, expected = BOTH[what]
    assert problems_of(book(tmp_path / "data.xlsx", {R: rows})) == expected


@pytest.mark.parametrize("what", BOTH)
def test_a_csv_file_is_checked(what: str, tmp_path: Path) -> None:
    rows, expected = BOTH[what]
    path = tmp_path / f"{R}.csv"
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    assert problems_of(path) == expected


WORKBOOKS: dict[str, tuple[Rows, list[Problem]]] = {
    "a formula that nobody has calculated": ([*REGIONS, ["b", '="B"&1']], [(R, 3, "name", "formula")]),
    "a formula that has failed": ([*REGIONS, ["b", "#DIV/0!"]], [(R, 3, "name", "formula")]),
    "a text that Excel made a date": ([*REGIONS, ["b", dt.date(2026, 12, 8)]], [(R, 3, "name", "turned_into_date")]),
    "a number of hours for a date": (
        [["id", "name", "valid_from"], ["a", "A", dt.timedelta(hours=30)]],
        [(R, 2, "valid_from", "turned_into_date")],
    ),
    "a time of the day for a date": (
        [["id", "name", "valid_from"], ["a", "A", dt.datetime(2027, 1, 1, 12)]],
        [(R, 2, "valid_from", "wrong_type")],
    ),
    "a number for a date": ([["id", "name", "valid_from"], ["a", "A", 46388]], [(R, 2, "valid_from", "wrong_type")]),
    "a control character": ([*REGIONS, ["b", "_x0007_"]], [(R, 3, "name", "control_character")]),
}


@pytest.mark.parametrize("what", WORKBOOKS)
def test_what_only_a_workbook_can_hold_is_checked(what: str, tmp_path: Path) -> None:
    rows, expected = WORKBOOKS[what]
    assert problems_of(book(tmp_path / "data.xlsx", {R: rows})) == expected


def test_cells_merged_across_columns_are_named_and_those_merged_downwards_count_for_all_rows(tmp_path: Path) -> None:
    rows = [["area", "organisation", "part"], ["byen", "nord", "vest"], [None, "syd", "vest"], [None, "vest", None]]
    down = book(tmp_path / "down.xlsx", {"area_organisations": rows}, "A2:A4")
    assert [row["area"] for row in cells(down)] == ["byen", "byen", "byen"]
    across = book(tmp_path / "across.xlsx", {"area_organisations": rows}, "B3:C3")
    assert problems_of(across)[0] == ("area_organisations", 3, "organisation", "merged_across")


def test_a_merged_area_that_reaches_below_the_rows_makes_none(tmp_path: Path) -> None:
    rows = [["area", "organisation"], ["byen", "nord"], [None, "syd"], [None, None], ["nord", "nord"]]
    assert len(cells(book(tmp_path / "data.xlsx", {"area_organisations": rows}, "A2:A4"))) == 3


def test_headings_in_two_rows_are_read_from_the_lower_one(tmp_path: Path) -> None:
    rows = [["Område", "Hvem", None], [None, "Organisation", "Del"], ["byen", "nord", "vest"]]
    path = book(tmp_path / "data.xlsx", {"area_organisations": rows}, "A1:A2", "B1:C1")
    assert cells(path) == [{"area": "byen", "organisation": "nord", "part": "vest"}]


def test_an_unknown_sheet_is_named_with_the_one_that_was_meant(tmp_path: Path) -> None:
    path = book(tmp_path / "data.xlsx", {"Kontaktpunker": [["id"], ["a"]], "Ark2": [], "Guide": [["read me"]]})
    assert problems_of(path) == [("Kontaktpunker", None, None, "unknown_sheet")]


def test_a_csv_file_is_the_sheet_that_it_is_named_after(tmp_path: Path) -> None:
    (tmp_path / "noget.csv").write_text("id;name\na;A")
    assert problems_of(tmp_path / "noget.csv") == [("noget", None, None, "unknown_sheet")]


def test_a_quotation_that_does_not_end_is_no_csv(tmp_path: Path) -> None:
    (tmp_path / "regions.csv").write_text('id;name\na;"A\nb;B\n')
    assert problems_of(tmp_path / "regions.csv") == [(None, None, None, "not_csv")]


def _zip(**parts: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return packed.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FILES: dict[str, tuple[bytes, Code]] = {
    "an empty file": (b"", "not_workbook"),
    "a text": (b"id;name\na;A\n", "not_workbook"),
    "an archive of something else": (_zip(hello_txt=b"hello"), "not_workbook"),
    "a workbook of before 2007": (OLD + bytes(5000), "not_workbook"),
    "a password": (OLD + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500), "encrypted"),
    "macros": (_zip(xl__workbook_xml=b"<workbook/>", xl__vbaProject_bin=b"Sub"), "macros"),
    "macros of 1992": (_zip(xl__workbook_xml=b"<workbook/>", xl__macrosheets__sheet1_xml=b"<a/>"), "macros"),
    "entities": (_zip(xl__workbook_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>'), "not_workbook"),
    "half a workbook": (_zip(xl__workbook_xml=b"<workbook>")[:-30], "not_workbook"),
}


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_is_no_plain_workbook_is_refused_with_the_reason(what: str, tmp_path: Path) -> None:
    content, code = FILES[what]
    path = tmp_path / "data.xlsx"
    path.write_bytes(content)
    assert problems_of(path) == [(None, None, None, code)]


def test_every_problem_is_tried_somewhere() -> None:
    tried = {problem[3] for _, problems in yaml_files.FORM.values() for problem in problems}
    tried |= {problem[3] for _, problems, _ in yaml_files.REFERENCES.values() for problem in problems}
    tried |= {problem[3] for table in (BOTH, WORKBOOKS) for _, problems in table.values() for problem in problems}
    tried |= {code for _, code in FILES.values()}
    elsewhere = {"not_found", "unknown_format", "too_large", "not_csv", "encoding", "too_many_cells", "merged_across"}
    assert tried | elsewhere == set(get_args(Code))
