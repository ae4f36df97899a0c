"""What people see, as rows: posts with the revision that is wanted, and copies of them with the one that is shown."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class Installation(Base):
    """The bot in one Slack workspace or Teams tenant. One process at a time drives all its lanes.

    `token` grows by one with each claim; a peer that sees `beat` stand still for the lease's time, by its own
    monotonic clock, claims the installation. No wall clocks are compared.
    """

    __tablename__ = "installation"
    __table_args__ = (UniqueConstraint("platform", "tenant"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str]
    tenant: Mapped[str]
    owner: Mapped[str | None]
    token: Mapped[int] = mapped_column(default=0)
    beat: Mapped[int] = mapped_column(default=0)


class Channel(Base):
    """A conversation on a platform: a channel, a group chat, or a person's direct chat with the bot."""

    __tablename__ = "channel"
    __table_args__ = (UniqueConstraint("installation_id", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    installation_id: Mapped[int] = mapped_column(ForeignKey("installation.id"))
    address: Mapped[str]
    """Slack: the channel's id. Teams: the conversation's id without a thread's `;messageid=`."""
    kind: Mapped[str]
    """`channel`, `group` or `personal`."""
    body_id: Mapped[str | None] = mapped_column(ForeignKey("body.id"), index=True)
    language: Mapped[str]
    service_url: Mapped[str | None]
    """Teams: where the conversation is reached, as last verified by an inbound activity."""
    last_seq: Mapped[int] = mapped_column(default=0)
    suspended: Mapped[str | None]
    """Why nothing can be shown here now (token revoked, archived, not a member); None while all is well."""


class Post(Base):
    """Something to show: `kind` and `ref` say what, `revision` how it is wanted; a withdrawn one is taken away."""

    __tablename__ = "post"
    __table_args__ = (UniqueConstraint("kind", "ref"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    ref: Mapped[str]
    body_id: Mapped[str | None] = mapped_column(ForeignKey("body.id"), index=True)
    revision: Mapped[int] = mapped_column(default=1)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime]


class PostSubject(Base):
    """Which subjects (`poll:12`) a post shows: when one is touched, the post is one revision later."""

    __tablename__ = "post_subject"
    __table_args__ = (Index("ix_post_subject_subject", "subject"),)

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)


class Copy(Base):
    """One post in one channel. States: late, sending, shown, parked (with `error`), gone.

    `sending` is written before the platform is called, so that a crash leaves a trace. `key` travels with the
    message and recognises it on the platform.
    """

    __tablename__ = "copy"
    __table_args__ = (
        UniqueConstraint("post_id", "channel_id"),
        UniqueConstraint("channel_id", "seq"),
        UniqueConstraint("channel_id", "reference"),
        UniqueConstraint("key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    seq: Mapped[int]
    shown: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default="late")
    key: Mapped[str]
    reference: Mapped[str | None]
    """Slack's `ts`, Teams' activity id, once known."""
    reply_to: Mapped[str | None]
    """The platform's reference of the message that this copy answers in its thread."""
    language: Mapped[str]
    error: Mapped[str | None]


UNFINISHED = text("copy.state IN ('late', 'sending')")
"""Copies that the mirror has to do with. In these very words, or SQLite doesn't see that the index answers it."""

_WHERE = text("state IN ('late', 'sending')")
Index("ix_copy_unfinished", Copy.channel_id, Copy.seq, sqlite_where=_WHERE, postgresql_where=_WHERE)
