"""People, their identities on the platforms, and what they are appointed to."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base

ROLES = ("member", "deputy", "chair", "secretariat", "resource_person", "administrator")


class Person(Base):
    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"))
    language: Mapped[str]


class Identity(Base):
    """A person on a platform: Slack's (team id, user id), Teams' (tenant id, Entra object id). Never a display name."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("platform", "tenant", "user"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    platform: Mapped[str]
    tenant: Mapped[str]
    user: Mapped[str]


class Appointment(Base):
    """A person's role in a body from `valid_from` to `valid_to`, both included."""

    __tablename__ = "appointment"
    __table_args__ = (UniqueConstraint("person_id", "body_id", "role", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    body_id: Mapped[str] = mapped_column(ForeignKey("body.id"), index=True)
    role: Mapped[str]
    seat_group_id: Mapped[str | None] = mapped_column(ForeignKey("seat_group.id"))
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"))
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]

    def is_in_force(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
