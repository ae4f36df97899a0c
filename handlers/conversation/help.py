"""What one can do here; also the answer to what isn't understood, and to a greeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from handlers.context import Context
from handlers.use_case import ANYONE, reads


@dataclass(frozen=True, slots=True)
class Help:
    """`occasion`: asked, greeting, thanks or not_understood."""

    occasion: str = "asked"


@dataclass(frozen=True, slots=True)
class HelpOffered:
    """`organiser`: whether the person may open polls somewhere; `linked`: whether anybody knows who they are."""

    occasion: str
    name: str | None
    organiser: bool
    linked: bool

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return (
            cls("asked", "Karin Kommunechef", True, True),
            cls("greeting", "Bo Bruger", False, True),
            cls("thanks", "Bo Bruger", False, True),
            cls("not_understood", "Bo Bruger", False, True),
            cls("not_understood", None, False, False),
        )


@reads(by=ANYONE)
def help_(intent: Help, context: Context) -> HelpOffered:
    actor = context.actor
    organiser = actor is not None and any(seat.role in ("chair", "secretariat") for seat in actor.seats)
    return HelpOffered(intent.occasion, actor.name if actor else None, organiser, actor is not None)
