"""Bodies, the parties that must agree in them, and the groups of seats they are composed of."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class Body(Base):
    """A committee, cluster, council or steering group, alive from `valid_from` to `valid_to` (both included)."""

    __tablename__ = "body"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    field: Mapped[str | None]
    """`somatik`, `psykiatri-voksen` …, `somatik+psykiatri`; empty for bodies that are not split by field (R34)."""
    level: Mapped[str | None]
    """`politisk` or `faglig`, where a body has levels."""
    area_id: Mapped[str | None] = mapped_column(ForeignKey("area.id"))
    region_id: Mapped[str | None] = mapped_column(ForeignKey("region.id"))
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("body.id"))
    successor_id: Mapped[str | None] = mapped_column(ForeignKey("body.id"))
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    remark: Mapped[str | None]

    def is_alive(self, day: dt.date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Party(Base):
    """Who must agree (R50): region, municipalities, general practice; users are a group of their own."""

    __tablename__ = "party"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_en: Mapped[str]
    position: Mapped[int]
    must_agree: Mapped[bool]
    counts_one_by_one: Mapped[bool]
    """Municipalities are a party in which each organisation counts by itself."""


class SeatGroup(Base):
    """Municipal managers, general practice, users …; the party it speaks for is a row, not a rule."""

    __tablename__ = "seat_group"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_en: Mapped[str]
    party_id: Mapped[str | None] = mapped_column(ForeignKey("party.id"))
    votes: Mapped[bool]
