"""From an intent to its reply: what must be refused is refused, the rest is its handler's."""

from __future__ import annotations

import dataclasses
from typing import Any

from handlers.catalogue import REOPENS, USE_CASES
from handlers.context import Context
from handlers.conversation.hear import intent_of
from handlers.questions.governing import living_successor
from handlers.refusals import (
    BodyEnded,
    FieldProblem,
    FormRejected,
    NotAllowed,
    NotFound,
    NotLinked,
    PersonalNumberRefused,
)
from handlers.understanding.names import Gazetteer
from handlers.understanding.privacy import has_personal_number, mask
from handlers.understanding.understand import understand
from handlers.use_case import wire_name
from storage.models import Body


def reply_to(text: str, context: Context) -> Any:
    """The reply to a message, carried out; what has a personal number in it goes no further than this."""
    if has_personal_number(text):
        return PersonalNumberRefused()
    return carry_out(intent_of(text, understand(text, Gazetteer.of(context.session)), context), context)


def carry_out(intent: Any, context: Context) -> Any:
    """The reply of the intent's one handler, or a refusal, which has changed nothing."""
    use_case = USE_CASES[wire_name(intent)]
    if refused := _personal_numbers(intent):
        return refused
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


def _personal_numbers(intent: Any) -> FormRejected | PersonalNumberRefused | None:
    """A form comes back with the numbers masked and everything else that was written in it."""
    texts = {
        field.name: value
        for field in dataclasses.fields(intent)
        if isinstance(value := getattr(intent, field.name), str)
    }
    found = [name for name, value in texts.items() if has_personal_number(value)]
    if not found:
        return None
    form = REOPENS.get(wire_name(intent))
    if form is None:
        return PersonalNumberRefused()
    masked = {name: mask(value) for name, value in texts.items()}
    return FormRejected(form, masked, tuple(FieldProblem(name, "personal_number") for name in found))


def _ended(body: Body, context: Context) -> BodyEnded:
    successor = living_successor(context.session, body, context.today)
    return BodyEnded(body.name, body.valid_to, successor.name if successor else None)
