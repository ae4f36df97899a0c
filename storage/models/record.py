"""What has been done: events already answered, and the audit trail."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class Seen(Base):
    """An event or press that has been carried out, with its answer: a repetition gets the first answer again."""

    __tablename__ = "seen"

    key: Mapped[str] = mapped_column(primary_key=True)
    reply: Mapped[str]
    """The reply's class name."""
    values: Mapped[dict[str, Any]]
    at: Mapped[dt.datetime] = mapped_column(index=True)


class AuditEntry(Base):
    """Who did what, with the values before and after that an undo needs. Append-only; never a message's text."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    body_id: Mapped[str | None] = mapped_column(ForeignKey("body.id"))
    action: Mapped[str]
    subject: Mapped[str]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
