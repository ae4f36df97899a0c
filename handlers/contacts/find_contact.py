"""Find whom to call or write: function mailboxes and phones, with when they were last confirmed (R45)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Self

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from handlers.context import Context
from handlers.use_case import ANYONE, reads
from storage.models import ContactPoint, Organisation, Topic

STALE_AFTER = dt.timedelta(days=183)
"""An entry that nobody has confirmed for half a year is shown with a warning."""
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class FindContact:
    """`organisations` and `topics`: ids that the asker's words may mean, best first; empty where nothing was said."""

    organisations: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactLine:
    organisation: str
    topic: str
    function: str
    phone: str | None
    email: str | None
    hours: str | None
    purpose: str | None
    confirmed_on: dt.date | None
    confirmed_by: str | None
    stale: bool


@dataclass(frozen=True, slots=True)
class ContactsFound:
    """`more`: how many further ones there are."""

    contacts: tuple[ContactLine, ...]
    more: int

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        line = ContactLine(
            "Gladsaxe Kommune",
            "udskrivning",
            "Udskrivningskoordination",
            "00 00 12 34",
            "udskrivning@gladsaxe.example.dk",
            "hverdage kl. 8–15",
            "Planlægning af udskrivning",
            dt.date(2026, 9, 3),
            "Visitationen",
            False,
        )
        old = ContactLine(
            "Furesø Kommune", "psykiatri", "Socialpsykiatri", "00 00 55 66", None, None, None, None, None, True
        )
        outdated = replace(
            line, topic="genoptræning", phone=None, email=None, confirmed_on=dt.date(2026, 2, 3), stale=True
        )
        unsigned = replace(line, confirmed_by=None)
        return cls((line,), 0), cls((line, old, outdated), 3), cls((unsigned,), 1), cls((outdated,), 0)


@dataclass(frozen=True, slots=True)
class ContactMissing:
    """The organisation is known, and has no contact point for this; `known` are the topics it has one for."""

    organisation: str
    topic: str
    known: tuple[str, ...]

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return (
            cls("Furesø Kommune", "psykiatri", ("udskrivning", "genoptræning")),
            cls("Furesø Kommune", "psykiatri", ()),
            cls("Furesø Kommune", "", ()),
        )


@dataclass(frozen=True, slots=True)
class ContactUnclear:
    """Nobody could be looked up: which organisation was meant isn't known."""

    topic: str | None

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return cls("udskrivning"), cls(None)


@reads(by=ANYONE)
def find_contact(intent: FindContact, context: Context) -> ContactsFound | ContactMissing | ContactUnclear:
    topic_name = Topic.name_en if context.language == "en" else Topic.name
    topics = {
        row[0]: row[1]
        for row in context.session.execute(select(Topic.id, topic_name).where(Topic.id.in_(intent.topics)))
    }
    if not intent.organisations:
        return ContactUnclear(next((topics[each] for each in intent.topics if each in topics), None))
    found = _lines(context, intent, topic_name)
    if found:
        return ContactsFound(tuple(found[:MOST_SHOWN]), max(0, len(found) - MOST_SHOWN))
    first = context.session.get(Organisation, intent.organisations[0])
    if first is None:
        return ContactUnclear(None)
    known = context.session.scalars(
        select(topic_name)
        .join(ContactPoint, ContactPoint.topic_id == Topic.id)
        .where(ContactPoint.organisation_id == first.id)
        .distinct()
        .order_by(topic_name)
    ).all()
    return ContactMissing(first.name, ", ".join(topics.values()), tuple(known))


def _lines(context: Context, intent: FindContact, topic_name: InstrumentedAttribute[str]) -> list[ContactLine]:
    """Contact points as lines, in the order in which the organisations and topics are meant."""
    query = (
        select(ContactPoint, Organisation.name, topic_name)
        .join(Organisation, Organisation.id == ContactPoint.organisation_id)
        .join(Topic, Topic.id == ContactPoint.topic_id)
        .where(ContactPoint.organisation_id.in_(intent.organisations))
        .order_by(ContactPoint.id)
    )
    if intent.topics:
        query = query.where(ContactPoint.topic_id.in_(intent.topics))
    rank = {each: place for place, each in enumerate((*intent.organisations, *intent.topics))}
    rows = sorted(
        context.session.execute(query),
        key=lambda row: (rank[row[0].organisation_id], rank.get(row[0].topic_id, 0)),
    )
    return [
        ContactLine(
            organisation=organisation,
            topic=topic,
            function=point.function,
            phone=point.phone,
            email=point.email,
            hours=point.hours,
            purpose=point.purpose,
            confirmed_on=point.confirmed_on,
            confirmed_by=point.confirmed_by,
            stale=point.confirmed_on is None or context.today - point.confirmed_on > STALE_AFTER,
        )
        for point, organisation, topic in rows
    ]
