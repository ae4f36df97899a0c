"""What becomes of a cell: what people write is understood, everything else survives or is refused."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from storage.importing import danish
from storage.importing.examples import EXAMPLES
from storage.importing.problems import ImportProblem
from storage.importing.reading import read_rows
from storage.importing.sheets import SHEETS
from storage.importing.sheets.columns import Column, columns
from storage.importing.tables.cells import cleaned, plain
from storage.importing.tables.days import read_day
from tests.storage.importing.tables.writing import book

FIRST = dt.date(2027, 1, 1)


@pytest.mark.parametrize(
    "written",
    [
        "1. januar 2027",
        "1.januar 2027",
        "1 jan. 2027",
        "01-01-2027",
        "1/1-2027",
        "1/1/2027",
        "1.1.2027",
        "01.01.2027 00:00:00",
        "2027-01-01",
        "2027-01-01 00:00:00",
        "fredag den 1. januar 2027",
        "Fredag, d. 1. januar 2027",
        "1 January 2027",
        "1st January 2027",
        "  1.  JANUAR   2027 ",
    ],
)
def test_a_day_is_read_as_people_write_it(written: str) -> None:
    assert read_day(written) == FIRST


@pytest.mark.parametrize(
    "written",
    [
        "1/1",
        "januar 2027",
        "1-1-27",
        "27-01-01",
        "2027",
        "46388",
        "31. februar 2027",
        "torsdag den 1. januar 2027",
        "1. januar 2027 kl. 12",
        "snarest",
        "",
        "1. januar",
        "2027-13-01",
        "1. ukendt 2027",
        "١/١/٢٠٢٧",
    ],
)
def test_a_day_is_never_guessed(written: str) -> None:
    assert read_day(written) is None


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.sampled_from(["%d-%m-%Y", "%d/%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]))
def test_every_day_is_read_back(day: dt.date, form: str) -> None:
    assert read_day(day.strftime(form)) == day


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        ("text", 12345678.0, "12345678"),
        ("text", 4512345678, "4512345678"),
        ("text", 0.1 + 0.2, "0.3"),
        ("text", dt.time(8), "08:00"),
        ("text", "\u00a0a\u00a0b\u200b ", "a b"),
        ("text", "a\r\nb", "a\nb"),
        ("number", "0,5", "0.5"),
        ("number", 4.0, "4"),
        ("yes_or_no", "Ja", "true"),
        ("yes_or_no", "x", "true"),
        ("yes_or_no", False, "false"),
        ("yes_or_no", "NEJ", "false"),
        ("yes_or_no", "måske", "måske"),
        ("choice", "Formand", "chair"),
        ("choice", "CHAIR", "chair"),
        ("choice", "suppleant", "suppleant"),
        ("list", "a; b\nc;", ["a", "b", "c"]),
        ("day", dt.datetime(2027, 1, 1), "2027-01-01"),
        ("day", "1/1-2027", "2027-01-01"),
        ("day", "soon", "soon"),
    ],
)
def test_a_cell_is_what_its_column_takes(kind: Any, written: Any, meant: str | list[str]) -> None:
    assert plain(written, Column("c", kind, False, ("chair", "member"))) == meant


TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)


@given(text=TEXTS)
@example(text="=1+1")
@example(text="_x0041_")
@example(text="﻿\u00ad")
@settings(max_examples=150)
def test_any_text_of_a_csv_file_survives_or_is_refused(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("csv") / "regions.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([["id", "name"], ["a", text]])
    _survives_or_is_refused(path, text)


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="_￾￿")))
@example(text="<c t='e'>&amp;")
@settings(max_examples=60)
def test_any_text_of_a_workbook_survives_or_is_refused(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = book(tmp_path_factory.mktemp("xlsx") / "data.xlsx", {"regions": [["id", "name"], ["a", text]]})
    _survives_or_is_refused(path, text)


def _survives_or_is_refused(path: Path, text: str) -> None:
    problems: list[ImportProblem] = []
    rows = [row.cells for row in read_rows(path, problems)]
    if problems:
        assert rows == []
        assert [(p.row, p.column) for p in problems] == [(2, "name")]
        assert {p.problem for p in problems} <= {"formula", "control_character"}
    else:
        survived = cleaned(text).replace("\r\n", "\n")
        assert rows == [{"id": "a"} | ({"name": survived} if survived else {})]


@given(data=st.binary(max_size=400), at=st.floats(0, 1))
@settings(max_examples=200)
def test_a_damaged_workbook_is_refused_or_read(
    data: bytes, at: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    whole = book(folder / "data.xlsx", {"regions": [["id", "name"], ["a", "A"]]}).read_bytes()
    start = int(at * len(whole))
    (folder / "data.xlsx").write_bytes(whole[:start] + data + whole[start + len(data) :])
    problems: list[ImportProblem] = []
    for row in read_rows(folder / "data.xlsx", problems):
        assert row.sheet == "regions"


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda sheet: sheet.name)
def test_every_name_has_one_danish_meaning(sheet: Any) -> None:
    known = columns(sheet.row)
    assert sheet.name in danish.SHEETS
    assert set(known) <= set(danish.COLUMNS)
    assert {choice for column in known.values() for choice in column.choices} <= set(danish.VALUES)
    words = [danish.bare(word) for name in known for word in danish.COLUMNS[name]]
    assert len(words) == len(set(words))
    for column in known.values():
        meant = [danish.bare(word) for choice in column.choices for word in danish.VALUES[choice]]
        assert len(meant) == len(set(meant))


@pytest.mark.parametrize("name", SHEETS)
def test_an_example_is_a_row_as_it_should_be(name: str) -> None:
    SHEETS[name].row.model_validate(EXAMPLES[name])
