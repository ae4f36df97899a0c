"""Dates in forms that the table in `dates` doesn't know, read by dateparser under guard.

dateparser guesses: alone, it was silently wrong on 13 % of a set of Danish expressions. So it gets only whole short
texts with an absolute date, and its result counts only if the text has that very day and month in it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

LONGEST = 40
_CLOCK = re.compile(r"\d:\d\d|\d ?[ap]\.?m\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


def read_odd(text: str, now: dt.datetime, months: Mapping[str, int]) -> tuple[dt.date, dt.time | None] | None:
    """A date and, where the text has one, a time; None when in doubt. `months` by their names in folded text."""
    words = re.findall(r"[a-z]+", text.lower())
    named = {months[word] for word in words if word in months}
    if len(text) > LONGEST or len(named) != 1:
        return None
    import dateparser  # a third of a second, for the few texts that come this far

    found = dateparser.parse(
        text,
        languages=["da", "en"],
        settings={
            "DATE_ORDER": "DMY",
            "PARSERS": ["absolute-time"],
            "PREFER_DATES_FROM": "future",
            "RELATIVE_BASE": now,
            "REQUIRE_PARTS": ["day", "month"],
        },
    )
    if found is None or found.month not in named or str(found.day) not in _days(text):
        return None
    return found.date(), found.time() if _CLOCK.search(text) else None


def _days(text: str) -> set[str]:
    return {number.lstrip("0") for number in _NUMBER.findall(text)}
