"""The guard before anything is stored, mirrored or logged: Danish personal numbers (CPR)."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

_SHAPE = re.compile(r"(?<!\d)(\d{2})([ .\-/]?)(\d{2})\2(\d{2})[ .\-–—/]{0,3}(\d{2})[ ]?(\d{2})(?!\d)")
MASK = "••••••-••••"


def has_personal_number(text: str) -> bool:
    return mask(text) != unicodedata.normalize("NFKC", text)


def mask(text: str) -> str:
    """The text, normalised, with every personal number masked.

    A number is ddmmyy and four digits, with or without separators, whose date exists in some century. There is no
    check digit to go by: numbers without one have been given since 2007.
    """
    return _SHAPE.sub(lambda found: MASK if _is_birthday(found) else found[0], unicodedata.normalize("NFKC", text))


def _is_birthday(found: re.Match[str]) -> bool:
    day, month, year = int(found[1]), int(found[3]), int(found[4])
    for century in (1900, 2000):
        try:
            dt.date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False
