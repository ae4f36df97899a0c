"""Vote in a poll. One person one vote over both platforms; the last vote wins (R50)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Self

from sqlalchemy import select

from handlers.context import Context
from handlers.posts import touch
from handlers.refusals import NotFound
from handlers.use_case import MEMBERS, writes
from storage.models import Ballot, Option, Party, Poll, SeatGroup


@dataclass(frozen=True, slots=True)
class CastVote:
    poll: int
    option: int


@dataclass(frozen=True, slots=True)
class VoteCast:
    """`before`: the option voted for until now, None for a first vote. `option` None: said where others read along."""

    title: str
    option: str | None
    before: str | None
    closes_at: dt.datetime

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        closes = dt.datetime(2026, 12, 4, 11, tzinfo=dt.UTC)
        title = "Kandidater til signaturindsats 2027"
        return (
            cls(title, "Fælles akutteam", None, closes),
            cls(title, "Fælles akutteam", "Hjemmeiltbehandling", closes),
            cls(title, "Fælles akutteam", "Fælles akutteam", closes),
            cls(title, None, None, closes),
        )


@dataclass(frozen=True, slots=True)
class PollIsClosed:
    title: str
    closed_at: dt.datetime

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return (cls("Kandidater til signaturindsats 2027", dt.datetime(2026, 12, 4, 11, tzinfo=dt.UTC)),)


def body_of_poll(intent: CastVote, context: Context) -> str | None:
    poll = context.session.get(Poll, intent.poll)
    return poll.body_id if poll else None


@writes(by=MEMBERS, body=body_of_poll)
def cast_vote(intent: CastVote, context: Context) -> VoteCast | PollIsClosed | NotFound:
    session = context.session
    poll = session.get(Poll, intent.poll, with_for_update=True, populate_existing=True)
    option = session.get(Option, intent.option)
    if poll is None or option is None or option.poll_id != poll.id:
        return NotFound()
    if not poll.is_open(context.now):
        return PollIsClosed(poll.title, poll.closed_at or poll.closes_at)
    before = _put_in_the_box(context, poll, option)
    if before is None or before.id != option.id:
        touch(session, f"poll:{poll.id}")
    return VoteCast(poll.title, option.text, before.text if before else None, poll.closes_at)


def _put_in_the_box(context: Context, poll: Poll, option: Option) -> Option | None:
    """Replace the person's ballot, and say what was on the old one."""
    session, person = context.session, context.person
    party = _party(context, poll.body_id)
    ballot = session.get(Ballot, (poll.id, person.id))
    before = session.get(Option, ballot.option_id) if ballot else None
    if ballot is None:
        ballot = Ballot(poll_id=poll.id, person_id=person.id, body_id=poll.body_id)
        session.add(ballot)
    ballot.option_id = option.id
    ballot.party_id = party
    ballot.cast_at = context.now
    ballot.platform = context.sender.platform
    context.audit(
        "cast_vote",
        f"poll:{poll.id}",
        poll.body_id,
        {"option": before.id if before else None},
        {"option": option.id, "platform": context.sender.platform},
    )
    return before


def _party(context: Context, body: str) -> str | None:
    """For whom the person's seat speaks; of several voting seats, the first party's. None: for no party."""
    groups = [seat.group for seat in context.person.seats if seat.body == body and seat.role in MEMBERS and seat.group]
    return context.session.scalar(
        select(Party.id)
        .join(SeatGroup, SeatGroup.party_id == Party.id)
        .where(SeatGroup.id.in_(groups), SeatGroup.votes)
        .order_by(Party.position)
        .limit(1)
    )
