"""Regions, planning areas and the organisations in them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class Region(Base):
    __tablename__ = "region"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    valid_from: Mapped[dt.date | None]
    valid_to: Mapped[dt.date | None]
    successor_id: Mapped[str | None] = mapped_column(ForeignKey("region.id"))


class Area(Base):
    """A planning area (planområde): the municipalities around one acute hospital."""

    __tablename__ = "area"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    region_id: Mapped[str] = mapped_column(ForeignKey("region.id"))
    remark: Mapped[str | None]


class Organisation(Base):
    """A municipality, hospital, region's centre, general practice's or users' association."""

    __tablename__ = "organisation"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]


class AreaOrganisation(Base):
    """Which organisations an area holds. `part` says which part, where an organisation is shared between areas."""

    __tablename__ = "area_organisation"

    area_id: Mapped[str] = mapped_column(ForeignKey("area.id"), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    part: Mapped[str | None]


class Topic(Base):
    """What a contact point is for: discharge, rehabilitation, home nursing …"""

    __tablename__ = "topic"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_en: Mapped[str]


class Alias(Base):
    """A name that people type for a body, an area, an organisation or a topic (`kind`, `ref`)."""

    __tablename__ = "alias"
    __table_args__ = (Index("ix_alias_folded", "kind", "folded"),)

    kind: Mapped[str] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(primary_key=True)
    folded: Mapped[str]
