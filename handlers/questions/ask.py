"""Questions from outside a conversation: as a person of the database, reading only."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select

from handlers.carry_out import carry_out
from handlers.catalogue import USE_CASES
from handlers.context import Context, Sender, actor_of
from handlers.conversation.hear import intent_of
from handlers.conversation.help import Help
from handlers.refusals import PersonalNumberRefused
from handlers.understanding.language import language_of
from handlers.understanding.names import Gazetteer
from handlers.understanding.privacy import has_personal_number
from handlers.understanding.understand import understand
from handlers.use_case import wire_name
from storage.models import Person
from storage.scope import ScopedSession


class UnknownAsker(LookupError):
    """No person has this e-mail address."""


class Asker:
    """A person who asks. What would change something is answered with what can be asked."""

    def __init__(self, session: ScopedSession, email: str, now: dt.datetime, timezone: dt.tzinfo) -> None:
        person = session.scalar(select(Person).where(Person.email == email))
        if person is None:
            raise UnknownAsker(email)
        self._actor = actor_of(session, person, now.astimezone(timezone).date())
        self._session, self._now, self._timezone = session, now, timezone

    def ask(self, text: str) -> tuple[Any, str]:
        """The reply and its language."""
        actor = self._actor
        context = Context(
            session=self._session,
            sender=Sender("command", "", ""),
            actor=actor,
            now=self._now,
            timezone=self._timezone,
            language=language_of(text) or actor.language,
        )
        if has_personal_number(text):
            return PersonalNumberRefused(), context.language
        intent = intent_of(text, understand(text, Gazetteer.of(self._session)), context)
        if USE_CASES[wire_name(intent)].writes:
            intent = Help("not_understood")
        return carry_out(intent, context), context.language
