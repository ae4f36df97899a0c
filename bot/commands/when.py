"""samordning when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from bot.commands.lines import answer_lines
from bot.settings import Settings
from handlers.understanding.dates import when


def run(given: Iterator[str] | str) -> None:
    zone = Settings().general.timezone

    def answer(asked: dict[str, Any]) -> dict[str, Any]:
        tz = ZoneInfo(str(asked.get("tz") or zone))
        now = dt.datetime.fromisoformat(asked["now"]) if asked.get("now") else dt.datetime.now(tz)
        reading = when(str(asked["text"]), now.replace(tzinfo=None))
        return {
            "type": reading.type,
            "date": reading.date.isoformat() if reading.date else None,
            "time": reading.time.isoformat("minutes") if reading.time else None,
            "end_date": reading.end_date.isoformat() if reading.end_date else None,
            "reason": reading.reason,
        }

    answer_lines(given, answer)
