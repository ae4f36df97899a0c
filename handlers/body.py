"""Which body something is about: the one named, else the channel's, else the person's only one."""

from __future__ import annotations

from typing import Any

from handlers.context import Context
from storage.models import Body


def body_given(intent: Any, context: Context) -> str | None:
    """The intent's own body where it names one, else the one that goes without saying; None when several do."""
    return intent.body or obvious_body(context)


def obvious_body(context: Context) -> str | None:
    """The channel's body, else the only body that the person has a role in."""
    if context.body is not None:
        return context.body
    bodies = context.actor.bodies if context.actor else frozenset[str]()
    return next(iter(bodies)) if len(bodies) == 1 else None


def name_of(context: Context, body: str) -> str:
    found = context.session.get(Body, body)
    return found.name if found else body
