"""From an intent to its answer: one transaction, the roles asked for, and the first answer again for a repetition."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy.exc import IntegrityError

from handlers.answers import remember, remembered
from handlers.catalogue import USE_CASES
from handlers.context import Context, Place, Sender, recognise
from handlers.conversation.hear import intent_of
from handlers.conversation.help import Help
from handlers.posts import answer, channel_body
from handlers.refusals import (
    REFUSALS,
    BodyEnded,
    ButtonExpired,
    NotAllowed,
    NotFound,
    NotLinked,
    PersonalNumberRefused,
)
from handlers.understanding.language import language_of
from handlers.understanding.names import Gazetteer
from handlers.understanding.privacy import has_personal_number
from handlers.understanding.understand import understand
from handlers.use_case import UseCase, wire_name
from storage.models import Body, Seen
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
        intent = TypeAdapter(use_case.intent).validate_python(dict(fields))
    except ValidationError:
        return None
    return intent if all(_can_be_stored(getattr(intent, each.name)) for each in dataclasses.fields(intent)) else None


def _can_be_stored(value: Any) -> bool:
    """Ids have 32 bits; for texts see `_storable`."""
    if isinstance(value, int):
        return abs(value) < 2**31
    return not isinstance(value, str) or value == _storable(value)


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
            return _reply_to(text, context)

        await self._answer_there(sender, place, key, reply)

    async def _answer_there(self, sender: Sender, place: Place, key: str, reply: Callable[[Context], Any]) -> None:
        """The answer is a post: it outlives a crash, and comes once."""

        def work(session: ScopedSession) -> None:
            if session.get(Seen, key) is not None:
                return
            context = self._context(session, sender, place)
            remember(context, key, reply(context))
            answer(context, key)

        await self._write(installation_scope(sender.platform, sender.tenant), work)

    async def say_hello(self, sender: Sender, place: Place, key: str) -> None:
        """Greet where the bot was just added."""
        await self._answer_there(
            sender, place, key, lambda context: _carry_out(USE_CASES["help"], Help("greeting"), context)
        )

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
            reply = _carry_out(use_case, intent, context)
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


def _reply_to(text: str, context: Context) -> Any:
    if has_personal_number(text):
        return PersonalNumberRefused()
    intent = intent_of(text, understand(text, Gazetteer.of(context.session)), context)
    return _carry_out(USE_CASES[wire_name(intent)], intent, context)


def _carry_out(use_case: UseCase, intent: Any, context: Context) -> Any:
    """Refuse what must be refused, else let the handler do it."""
    if any(has_personal_number(text) for text in _texts(intent)):
        return PersonalNumberRefused()
    if use_case.by and context.actor is None:
        return NotLinked(context.sender.platform)
    if use_case.body is not None:
        body_id = use_case.body(intent, context)
        body = context.session.get(Body, body_id) if body_id else None
        if body is None:
            return NotFound()
        if not body.is_alive(context.today):
            return _ended(body, context)
        if not context.person.roles_in(body.id) & use_case.by:
            return NotAllowed(body.name, tuple(sorted(use_case.by)))
    return use_case.handler(intent, context)


def _ended(body: Body, context: Context) -> BodyEnded:
    successor = context.session.get(Body, body.successor_id) if body.successor_id else None
    return BodyEnded(body.name, body.valid_to, successor.name if successor else None)


def _texts(intent: Any) -> list[str]:
    return [value for field in dataclasses.fields(intent) if isinstance(value := getattr(intent, field.name), str)]
