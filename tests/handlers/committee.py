"""A committee to talk to: the samples' people and channels, and a clock that stands still until somebody moves it.

committee.say("karin", "punkt: Rygestop", SLACK)         what a message is answered with
committee.do("karin", CastVote(1, 2), TEAMS)             what a press or a form is answered with
committee.dialogue(SLACK, ("karin", "tak", Greeted), …)  several of them: who, what they say, what they see
"""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from handlers.answers import remembered
from handlers.context import Place, Sender
from handlers.dispatch import Dispatcher, read_intent
from handlers.shown import show
from storage.database import Database
from storage.models import Base, Identity, Person, Seen
from storage.scope import SYSTEM
from storage.worker import Worker

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
MONDAY = dt.datetime(2026, 11, 23, 10, tzinfo=COPENHAGEN).astimezone(dt.UTC)
"""When every test begins: Monday 23 November 2026 at 10 in Copenhagen."""
TENANT = {"slack": "T0FJORD01", "teams": "f10d1a2d-0000-4000-8000-000000000001"}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class There:
    """A conversation on a platform."""

    platform: str
    place: Place


SLACK = There("slack", Place("C0FJORDSOM", "channel"))
TEAMS = There("teams", Place("19:fjordrige-somatik-indre@thread.tacv2", "channel"))
"""Both are channels of the somatic committee Indre Fjord."""
PSYCHIATRY = There("slack", Place("C0FJORDPSY", "channel"))
STEERING_GROUP = There("teams", Place("19:fjordrige-styregruppe@thread.v2", "group"))
SLACK_CHAT = There("slack", Place("D0ALENE", "personal"))
TEAMS_CHAT = There("teams", Place("a:alene", "personal"))
"""Alone with the bot, where no body goes without saying."""


class Committee:
    """The committees of the samples, through the dispatcher that Slack and Teams talk to."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = MONDAY
        self.worker = Worker(database)
        self.dispatcher = Dispatcher(self.worker, lambda: self.now, COPENHAGEN, "da")
        self._runner = asyncio.Runner()
        self._keys = (f"key {number}" for number in itertools.count(1))
        self._users = self._identities()

    def _identities(self) -> dict[tuple[str, str], str]:
        with self.database.reading(SYSTEM) as session:
            rows = session.execute(select(Person.email, Identity.platform, Identity.user).join(Identity)).all()
        return {(email.partition("@")[0], platform): user for email, platform, user in rows}

    def sender(self, who: str, platform: str) -> Sender:
        """Who, as the platform's signature proves. Somebody the samples don't link there is a guest."""
        return Sender(platform, TENANT[platform], self._users.get((who, platform), f"guest {who}"))

    def say(self, who: str, text: str, there: There = SLACK_CHAT, key: str | None = None) -> Any:
        """The reply to a message."""
        key = key or next(self._keys)
        self.run(self.dispatcher.hear(self.sender(who, there.platform), there.place, text, key))
        with self.database.reading(SYSTEM) as session:
            return remembered(session.get_one(Seen, key))

    def do(self, who: str, intent: Any, there: There = SLACK_CHAT, key: str | None = None) -> Any:
        """The reply to a press or a form."""
        sender = self.sender(who, there.platform)
        return self.run(self.dispatcher.carry_out(sender, there.place, intent, key or next(self._keys))).reply

    def run(self, awaited: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(awaited)

    def press(self, who: str, name: str, fields: Mapping[str, Any], there: There = SLACK_CHAT) -> Any:
        """As `do`, with a button or form as it comes over the wire."""
        return self.do(who, read_intent(name, fields), there)

    def dialogue(self, there: There, *lines: tuple[str, str, Any]) -> None:
        """Each line: who, what they say, and the reply, or only its kind."""
        for who, words, expected in lines:
            seen = self.say(who, words, there)
            matches = isinstance(seen, expected) if isinstance(expected, type) else seen == expected
            assert matches, f"{who} says »{words}«\n  expected {expected}\n  was told {seen}"

    def at(self, day: str, clock: str = "10:00") -> None:
        """Move the clock to a day and hour in Copenhagen."""
        self.now = dt.datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=COPENHAGEN).astimezone(dt.UTC)

    def rows(self, model: type[T], *where: Any) -> list[T]:
        """Rows of a table, in the order of their keys."""
        with self.database.reading(SYSTEM) as session:
            keys = model.__table__.primary_key  # type: ignore[attr-defined]
            found = list(session.scalars(select(model).where(*where).order_by(*keys)))
            session.expunge_all()
            return found

    def shown(self, kind: str, ref: int) -> Any:
        """What a post shows now, to readers of Danish."""
        with self.database.reading(SYSTEM) as session:
            return show(session, kind, str(ref), self.now, "da")

    def everything_stored(self) -> str:
        """All values of all tables, as one text to search in."""
        with self.database.reading(SYSTEM) as session:
            tables = Base.metadata.sorted_tables
            return "\n".join(str(tuple(row)) for table in tables for row in session.execute(select(table)))

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        with self.database.reading(SYSTEM) as session:
            return {
                table.name: session.scalar(select(func.count()).select_from(table)) or 0
                for table in Base.metadata.sorted_tables
            }

    def close(self) -> None:
        self.worker.close()
        self._runner.close()
        self.database.close()
