"""Who acts, where and when: what a handler gets beside its intent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from storage.models import Appointment, AuditEntry, Identity, Person
from storage.scope import ScopedSession, person_scope


@dataclass(frozen=True, slots=True)
class Sender:
    """A platform's user, as its signature proves: Slack's team and user id, Teams' tenant and Entra object id."""

    platform: str
    tenant: str
    user: str


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation in which something was said. `thread`: the message whose thread the answer goes into."""

    address: str
    kind: str
    thread: str | None = None
    service_url: str | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """A role in a body, today."""

    body: str
    role: str
    group: str | None


@dataclass(frozen=True, slots=True)
class Actor:
    """A linked person with today's roles. Roles come from appointments and dates alone."""

    id: int
    name: str
    language: str
    seats: tuple[Seat, ...]

    @property
    def bodies(self) -> frozenset[str]:
        return frozenset(seat.body for seat in self.seats)

    def roles_in(self, body: str) -> frozenset[str]:
        return frozenset(seat.role for seat in self.seats if seat.body == body)


@dataclass(slots=True)
class Context:
    """One command's circumstances. `now` is aware UTC; `body` is that of the channel it came from, if any."""

    session: ScopedSession
    sender: Sender
    actor: Actor | None
    now: dt.datetime
    timezone: dt.tzinfo
    language: str
    body: str | None = None
    place: Place | None = None

    @property
    def is_public(self) -> bool:
        """Whether others read along where this was said."""
        return self.place is not None and self.place.kind != "personal"

    @property
    def today(self) -> dt.date:
        """The day on the committee's wall, not in UTC."""
        return self.now.astimezone(self.timezone).date()

    @property
    def person(self) -> Actor:
        """The acting person, where dispatch has already refused everybody else."""
        if self.actor is None:
            raise LookupError("this use case is open to people without a link")
        return self.actor

    def audit(
        self, action: str, subject: str, body: str | None, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> None:
        """Add to the trail: ids and values that an undo needs, never a message's text."""
        self.session.add(
            AuditEntry(
                at=self.now,
                person_id=self.actor.id if self.actor else None,
                body_id=body,
                action=action,
                subject=subject,
                before=dict(before),
                after=dict(after),
            )
        )


def recognise(session: ScopedSession, sender: Sender, today: dt.date) -> Actor | None:
    """The person linked to a platform's user, and from then on that person's scope; None for everybody else."""
    person = session.scalar(
        select(Person)
        .join(Identity)
        .where(Identity.platform == sender.platform, Identity.tenant == sender.tenant, Identity.user == sender.user)
    )
    return actor_of(session, person, today) if person else None


def actor_of(session: ScopedSession, person: Person, today: dt.date) -> Actor:
    """A person with the roles of the day; the session goes on in that person's scope."""
    appointments = session.scalars(select(Appointment).where(Appointment.person_id == person.id))
    seats = tuple(Seat(each.body_id, each.role, each.seat_group_id) for each in appointments if each.is_in_force(today))
    actor = Actor(person.id, person.name, person.language, seats)
    session.narrow(person_scope(actor.id, actor.bodies))
    return actor
