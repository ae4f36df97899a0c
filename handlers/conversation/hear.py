"""A message's words → the intent that carries them out."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from handlers.agenda.submit_item import TITLE_MAX, SubmitAgendaItem
from handlers.agenda.withdraw_item import WithdrawInWords
from handlers.body import obvious_body
from handlers.contacts.find_contact import FindContact
from handlers.context import Context
from handlers.conversation.help import Help
from handlers.conversation.offer_form import OfferForm
from handlers.polls.in_words import ClosePollInWords, VoteInWords
from handlers.questions.ask_rule import AskRule
from handlers.understanding.names import Names
from handlers.understanding.understand import (
    MOST_READ,
    Understood,
    choice_of,
    poll_of,
    title_of,
    topic_of,
    words_after_lead_in,
    year_of,
)
from storage.models import Body


def intent_of(text: str, understood: Understood, context: Context) -> Any:
    """What a message asks for, as an intent; what isn't understood gets help."""
    text = text[:MOST_READ]
    match understood.intent:
        case "find_contact":
            return FindContact(understood.names.organisations, understood.names.topics)
        case "ask_rule" if topic := topic_of(text):
            return AskRule(topic, _bodies(understood.names, context), year_of(text))
        case "submit_agenda_item":
            return _proposal(_as_title(title_of(text)), understood.would_act, context)
        case "withdraw_agenda_item":
            return WithdrawInWords(words_after_lead_in(text))
        case "create_poll":
            title, options = poll_of(text)
            return OfferForm("start_poll", _filled(title=_as_title(title), options="\n".join(map(_as_title, options))))
        case "close_poll":
            return ClosePollInWords()
        case "vote":
            return VoteInWords(choice_of(text))
        case "greeting" | "thanks" as occasion:
            return Help(occasion)
        case "help":
            return Help("asked")
        case _:
            return Help("not_understood")


def _bodies(names: Names, context: Context) -> tuple[str, ...]:
    """The bodies named; failing that, those of the area named ("udvalget i Indre Fjord")."""
    if names.bodies or not names.areas:
        return names.bodies
    return tuple(context.session.scalars(select(Body.id).where(Body.area_id.in_(names.areas)).order_by(Body.id)))


def _proposal(title: str, is_clear: bool, context: Context) -> SubmitAgendaItem | OfferForm:
    """One clear line is enough where the body goes without saying; otherwise the form asks for what is missing."""
    if len(title) > TITLE_MAX:
        return OfferForm("start_proposal", _filled(title=title, background=title))
    if is_clear and title and obvious_body(context):
        return SubmitAgendaItem(None, title)
    return OfferForm("start_proposal", _filled(title=title))


def _filled(**fields: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in fields.items() if value)


def _as_title(words: str) -> str:
    """With a capital letter, as on an agenda; "iPad" stays as it is."""
    return words if words[1:2].isupper() else words[:1].upper() + words[1:]
