"""The mirror's rows: which copies of a channel are late, which are being sent, and how a call ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, assert_never

import structlog
from sqlalchemy import func, or_, select, update

from bot.gateway import Address, End, Gone, LaneDown, Limited, NotSent, Refused, Shown, Unclear
from handlers.shown import show
from storage.models import UNFINISHED, Channel, Copy, Installation, Post
from storage.scope import ScopedSession

log = structlog.get_logger()

MOST_AT_ONCE = 16
"""So many copies are marked as being sent in one commit."""


@dataclass(frozen=True, slots=True)
class Work:
    """One copy to bring up to date. `reply` None: take the message away."""

    copy: int
    to: Address
    key: str
    revision: int
    reference: str | None
    reply: Any | None
    language: str

    @property
    def is_new(self) -> bool:
        return self.reference is None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A channel with unfinished copies."""

    channel: int
    installation: int
    platform: str


def waiting(session: ScopedSession, installations: Iterable[int]) -> list[Waiting]:
    """Channels of these installations where something is late or was left in sending."""
    rows = session.execute(
        select(Channel.id, Channel.installation_id, Installation.platform)
        .join(Installation)
        .where(
            Channel.installation_id.in_(list(installations)),
            select(Copy.id).where(Copy.channel_id == Channel.id, UNFINISHED).exists(),
        )
    )
    return [Waiting(*row) for row in rows]


def pick(session: ScopedSession, channel_id: int, now: dt.datetime, *, new: int, edits: int) -> list[Work]:
    """Mark the next late copies as sending, and say what to show: at most `new` new posts, in order, else `edits`.

    Call in a transaction of its own, committed before the platform is called: a crash must leave the trace.
    """
    to = _address(session, channel_id)
    late = (
        select(Copy, Post)
        .join(Post, Post.id == Copy.post_id)
        .where(Copy.channel_id == channel_id, UNFINISHED, Copy.state == "late")
        .order_by(Copy.seq)
        .with_for_update(of=Copy)
    )
    rows = session.execute(late.where(Copy.reference.is_(None)).limit(new)).all()
    if not rows and edits:
        rows = session.execute(late.where(Copy.reference.is_not(None)).limit(edits)).all()
    return [work for copy, post in rows if (work := _work(session, copy, post, to, now))]


def _work(session: ScopedSession, copy: Copy, post: Post, to: Address, now: dt.datetime) -> Work | None:
    try:
        reply = None if post.withdrawn else show(session, post.kind, post.ref, now, copy.language)
    except (LookupError, ValueError) as error:  # kept by another version: this one alone can't be shown
        log.exception("a post can't be shown", copy=copy.id, kind=post.kind)
        copy.state, copy.error = "parked", type(error).__name__
        return None
    if reply is None and copy.reference is None:
        copy.state = "gone"  # never shown, and nothing to show
        return None
    copy.state = "sending"
    return Work(
        copy.id, replace(to, thread=copy.reply_to), copy.key, post.revision, copy.reference, reply, copy.language
    )


@dataclass(frozen=True, slots=True)
class Unclears:
    """New messages in one thread that may be shown or not: their keys, and the copies these are of."""

    to: Address
    keys: dict[str, int]


def unclears(session: ScopedSession, channel_id: int) -> list[Unclears]:
    """What an earlier run left in sending. Edits among them are simply late: repeating one does no harm."""
    session.execute(
        update(Copy)
        .where(Copy.channel_id == channel_id, UNFINISHED, Copy.state == "sending", Copy.reference.is_not(None))
        .values(state="late")
        .execution_options(synchronize_session=False)
    )
    rows = session.execute(
        select(Copy.key, Copy.id, Copy.reply_to).where(
            Copy.channel_id == channel_id, UNFINISHED, Copy.state == "sending"
        )
    ).all()
    to = _address(session, channel_id)
    return [
        Unclears(replace(to, thread=thread), {row.key: row.id for row in rows if row.reply_to == thread})
        for thread in {row.reply_to for row in rows}
    ]


def found(session: ScopedSession, unclear: Unclears, seen: dict[str, str] | None) -> None:
    """What the look on the platform says: shown after all, to be sent again, or (None) for a person to decide."""
    for key, copy_id in unclear.keys.items():
        copy = session.get_one(Copy, copy_id)
        if seen is None:
            copy.state, copy.error = "parked", "unclear"
        else:
            copy.reference = seen.get(key)
            copy.state = "late"


def record(session: ScopedSession, work: Work, end: End) -> None:
    """Write down how a call ended."""
    copy = session.get_one(Copy, work.copy, with_for_update=True, populate_existing=True)
    copy.error = None
    match end:
        case Shown(reference):
            copy.reference, copy.shown = reference, work.revision
            copy.state = "shown" if copy.shown >= session.get_one(Post, copy.post_id).revision else "late"
        case Gone():
            copy.state = "gone"
        case Limited() | NotSent() | LaneDown():
            copy.state = "late"
        case Unclear(reason):
            copy.state, copy.error = ("sending" if work.is_new else "late"), reason
        case Refused(reason):
            copy.state, copy.error = "parked", reason
        case _:
            assert_never(end)
    if isinstance(end, LaneDown):
        _channel(session, copy.channel_id).suspended = end.reason
    elif isinstance(end, Shown):
        _channel(session, copy.channel_id).suspended = None


def _channel(session: ScopedSession, channel_id: int) -> Channel:
    return session.get_one(Channel, channel_id)


def _address(session: ScopedSession, channel_id: int) -> Address:
    channel, tenant = session.execute(
        select(Channel, Installation.tenant).join(Installation).where(Channel.id == channel_id)
    ).one()
    return Address(tenant, channel.address, channel.kind, channel.service_url)


@dataclass(frozen=True, slots=True)
class Lateness:
    """A channel in which something is late or that is suspended."""

    platform: str
    address: str
    late: int
    suspended: str | None


def lateness(session: ScopedSession) -> list[Lateness]:
    late = (
        select(Copy.channel_id, func.count().label("late"))
        .where(UNFINISHED)
        .group_by(Copy.channel_id)
        .subquery("lates")
    )
    rows = session.execute(
        select(Installation.platform, Channel.address, func.coalesce(late.c.late, 0), Channel.suspended)
        .join(Installation)
        .outerjoin(late, late.c.channel_id == Channel.id)
        .where(or_(late.c.late.is_not(None), Channel.suspended.is_not(None)))
        .order_by(Channel.id)
    )
    return [Lateness(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Parked:
    """A copy that waits for a person, and why."""

    id: int
    kind: str
    ref: str
    platform: str
    address: str
    error: str | None


def parked(session: ScopedSession) -> list[Parked]:
    rows = session.execute(
        select(Copy.id, Post.kind, Post.ref, Installation.platform, Channel.address, Copy.error)
        .join(Post, Post.id == Copy.post_id)
        .join(Channel, Channel.id == Copy.channel_id)
        .join(Installation)
        .where(Copy.state == "parked")
        .order_by(Copy.id)
    )
    return [Parked(*row) for row in rows]


def send_again(session: ScopedSession, copy_id: int) -> bool:
    """Let the mirror try a parked copy again; False when there is none of that number."""
    copy = session.get(Copy, copy_id, with_for_update=True)
    if copy is None or copy.state != "parked":
        return False
    copy.state, copy.error = "late", None
    return True
