"""CSV files as Danish programs write them: three separators, four encodings."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from storage.importing import ImportFailed, read_files
from tests.storage.importing.tables.writing import cells, problems_of

TEXT = 'Id;Navn;Bemærkning;Region\noest;"Ålykke; Ærø";– »æøå« 50 €;r\n'
READ = [{"id": "oest", "name": "Ålykke; Ærø", "remark": "– »æøå« 50 €", "region": "r"}]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "areas.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_are_recognised(encoding: str, path: Path) -> None:
    path.write_bytes(TEXT.encode(encoding))
    assert cells(path) == READ


@pytest.mark.parametrize("encoding", ["cp850", "cp865", "mac_roman"])
@pytest.mark.parametrize("word", ["Gåseøje og ærter", "Håndværk", "Sundkøbing", "Næstved"])
def test_encodings_of_the_last_century_are_refused_rather_than_misread(encoding: str, word: str, path: Path) -> None:
    path.write_bytes(f"id;name;region\na;{word};r\n".encode(encoding))
    assert problems_of(path) == [(None, None, None, "encoding")]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("line", ["\n", "\r\n"])
def test_separators_are_recognised(separator: str, line: str, path: Path) -> None:
    path.write_text(separator.join(("id", "name", "region")) + line + separator.join("abc") + line, newline="")
    assert cells(path) == [{"id": "a", "name": "b", "region": "c"}]


def test_a_separator_may_be_told_as_excel_does(path: Path) -> None:
    path.write_text("sep=|\nid|name|region\na|b, c; d|e\n")
    assert cells(path) == [{"id": "a", "name": "b, c; d", "region": "e"}]


def test_commas_in_a_title_do_not_make_it_the_separator(path: Path) -> None:
    path.write_text("Områder, nord, syd, øst og vest\n\nid;Navn;Region\na;A;r\n", encoding="utf-8")
    assert cells(path) == [{"id": "a", "name": "A", "region": "r"}]


def test_a_row_is_named_with_the_files_line_too(path: Path) -> None:
    path.write_text('id;name;region\na;"A\nlong name";r\nB;B;r\n')
    with pytest.raises(ImportFailed) as failed:
        read_files([path])
    assert str(failed.value).startswith(f"{path}:4: sheet areas, row 3, column id: wrong value (B)")


def test_a_folder_holds_files_of_all_kinds(path: Path) -> None:
    path.write_text("id,name,region\na,A,r\n")
    path.with_name("b.YAML").write_text("areas:\n  - {id: b, name: B, region: r}")
    path.with_name("~$c.xlsx").write_text("Excel's lock")
    assert [row["id"] for row in cells(path.parent)] == ["a", "b"]


def test_the_largest_cell_of_csv_is_refused_beyond_its_bound(path: Path) -> None:
    path.write_text(f"id;name;region\na;{string.ascii_letters * 3000};r\n")
    assert problems_of(path) == [(None, None, None, "not_csv")]
