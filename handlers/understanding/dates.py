"""Dates as people write them. What isn't understood is asked about, never guessed.

Read so far: ISO dates, d/m with or without a year, "4. december", days of the week, i dag / i morgen / i overmorgen,
"om 3 dage", "om 2 uger", "uge 49", and a time of the clock after "kl." Everything else that looks like a date is a
refusal with its reason. Danish order, ISO weeks; without a year, the next such date.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from handlers.understanding.odd_dates import read_odd
from storage.day_names import MONTHS, WEEKDAYS
from storage.search import fold

_WEEKDAYS = {fold(name): number for name, number in WEEKDAYS.items()}
_NEAR = {"i dag": 0, "idag": 0, "today": 0, "i morgen": 1, "imorgen": 1, "tomorrow": 1, "i overmorgen": 2}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(_WEEKDAYS)

_ISO = re.compile(r"\b(?P<y>\d{4}) (?P<m>\d\d) (?P<d>\d\d)\b")
_NUMERIC = re.compile(r"\b(?P<d>\d{1,2})/(?P<m>\d{1,2})(?:[/ ](?P<y>\d{4}|\d\d))?(?!\d)")
_NAMED = re.compile(rf"\b(?P<d>\d{{1,2}})\.? (?P<name>{_MONTH})\b\.?(?: (?P<y>\d{{4}}))?")
_DAY = re.compile(rf"\b(?P<weekday>{_WEEKDAY})\b")
_NEARBY = re.compile(rf"\b(?P<near>{'|'.join(_NEAR)})\b")
_AHEAD = re.compile(r"\b(?:om|in) (?P<n>\d{1,3}) (?P<unit>dage?|days?|uger?|weeks?)\b")
_WEEK = re.compile(r"\b(?:uge|week) (?P<week>\d{1,2})\b")
_CLOCK = re.compile(r"\b(?:kl\.?|at) ?(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?\b(?! ?-)")
_SHAPE = re.compile(
    r"\b\d{1,2}[./]\d{1,2}\b(?!\d)|\b\d{1,2} \d{1,2} \d{4}\b|\b\d{4} \d\d \d\d|\d:\d\d|"
    r"\b(?:den|d\.?) \d|\bu\d|\bq[1-4]\b"
)
_DIGIT = re.compile(r"\d")
_FILLER = re.compile(r"\b(?:pa|den|d|i|kl|on|the|of)\b\.?")
_HINT = re.compile(
    rf"\b(?:{_MONTH}|{_WEEKDAY}|dag\w*|day\w*|uge\w*|week\w*|maned\w*|month\w*|ar|year|time\w*|hours?|naeste|neste|next|"
    r"last|first|second|third|forste|anden|tredje|fjerde|femte|nest\w*|sidste|ultimo|primo|medio|start\w*|slut\w*|hver|every|"
    r"inden|senest|tidligst|for|efter|fra|til|from|to|until|before|after|mellem|between|omkring|ca|halv|half|kvart|"
    r"quarter|over|past|noon|middag|aften|morgen|formiddag|eftermiddag|nat|tonight|morning|evening|pm|am|klokken|"
    r"easter|jul|pask\w*|pinse\w*|ferie\w*|\w+ferie\w*|fastelavn|\w+aften|\w+dage?s?|\w+timme|\w*overmorgen|i?gar|kvarter|kvartal\w*|"
    r"tors|resten|snart|om lidt|asap)\b"
)
"""Words that may belong to a date. If one is left over when a date has been read, more was meant than was read."""


LONGEST = 2_000
"""Characters in which a date is looked for; a longer text is a story, and refused."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`type`: point, range, refuse (with `reason`) or none. Dates are days on the wall, times without a zone."""

    type: str
    date: dt.date | None = None
    time: dt.time | None = None
    end_date: dt.date | None = None
    reason: str | None = None


def when(text: str, now: dt.datetime) -> Reading:
    """The date that a text names, seen from `now` (wall clock)."""
    if len(text) > LONGEST:
        return Reading("refuse", reason="too_long")
    folded = fold(text)
    try:
        day = _date(folded, now.date())
        clock = _clock(folded)
    except ValueError:
        return Reading("refuse", reason="no_such_date")
    left = _without(folded, [day.used, clock.used])
    read_something = day.start is not None or clock.time is not None
    if _HINT.search(_FILLER.sub(" ", left)) or _SHAPE.search(left) or (read_something and _DIGIT.search(left)):
        odd = read_odd(text, now, MONTHS)
        return Reading("point", *odd) if odd else Reading("refuse", reason="not_understood")
    if day.start is not None:
        return Reading("range" if day.end else "point", day.start, clock.time, day.end)
    if clock.time is not None:
        return Reading("point", now.date() + dt.timedelta(days=clock.time <= now.time()), clock.time)
    return Reading("none")


@dataclass(frozen=True, slots=True)
class _Day:
    start: dt.date | None = None
    end: dt.date | None = None
    used: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Time:
    time: dt.time | None = None
    used: tuple[tuple[int, int], ...] = ()


def _without(text: str, used: list[tuple[tuple[int, int], ...]]) -> str:
    spans = sorted(span for spans in used for span in spans)
    kept: list[str] = []
    at = 0
    for start, end in spans:
        kept.append(text[at:start])
        at = max(at, end)
    return " ".join((*kept, text[at:]))


def _clock(folded: str) -> _Time:
    """Hours 1–6 without a part of the day mean the afternoon."""
    match = _CLOCK.search(folded)
    if match is None:
        return _Time()
    hour = int(match["hour"])
    return _Time(
        dt.time(hour + 12 if 1 <= hour <= 6 and not match["hour"].startswith("0") else hour, int(match["minute"] or 0)),
        (match.span(),),
    )


def _date(folded: str, today: dt.date) -> _Day:
    """The first date by form, the most explicit form first; a range has an end. ValueError: no such day."""
    named = _DAY.search(folded)
    for form in (_ISO, _NUMERIC, _NAMED):
        if match := form.search(folded):
            day = _calendar_day(match.groupdict(), today)
            if named and _WEEKDAYS[named["weekday"]] != day.weekday():
                raise ValueError("another day of the week")
            return _Day(day, None, (match.span(), *([named.span()] if named else [])))
    if match := _AHEAD.search(folded):
        # "om 8 dage" is Danish for a week from now
        count = 7 if match["n"] == "8" and match["unit"].startswith("dag") else int(match["n"])
        return _Day(
            today + dt.timedelta(**{"weeks" if match["unit"][0] in "uw" else "days": count}), None, (match.span(),)
        )
    if match := _NEARBY.search(folded):
        return _Day(today + dt.timedelta(days=_NEAR[match["near"]]), None, (match.span(),))
    if match := _WEEK.search(folded):
        return _week(int(match["week"]), today, match.span(), named)
    if named:
        ahead = (_WEEKDAYS[named["weekday"]] - today.weekday() - 1) % 7 + 1
        return _Day(today + dt.timedelta(days=ahead), None, (named.span(),))
    return _Day()


def _calendar_day(parts: dict[str, str | None], today: dt.date) -> dt.date:
    name = parts.get("name")
    month = MONTHS[name] if name else int(parts["m"] or 0)
    if parts.get("y"):
        year = int(parts["y"] or 0)
        return dt.date(year + 2000 if year < 100 else year, month, int(parts["d"] or 0))
    for year in range(today.year, today.year + 9):  # 29 February comes round within eight years
        try:
            day = dt.date(year, month, int(parts["d"] or 0))
        except ValueError:
            continue
        if day >= today:
            return day
    raise ValueError("no such day in any year")


def _week(number: int, today: dt.date, used: tuple[int, int], named: re.Match[str] | None) -> _Day:
    """The next such ISO week, or the day in it that is named too."""
    year = today.isocalendar().year
    if dt.date.fromisocalendar(year, number, 7) < today:
        year += 1
    monday = dt.date.fromisocalendar(year, number, 1)
    if named is not None:
        return _Day(monday + dt.timedelta(days=_WEEKDAYS[named["weekday"]]), None, (used, named.span()))
    return _Day(monday, monday + dt.timedelta(days=6), (used,))
