"""Close a poll before its deadline, and say of those that reached it that they have closed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Self

from sqlalchemy import select

from handlers.context import Context
from handlers.polls.cast_vote import PollIsClosed
from handlers.posts import touch
from handlers.refusals import NotFound
from handlers.use_case import ORGANISERS, writes
from storage.models import Poll
from storage.scope import ScopedSession


@dataclass(frozen=True, slots=True)
class ClosePoll:
    poll: int


@dataclass(frozen=True, slots=True)
class PollClosed:
    title: str

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return (cls("Kandidater til signaturindsats 2027"),)


def body_of_poll(intent: ClosePoll, context: Context) -> str | None:
    poll = context.session.get(Poll, intent.poll)
    return poll.body_id if poll else None


@writes(by=ORGANISERS, body=body_of_poll)
def close_poll(intent: ClosePoll, context: Context) -> PollClosed | PollIsClosed | NotFound:
    poll = context.session.get(Poll, intent.poll, with_for_update=True, populate_existing=True)
    if poll is None:
        return NotFound()
    if not poll.is_open(context.now):
        return PollIsClosed(poll.title, poll.closed_at or poll.closes_at)
    poll.closed_at = context.now
    touch(context.session, f"poll:{poll.id}")
    context.audit("close_poll", f"poll:{poll.id}", poll.body_id, {"closed_at": None}, {"early": True})
    return PollClosed(poll.title)


def polls_to_close(session: ScopedSession, now: dt.datetime) -> bool:
    """Whether any poll has reached its deadline without its card saying so."""
    due = select(Poll.id).where(Poll.closed_at.is_(None), Poll.closes_at <= now).limit(1)
    return session.scalar(due) is not None


def close_due_polls(session: ScopedSession, now: dt.datetime) -> None:
    """Let the cards of polls past their deadline show the result. Closing itself needs no job: see `Poll.is_open`."""
    due = select(Poll).where(Poll.closed_at.is_(None), Poll.closes_at <= now).order_by(Poll.id)
    for poll in session.scalars(due.with_for_update(skip_locked=True)):
        poll.closed_at = poll.closes_at
        touch(session, f"poll:{poll.id}")
