"""Proposals for the agenda."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, OfBody


class Proposal(OfBody, Base):
    """A member's wish for the agenda (R39). The proposer owns the written paper by default (R40)."""

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    purpose: Mapped[str | None]
    """`orientering`, `drøftelse`, `beslutning`, or None where the proposer has not said."""
    background: Mapped[str]
    proposer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str]
    """`received` or `withdrawn`."""
    proposed_at: Mapped[dt.datetime]
