"""From an intent to its answer: one transaction, the roles asked for, and the first answer again for a repetition."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError

from handlers.answers import remember, remembered
from handlers.carry_out import carry_out, reply_to
from handlers.catalogue import USE_CASES
from handlers.context import Context, Place, Sender, recognise
from handlers.conversation.help import Help
from handlers.posts import channel_body, show_in_place
from handlers.refusals import REFUSALS, ButtonExpired
from handlers.understanding.language import language_of
from handlers.use_case import adapter, wire_name
from storage.models import Seen
from storage.scope import Scope, ScopedSession, installation_scope
from storage.worker import Worker


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply and the language to say it in."""

    reply: Any
    language: str


def read_intent(name: str, fields: Mapping[str, Any]) -> Any | None:
    """An intent as it came over the wire; None for one that this version doesn't know or whose fields don't fit."""
    use_case = USE_CASES.get(name)
    if use_case is None:
        return None
    try:
        intent = adapter(use_case.intent).validate_python(
            {field: _storable(value) if isinstance(value, str) else value for field, value in fields.items()}
        )
    except ValidationError:
        return None
    ids = [value for field in dataclasses.fields(intent) if isinstance(value := getattr(intent, field.name), int)]
    return intent if all(abs(each) < 2**31 for each in ids) else None  # so long are the databases' ids


def _storable(text: str) -> str:
    """A text without what no database keeps and no person types: NUL, and halves of characters."""
    return text.replace("\0", "").encode(errors="replace").decode()


class Dispatcher:
    """Carries out what people ask for. `changed` is called after a commit that the mirror may want to know of."""

    def __init__(self, worker: Worker, clock: Callable[[], dt.datetime], timezone: dt.tzinfo, language: str) -> None:
        self._worker = worker
        self._clock = clock
        self._timezone = timezone
        self._language = language
        self.changed: Callable[[], None] = lambda: None

    async def hear(self, sender: Sender, place: Place, text: str, key: str) -> None:
        """Answer a message where it was said."""
        text = _storable(text)

        def reply(context: Context) -> Any:
            context.language = language_of(text) or context.language
            return reply_to(text, context)

        await self._answer_there(sender, place, key, reply)

    async def _answer_there(self, sender: Sender, place: Place, key: str, reply: Callable[[Context], Any]) -> None:
        """The answer is a post: it outlives a crash, and comes once."""

        def work(session: ScopedSession) -> None:
            if session.get(Seen, key) is not None:
                return
            context = self._context(session, sender, place)
            remember(context, key, reply(context))
            show_in_place(context, key)

        await self._write(installation_scope(sender.platform, sender.tenant), work)

    async def say_hello(self, sender: Sender, place: Place, key: str) -> None:
        """Greet where the bot was just added."""
        await self._answer_there(sender, place, key, lambda context: carry_out(Help("greeting"), context))

    async def submit(self, sender: Sender, place: Place | None, intent: Any | None, nonce: object) -> Answered:
        """Do what a form asks for. Its opening gave it the nonce: people press again, with a new event each time."""
        return await self.carry_out(sender, place, intent if nonce else None, f"form:{nonce}")

    async def carry_out(self, sender: Sender, place: Place | None, intent: Any | None, key: str) -> Answered:
        """Do what a button asks for, and return the answer: to the same sender and key, the first one again."""
        key = f"{sender.platform}:{sender.tenant}:{sender.user}:{key}"
        use_case = USE_CASES.get(wire_name(intent))
        if intent is None or use_case is None:
            return Answered(ButtonExpired(), await self._language_of(sender))

        def work(session: ScopedSession) -> Answered:
            context = self._context(session, sender, place)
            if use_case.writes and (seen := session.get(Seen, key)) is not None:
                return Answered(remembered(seen), context.language)
            reply = carry_out(intent, context)
            if use_case.writes and not isinstance(reply, REFUSALS):
                remember(context, key, reply)
            return Answered(reply, context.language)

        scope = installation_scope(sender.platform, sender.tenant)
        return await (self._write(scope, work) if use_case.writes else self._worker.read(scope, work))

    async def _language_of(self, sender: Sender) -> str:
        scope = installation_scope(sender.platform, sender.tenant)
        return await self._worker.read(scope, lambda session: self._context(session, sender, None).language)

    async def _write(self, scope: Scope, work: Callable[[ScopedSession], Any]) -> Any:
        try:
            result = await self._worker.write(scope, work)
        except IntegrityError:  # another process did the same thing at the same time: see what it answered
            result = await self._worker.write(scope, work)
        self.changed()
        return result

    def _context(self, session: ScopedSession, sender: Sender, place: Place | None) -> Context:
        now = self._clock()
        actor = recognise(session, sender, now.astimezone(self._timezone).date())
        return Context(
            session=session,
            sender=sender,
            actor=actor,
            now=now,
            timezone=self._timezone,
            language=actor.language if actor else self._language,
            body=channel_body(session, sender, place) if place else None,
            place=place,
        )
