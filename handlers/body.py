"""Which body something is about: the one named, else the channel's, else the person's only one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from handlers.context import Context
from handlers.use_case import BodyOf
from storage.models import Body


@dataclass(frozen=True, slots=True)
class BodyOption:
    id: str
    name: str


def body_given(intent: Any, context: Context) -> str | None:
    """The intent's own body where it names one, else the one that goes without saying; None when several do."""
    return intent.body or obvious_body(context)


def obvious_body(context: Context) -> str | None:
    """The channel's body; in a chat with the bot, or in a form, the only body that the person has a role in.

    In other channels nothing is obvious: others would read what is only the committee's.
    """
    if context.body is not None or context.is_public:
        return context.body
    bodies = context.actor.bodies if context.actor else frozenset[str]()
    return next(iter(bodies)) if len(bodies) == 1 else None


def name_of(context: Context, body: str) -> str:
    found = context.session.get(Body, body)
    return found.name if found else body


def bodies_to_choose(intent: Any, context: Context, roles: frozenset[str]) -> tuple[BodyOption, ...]:
    """The body given or obvious; failing that, the living ones in which the person has one of the roles."""
    given = body_given(intent, context)
    mine = {seat.body for seat in context.person.seats if seat.role in roles}
    found = context.session.scalars(select(Body).where(Body.id.in_([given] if given else mine)).order_by(Body.name))
    return tuple(BodyOption(each.id, each.name) for each in found if given or each.is_alive(context.today))


def first_to_choose(roles: frozenset[str]) -> BodyOf:
    """For forms that ask which body: the first of those to choose among, in whose name the roles are asked."""

    def body(intent: Any, context: Context) -> str | None:
        options = bodies_to_choose(intent, context, roles)
        return options[0].id if options else obvious_body(context)

    return body
