"""A form was asked for in a message: offer the button that opens it, filled with what was said."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.body import name_of, obvious_body
from handlers.context import Context
from handlers.refusals import FormOffered, NotAllowed, NotFound, NotLinked
from handlers.use_case import ANYONE, ORGANISERS, PARTICIPANTS, reads

_WHO_MAY = {"start_proposal": PARTICIPANTS, "start_poll": ORGANISERS}


@dataclass(frozen=True, slots=True)
class OfferForm:
    """`form` names the intent that opens it."""

    form: str
    fields: tuple[tuple[str, str], ...] = ()


@reads(by=ANYONE)
def offer_form(intent: OfferForm, context: Context) -> FormOffered | NotLinked | NotAllowed | NotFound:
    """Who may not send the form isn't offered it."""
    if context.actor is None:
        return NotLinked(context.sender.platform)
    obvious, roles = obvious_body(context), _WHO_MAY[intent.form]
    bodies = {obvious} if obvious else context.actor.bodies
    if any(context.actor.roles_in(body) & roles for body in bodies):
        return FormOffered(intent.form, dict(intent.fields))
    return NotAllowed(name_of(context, min(bodies)), tuple(sorted(roles))) if bodies else NotFound()
