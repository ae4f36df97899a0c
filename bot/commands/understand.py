"""samordning understand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from bot.commands.lines import answer_lines
from bot.settings import Settings
from handlers.understanding.names import Gazetteer
from handlers.understanding.understand import understand
from storage.database import Database
from storage.models import Organisation
from storage.scope import SYSTEM


def run(given: Iterator[str] | str) -> None:
    with Database(Settings().general.database_url).reading(SYSTEM) as session:
        gazetteer = Gazetteer.of(session)
        official = {row.id: row.name for row in session.execute(select(Organisation.id, Organisation.name))}

    def answer(asked: dict[str, Any]) -> dict[str, Any]:
        found = understand(str(asked["text"]), gazetteer)
        slots = {**found.slots, **({"org": official[found.slots["org"]]} if "org" in found.slots else {})}
        return {
            "intent": found.intent,
            "slots": slots,
            "confidence": found.confidence,
            "alternatives": list(found.alternatives),
            "would_act": found.would_act,
        }

    answer_lines(given, answer)
