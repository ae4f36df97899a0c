"""What the bot says when it can't do what was asked: one plain sentence each, with what to do next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class NotLinked:
    """The platform's user is not known to be anybody: nobody is recognised by a display name."""

    platform: str

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return cls("slack"), cls("teams")


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """The person has none of the roles that may do this in the body. `needed`: roles, the least first."""

    body: str
    needed: tuple[str, ...]

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return cls("Samordningsudvalg Nordfjord", ("member", "chair")), cls("TSS", ("chair", "secretariat"))


@dataclass(frozen=True, slots=True)
class NotFound:
    """What the button or form was about isn't there, or is none of this person's business; nobody learns which."""

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return (cls(),)


@dataclass(frozen=True, slots=True)
class ButtonExpired:
    """A button or form that this version doesn't know any more, or that was made by somebody else."""

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return (cls(),)


@dataclass(frozen=True, slots=True)
class PersonalNumberRefused:
    """A CPR number was written: nothing is stored, and only its author can delete the message."""

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return (cls(),)


@dataclass(frozen=True, slots=True)
class BodyEnded:
    """The body does no business today. `ended_on`: None for one that hasn't begun. `successor`: its name, if any."""

    body: str
    ended_on: dt.date | None
    successor: str | None

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return (
            cls("Samordningsudvalg Somatik Planområde Midt", dt.date(2022, 6, 30), "Faglig Sundhedsklynge Midt"),
            cls("Samordningsudvalg Prøve", dt.date(2022, 6, 30), None),
            cls("Sundhedsråd Prøve", None, None),
        )


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """`problem`: missing, too_long, past, too_few, too_many, twice, not_a_date, personal_number; `limit` of its own."""

    field: str
    problem: str
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class FormRejected:
    """Fields to mend. `form` and `fields` reopen the form with everything that was written in it."""

    form: str
    fields: dict[str, str]
    problems: tuple[FieldProblem, ...]

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        problems = (
            FieldProblem("title", "missing"),
            FieldProblem("title", "too_long", 150),
            FieldProblem("options", "too_few", 2),
            FieldProblem("options", "too_many", 10),
            FieldProblem("options", "twice"),
            FieldProblem("options", "too_long", 150),
            FieldProblem("closes_on", "not_a_date"),
            FieldProblem("closes_at", "past"),
            FieldProblem("background", "personal_number"),
        )
        return (cls("start_poll", {"title": "Signaturindsats 2027"}, problems),)


@dataclass(frozen=True, slots=True)
class FormOffered:
    """A message can't open a form by itself: a button that does. `form` is start_proposal or start_poll."""

    form: str
    fields: dict[str, str]

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return cls("start_proposal", {"title": "Fælles sprog om triage"}), cls("start_poll", {"options": "A\nB"})


REFUSALS = (NotLinked, NotAllowed, NotFound, ButtonExpired, PersonalNumberRefused, BodyEnded, FormRejected)
"""Nothing was changed, so nothing is remembered: the same form may be sent again, mended."""
