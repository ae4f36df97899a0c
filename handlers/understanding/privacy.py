"""The guard before anything is stored, mirrored or logged: Danish personal numbers (CPR)."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

_DASH = r"\-‐‒–—―−"
_GAP = r" \t\u00ad\u200b"
_SHAPE = re.compile(
    rf"(?<!\d)(\d{{2}})([{_GAP}./{_DASH}]?)(\d{{2}})\2(\d{{2}})"
    rf"([{_GAP}]{{0,3}}[{_DASH}]?[{_GAP}]{{0,3}}|[./])(\d{{2}})[{_GAP}]?(\d{{2}})(?!\d)"
)
"""Word processors write hyphens that don't break, dashes and soft hyphens; a tab comes from a table."""
MASK = "••••••-••••"


def has_personal_number(text: str) -> bool:
    return mask(text) != unicodedata.normalize("NFKC", text)


def mask(text: str) -> str:
    """The text, normalised, with every personal number masked.

    A number is ddmmyy and four digits, with or without separators. Written 000000-0000 its day and month must be
    possible; otherwise the date must exist in some century, or ten digits in a row would all be numbers. There is
    no check digit to go by: numbers without one have been given since 2007. Replacement numbers add 60 to the day.
    """
    return _SHAPE.sub(lambda found: MASK if _is_birthday(found) else found[0], unicodedata.normalize("NFKC", text))


def _is_birthday(found: re.Match[str]) -> bool:
    day, month, year = int(found[1]) % 60, int(found[3]), int(found[4])
    if found[5].strip() and not found[2]:
        return 1 <= day <= 31 and 1 <= month <= 12
    return any(_exists(century + year, month, day) for century in (1900, 2000))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True
