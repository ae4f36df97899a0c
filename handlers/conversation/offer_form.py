"""A form was asked for in a message: offer the button that opens it, filled with what was said."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.context import Context
from handlers.refusals import FormOffered
from handlers.use_case import ANYONE, reads


@dataclass(frozen=True, slots=True)
class OfferForm:
    """`form` names the intent that opens it; who may is asked when it is opened."""

    form: str
    fields: tuple[tuple[str, str], ...] = ()


@reads(by=ANYONE)
def offer_form(intent: OfferForm, context: Context) -> FormOffered:
    return FormOffered(intent.form, dict(intent.fields))
