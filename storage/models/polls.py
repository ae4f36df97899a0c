"""Polls: one person, one ballot, the last vote wins."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, OfBody


class Poll(OfBody, Base):
    """Open from `opened_at` until `closes_at`, whether or not any job has run; `closed_at` records that it was said."""

    __tablename__ = "poll"
    __table_args__ = (Index("ix_poll_unsaid_close", "closed_at", "closes_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[dt.datetime]
    closes_at: Mapped[dt.datetime]
    closed_at: Mapped[dt.datetime | None]

    def is_open(self, now: dt.datetime) -> bool:
        """Computed from the time: a poll closes at its deadline, whether or not any job has run."""
        return self.closed_at is None and now < self.closes_at


class Option(OfBody, Base):
    __tablename__ = "option"
    __table_args__ = (UniqueConstraint("poll_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    position: Mapped[int]
    text: Mapped[str]


class Ballot(OfBody, Base):
    """A person's vote in a poll. `party_id` is the party of the seat it was cast from, for results per party (R50)."""

    __tablename__ = "ballot"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    option_id: Mapped[int] = mapped_column(ForeignKey("option.id"))
    party_id: Mapped[str | None] = mapped_column(ForeignKey("party.id"))
    cast_at: Mapped[dt.datetime]
    platform: Mapped[str]
