"""Days as people write them in a table: whole dates, day before month, the year with four digits."""

from __future__ import annotations

import datetime as dt
import re

from storage.day_names import MONTHS, WEEKDAYS

_MIDNIGHT = r"(?:[ T]0{1,2}[:.]00(?:[:.]00)?)?"
_FORMS = (
    re.compile(rf"(?P<y>\d{{4}})-(?P<m>\d\d?)-(?P<d>\d\d?){_MIDNIGHT}", re.ASCII),
    re.compile(rf"(?P<d>\d\d?) ?[-/.] ?(?P<m>\d\d?) ?[-/.] ?(?P<y>\d{{4}}){_MIDNIGHT}", re.ASCII),
    re.compile(rf"(?P<d>\d\d?)(?:\.|st|nd|rd|th)? ?(?P<name>{'|'.join(MONTHS)})\.?,? (?P<y>\d{{4}})", re.ASCII),
)
_WHOLE = re.compile(rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)}),? ?)?(?:(?:d\.|den|the) ?)?(?P<rest>\d.*)")


def read_day(text: str) -> dt.date | None:
    """Reads "1. januar 2027", "01-01-2027", "1/1-2027", "fredag den 1. januar 2027", ISO, and the same in English.

    None for anything else, for a day that isn't, and where the day of the week says otherwise: never a guess.
    """
    whole = _WHOLE.fullmatch(" ".join(text.lower().split()))
    found = next((match for form in _FORMS if whole and (match := form.fullmatch(whole["rest"]))), None)
    if whole is None or found is None:
        return None
    parts = found.groupdict()
    month = MONTHS[parts["name"]] if "name" in parts else int(parts["m"])
    try:
        day = dt.date(int(parts["y"]), month, int(parts["d"]))
    except ValueError:
        return None
    return day if whole["weekday"] is None or WEEKDAYS[whole["weekday"]] == day.weekday() else None
