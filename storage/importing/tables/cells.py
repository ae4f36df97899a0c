"""A table's cell as the plain text that the sheet's column takes."""

from __future__ import annotations

import datetime as dt
import re
from typing import TypeAlias

from storage.importing.danish import NO, YES, bare, meanings
from storage.importing.problems import Code
from storage.importing.sheets.columns import Column
from storage.importing.tables.days import read_day

Value: TypeAlias = str | bool | int | float | dt.date | dt.datetime | dt.time | dt.timedelta
"""What a workbook holds; a CSV file holds texts."""

_ERRORS = frozenset(
    "#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #GETTING_DATA #SPILL! #CALC! "
    "#NUL! #DIVISION/0! #VÆRDI! #REFERENCE! #NAVN? #NUM! #I/T #OVERLØB!".split()
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ") | dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_BOOLEANS = {bare(word): said for words, said in ((YES, "true"), (NO, "false")) for word in words}


class WrongCell(Exception):
    """What a cell holds can't be meant for its column."""

    def __init__(self, code: Code, detail: str) -> None:
        super().__init__(code)
        self.code: Code = code
        self.detail = detail


def cleaned(text: str) -> str:
    """Without spaces at the ends; non-breaking spaces are spaces, and what has no width is gone."""
    return (text if text.isascii() else text.translate(_SPACES)).strip()


def plain(value: Value, column: Column) -> str | list[str]:
    """As a YAML file would write it, empty for an empty cell. Raises WrongCell.

    A value that its column doesn't take comes back as it is: the sheet refuses it.
    """
    text = _text(value, column)
    if not text:
        return text
    match column.kind:
        case "day":
            day = read_day(text)
            return day.isoformat() if day else text
        case "number":
            return text.replace(",", ".")
        case "yes_or_no":
            return _BOOLEANS.get(bare(text), text)
        case "choice":
            return meanings("value", column.choices).get(bare(text), text)
        case "list":
            return [part for piece in re.split("[;\n]", text) if (part := piece.strip())]
        case _:
            return text


def _text(value: Value, column: Column) -> str:
    if isinstance(value, str):
        text = cleaned(value)
        if text.startswith("=") or text in _ERRORS:
            raise WrongCell("formula", text)
        if _CONTROL.search(text):
            raise WrongCell("control_character", ascii(text))
        return text.replace("\r\n", "\n")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value:.15g}" if isinstance(value, float) and not value.is_integer() else str(int(value))
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    if column.kind != "day" or isinstance(value, dt.timedelta):
        raise WrongCell("turned_into_date", str(value))  # "8-12" becomes the 8th of December in Excel
    return value.isoformat(sep=" ") if isinstance(value, dt.datetime) else value.isoformat()
