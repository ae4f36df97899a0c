"""Statutes, terms of reference and rules of procedure: typed rules in versioned documents."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base

RANK = ("statute", "terms_of_reference", "rules_of_procedure", "description")
"""Kinds of documents by rank: where two state the same thing, the first wins. A description lays nothing down."""


class GoverningDocument(Base):
    """A version of what governs a body. A draft drives nothing (R54); validity includes both days."""

    __tablename__ = "governing_document"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    title: Mapped[str]
    status: Mapped[str]
    """`draft` or `approved`."""
    approved_on: Mapped[dt.date | None]
    approved_by: Mapped[str | None]
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    source: Mapped[str]
    remark: Mapped[str | None]


class DocumentBody(Base):
    """Which bodies a document governs."""

    __tablename__ = "document_body"

    document_id: Mapped[str] = mapped_column(ForeignKey("governing_document.id"), primary_key=True)
    body_id: Mapped[str] = mapped_column(ForeignKey("body.id"), primary_key=True, index=True)


class Rule(Base):
    """One rule of a document: its topic, its typed value (`storage.rule_types`) and our wording of it."""

    __tablename__ = "rule"
    __table_args__ = (UniqueConstraint("document_id", "topic"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("governing_document.id"))
    topic: Mapped[str]
    value: Mapped[dict[str, Any]]
    wording: Mapped[str]
    wording_en: Mapped[str]
    section: Mapped[str]
    """Where in the document it stands, as a reader finds it."""


class SeatRule(Base):
    """How many seats a group has (R08–R18). `minimum` None is "number not stated"; `within` nests "of which"."""

    __tablename__ = "seat_rule"

    id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("governing_document.id"), index=True)
    seat_group_id: Mapped[str] = mapped_column(ForeignKey("seat_group.id"))
    minimum: Mapped[int | None]
    maximum: Mapped[int | None]
    per_organisation: Mapped[bool]
    within_id: Mapped[str | None] = mapped_column(ForeignKey("seat_rule.id"))
    appointed_by: Mapped[str | None]
    wording: Mapped[str]
    wording_en: Mapped[str]
