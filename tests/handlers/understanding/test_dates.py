"""Dates as people write them: read, refused with a reason, or none. Never guessed.

Seen from Monday 23 November 2026 at 10, in ISO week 48.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.understanding.dates import LONGEST, Reading, when

NOW = dt.datetime(2026, 11, 23, 10)

POINTS = [
    # written in numbers: the day first, and without a year the next such day
    ("2026-12-04", "2026-12-04"),
    ("4/12", "2026-12-04"),
    ("d. 4/12", "2026-12-04"),
    ("4/12-26", "2026-12-04"),
    ("4/12 2026", "2026-12-04"),
    ("4/12-2026", "2026-12-04"),
    ("1/1-2027", "2027-01-01"),
    ("31/12", "2026-12-31"),
    ("23/11", "2026-11-23"),
    ("22/11", "2027-11-22"),
    # with the month's name
    ("4. december", "2026-12-04"),
    ("4. dec.", "2026-12-04"),
    ("4 december", "2026-12-04"),
    ("den 4. december 2026", "2026-12-04"),
    ("4 December 2026", "2026-12-04"),
    ("1. maj", "2027-05-01"),
    ("29. februar", "2028-02-29"),
    ("fredag den 4. december", "2026-12-04"),
    ("fredag 4/12", "2026-12-04"),
    # days of the week: the next one, never today
    ("tirsdag", "2026-11-24"),
    ("på fredag", "2026-11-27"),
    ("on Friday", "2026-11-27"),
    ("søndag", "2026-11-29"),
    ("lordag", "2026-11-28"),
    ("mandag", "2026-11-30"),
    # near ones
    ("i dag", "2026-11-23"),
    ("i morgen", "2026-11-24"),
    ("imorgen", "2026-11-24"),
    ("i overmorgen", "2026-11-25"),
    ("tomorrow", "2026-11-24"),
    # counted ones
    ("om 3 dage", "2026-11-26"),
    ("om 8 dage", "2026-11-30"),  # Danish for a week
    ("om 14 dage", "2026-12-07"),
    ("om 2 uger", "2026-12-07"),
    ("in 10 days", "2026-12-03"),
    # a day in a week
    ("onsdag i uge 49", "2026-12-02"),
    ("mandag uge 50", "2026-12-07"),
    ("fredag uge 53", "2027-01-01"),
    # in a sentence
    ("mødet den 9/12 om genoptræning", "2026-12-09"),
    ("vi ses på fredag", "2026-11-27"),
]

TIMES = [
    ("kl. 12", "2026-11-23T12:00"),
    ("kl. 14.30", "2026-11-23T14:30"),
    ("kl. 9", "2026-11-24T09:00"),  # already past today
    ("kl. 9:15", "2026-11-24T09:15"),
    ("kl. 3", "2026-11-23T15:00"),  # nobody meets at 3 in the night
    ("kl. 03", "2026-11-24T03:00"),  # unless they write it so
    ("at 9", "2026-11-24T09:00"),
    ("i morgen kl. 10", "2026-11-24T10:00"),
    ("tomorrow at 9", "2026-11-24T09:00"),
    ("på fredag kl. 12.00", "2026-11-27T12:00"),
    ("fredag d. 4. december kl. 12", "2026-12-04T12:00"),
    ("tirsdag i uge 49 kl. 10", "2026-12-01T10:00"),
    ("afstemningen lukker på fredag kl. 12", "2026-11-27T12:00"),
]

WEEKS = [
    ("uge 49", "2026-11-30", "2026-12-06"),
    ("uge 48", "2026-11-23", "2026-11-29"),  # this week
    ("week 50", "2026-12-07", "2026-12-13"),
    ("uge 53", "2026-12-28", "2027-01-03"),  # 2026 has one
    ("uge 1", "2027-01-04", "2027-01-10"),
    ("uge 47", "2027-11-22", "2027-11-28"),
]

NO_SUCH_DATE = [
    "31/2",
    "0/12",
    "12/13",
    "30. februar",
    "32. december",
    "31. november",
    "29/2-2027",
    "mandag den 8. december 2026",  # a Tuesday
    "tirsdag den 4. december",
    "uge 54",
    "uge 0",
    "kl. 25",
    "kl. 12.75",
]

NOT_UNDERSTOOD = [
    "hver anden torsdag",
    "den første mandag i hver måned",
    "næste uge",
    "til foråret",
    "senest 1. maj",
    "inden fredag",
    "efter den 15. december",
    "mellem 9 og 11",
    "kl. 9-11",
    "3.-5. marts",
    "fra mandag til onsdag",
    "mandag eller tirsdag",
    "1. eller 2. december",
    "uge 49 eller 50",
    "halv ti",
    "i morgen halv tre",
    "kvart over 9",
    "om et kvarter",
    "om 5 arbejdsdage",
    "tonight",
    "sidste fredag",
    "i går",
    "i mandags",
    "juleaften",
    "påskedag",
    "fastelavn",
    "3 uger før mødet",
    "medio januar",
    "resten af året",
    "i weekenden",
    "i december",
    "Q1 2027",
    "3. kvartal 2027",
    "den 31.",
    "3-4-2027",
    "4.12.2026",
    "2026-12-07T14:00",
    "asap",
    "om lidt",
]

NONE = [
    "",
    "ja",
    "5 kommuner deltager",
    "der er 3 forslag",
    "mindst 4 gange årligt",
    "§ 15, stk. 2",
    "LOV nr 699",
    "sag nr. 12/838",
    "ring 1813",  # a phone number
    "010190-1234",  # a CPR number
    "man skal mødes",  # a pronoun, no Monday
    "min søn deltager ikke",  # a son, no Sunday
    "Maja sender referat",  # a name, no May
    "KL mener noget andet",  # an association, no hour
]


@pytest.mark.parametrize(("text", "day"), POINTS)
def test_a_day(text: str, day: str) -> None:
    assert when(text, NOW) == Reading("point", dt.date.fromisoformat(day))


@pytest.mark.parametrize(("text", "moment"), TIMES)
def test_a_day_and_a_time_of_the_clock(text: str, moment: str) -> None:
    expected = dt.datetime.fromisoformat(moment)
    assert when(text, NOW) == Reading("point", expected.date(), expected.time())


@pytest.mark.parametrize(("text", "first", "last"), WEEKS)
def test_a_week(text: str, first: str, last: str) -> None:
    assert when(text, NOW) == Reading("range", dt.date.fromisoformat(first), None, dt.date.fromisoformat(last))


@pytest.mark.parametrize("text", NO_SUCH_DATE)
def test_what_the_calendar_doesnt_have_is_refused(text: str) -> None:
    assert when(text, NOW) == Reading("refuse", reason="no_such_date")


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_what_isnt_understood_is_asked_about(text: str) -> None:
    assert when(text, NOW) == Reading("refuse", reason="not_understood")


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date_is_none(text: str) -> None:
    assert when(text, NOW) == Reading("none")


def test_a_story_is_refused_rather_than_searched() -> None:
    assert when("i morgen " + "x" * LONGEST, NOW) == Reading("refuse", reason="too_long")


@given(st.dates(dt.date(2026, 11, 23), dt.date(2035, 12, 31)))
def test_every_written_day_is_read_back(day: dt.date) -> None:
    months = "januar februar marts april maj juni juli august september oktober november december".split()
    for written in (
        day.isoformat(),
        f"{day.day}/{day.month}-{day.year}",
        f"den {day.day}. {months[day.month - 1]} {day.year}",
    ):
        assert when(written, NOW) == Reading("point", day)


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    assert when(text, NOW).type in ("point", "range", "refuse", "none")


EXAMPLES = Path(__file__).parents[4] / "shared" / "data" / "dates_da_examples.jsonl"
"""A larger set that may lie beside the project; where it doesn't, the tables above stand alone."""
MOST_WRONG, MOST_MISSED = 0, 6


def test_a_larger_set_is_never_read_wrongly() -> None:
    """Wrong is another date than meant, or a date where there is none. Missed is none where there is one."""
    lines = EXAMPLES.read_text(encoding="utf-8").splitlines() if EXAMPLES.is_file() else []
    right = wrong = missed = 0
    for example in map(json.loads, lines):
        reading = when(example["text"], dt.datetime.fromisoformat(example["now"]))
        if _fits(reading, example["expect"]):
            right += 1
        elif reading.type == "none":
            missed += 1
        elif reading.type != "refuse":
            wrong += 1
    print(f"{right} right, {wrong} wrong, {missed} missed of {len(lines)}")
    assert wrong <= MOST_WRONG
    assert missed <= MOST_MISSED


def _fits(reading: Reading, expected: dict[str, Any]) -> bool:
    if expected["type"] == "any":
        return any(_fits(reading, each) for each in expected["any"])
    if expected["type"] != reading.type:
        return False
    return reading.type in ("refuse", "none") or (
        expected["date"] == _iso(reading.date)
        and expected["time"] == (reading.time.isoformat("minutes") if reading.time else None)
        and expected.get("end_date") == _iso(reading.end_date)
        and expected.get("end_time") is None
    )


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
