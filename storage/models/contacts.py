"""Whom to call: function mailboxes and phones, each with an owner's confirmation (R45)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class ContactPoint(Base):
    __tablename__ = "contact_point"
    __table_args__ = (UniqueConstraint("organisation_id", "topic_id", "function"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"))
    topic_id: Mapped[str] = mapped_column(ForeignKey("topic.id"), index=True)
    function: Mapped[str]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    hours: Mapped[str | None]
    purpose: Mapped[str | None]
    confirmed_on: Mapped[dt.date | None]
    confirmed_by: Mapped[str | None]
    source: Mapped[str]
