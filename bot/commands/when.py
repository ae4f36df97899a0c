"""samordning when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.commands.lines import WrongField, answer_lines
from bot.settings import Settings
from handlers.understanding.dates import when


def run(given: Iterator[str] | str) -> None:
    zone = Settings().general.timezone

    def answer(asked: dict[str, Any]) -> dict[str, Any]:
        reading = when(str(asked["text"]), _now(asked.get("now"), asked.get("tz") or zone))
        return {
            "type": reading.type,
            "date": reading.date.isoformat() if reading.date else None,
            "time": reading.time.isoformat("minutes") if reading.time else None,
            "end_date": reading.end_date.isoformat() if reading.end_date else None,
            "reason": reading.reason,
        }

    answer_lines(given, answer)


def _now(now: Any, zone: Any) -> dt.datetime:
    """Local time in the zone, as given or as it is. Raises WrongField."""
    try:
        tz = ZoneInfo(str(zone))
    except (ZoneInfoNotFoundError, ValueError):
        raise WrongField("tz", "no time zone") from None
    try:
        return (dt.datetime.fromisoformat(now) if now else dt.datetime.now(tz)).replace(tzinfo=None)
    except (TypeError, ValueError):
        raise WrongField("now", "no date and time") from None
