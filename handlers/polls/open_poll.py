"""Open a poll: a form for the chairs and the secretariat, and what it does when it is sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from handlers.body import BodyOption, bodies_to_choose, body_given, first_to_choose, name_of
from handlers.context import Context
from handlers.posts import publish
from handlers.refusals import FieldProblem, FormRejected
from handlers.use_case import ORGANISERS, reads, writes
from storage.models import Option, Poll
from storage.search import fold

TITLE_MAX = 150
OPTION_MAX = 150
OPTIONS_MIN, OPTIONS_MAX = 2, 10
USUAL_DAYS = 7
USUAL_TIME = "12:00"
"""How long a poll runs when nobody says otherwise; shown in the form, where it can be changed."""


@dataclass(frozen=True, slots=True)
class StartPoll:
    """Open the form, filled with what is known already. `options`: one per line."""

    body: str | None = None
    title: str = ""
    options: str = ""
    closes_on: str = ""
    closes_at: str = ""


@dataclass(frozen=True, slots=True)
class CreatePoll:
    """The form as sent. `closes_on` is an ISO date and `closes_at` a time of the clock, in the committee's zone."""

    body: str
    title: str
    options: str
    closes_on: str
    closes_at: str


@dataclass(frozen=True, slots=True)
class PollForm:
    """`bodies` to choose among; one, where it goes without saying."""

    bodies: tuple[BodyOption, ...]
    title: str
    options: str
    closes_on: str
    closes_at: str

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        one = BodyOption("su-nordfjord", "Samordningsudvalg Nordfjord")
        other = BodyOption("su-sydfjord", "Samordningsudvalg Sydfjord")
        return (
            cls((one,), "", "", "2026-12-04", "12:00"),
            cls((one, other), "Signaturindsats", "A\nB", "2026-12-04", "12:00"),
        )


@dataclass(frozen=True, slots=True)
class PollOpened:
    poll: int
    title: str
    body: str
    options: tuple[str, ...]
    closes_at: dt.datetime

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        closes = dt.datetime(2026, 12, 4, 11, tzinfo=dt.UTC)
        return (cls(1, "Signaturindsats 2027", "Samordningsudvalg Nordfjord", ("Akutteam", "Hjemmeilt"), closes),)


@reads(by=ORGANISERS, body=first_to_choose(ORGANISERS))
def start_poll(intent: StartPoll, context: Context) -> PollForm:
    closes_on = intent.closes_on or (context.today + dt.timedelta(days=USUAL_DAYS)).isoformat()
    closes_at = intent.closes_at or USUAL_TIME
    exists = _moment(closes_on, closes_at, context.timezone) is not None
    return PollForm(
        bodies=bodies_to_choose(intent, context, ORGANISERS),
        title=intent.title,
        options=intent.options,
        closes_on=closes_on if exists else "",
        closes_at=closes_at if exists else "",
    )


@writes(by=ORGANISERS, body=body_given)
def create_poll(intent: CreatePoll, context: Context) -> PollOpened | FormRejected:
    options = tuple(line.strip() for line in intent.options.splitlines() if line.strip())
    closes = _moment(intent.closes_on, intent.closes_at, context.timezone)
    problems = tuple(_problems(intent.title.strip(), options, closes, context.now))
    if problems or closes is None:
        fields = {name: getattr(intent, name) for name in ("body", "title", "options", "closes_on", "closes_at")}
        return FormRejected("start_poll", fields, problems)
    poll = _open(context, intent.body, intent.title.strip(), options, closes)
    return PollOpened(poll.id, poll.title, name_of(context, intent.body), options, closes)


def _open(context: Context, body: str, title: str, options: tuple[str, ...], closes: dt.datetime) -> Poll:
    session = context.session
    poll = Poll(body_id=body, title=title, opened_by_id=context.person.id, opened_at=context.now, closes_at=closes)
    session.add(poll)
    session.flush()
    session.add_all(
        Option(body_id=body, poll_id=poll.id, position=position, text=text)
        for position, text in enumerate(options, start=1)
    )
    publish(context, "poll", str(poll.id), body, [f"poll:{poll.id}"])
    context.audit("create_poll", f"poll:{poll.id}", body, {}, {"options": len(options), "closes": closes.isoformat()})
    return poll


def _problems(
    title: str, options: tuple[str, ...], closes: dt.datetime | None, now: dt.datetime
) -> Iterator[FieldProblem]:
    if not title:
        yield FieldProblem("title", "missing")
    if len(title) > TITLE_MAX:
        yield FieldProblem("title", "too_long", TITLE_MAX)
    if len(options) < OPTIONS_MIN:
        yield FieldProblem("options", "too_few", OPTIONS_MIN)
    elif len(options) > OPTIONS_MAX:
        yield FieldProblem("options", "too_many", OPTIONS_MAX)
    elif len({fold(option) for option in options}) < len(options):
        yield FieldProblem("options", "twice")
    elif any(len(option) > OPTION_MAX for option in options):
        yield FieldProblem("options", "too_long", OPTION_MAX)
    if closes is None:
        yield FieldProblem("closes_on", "not_a_date")
    elif closes <= now:
        yield FieldProblem("closes_on", "past")


def _moment(day: str, clock: str, timezone: dt.tzinfo) -> dt.datetime | None:
    """A date and a time of the wall clock as UTC; None for what is none, the spring gap's hour included."""
    try:
        local = dt.datetime.combine(dt.date.fromisoformat(day), dt.time.fromisoformat(clock), timezone)
        moment = local.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.astimezone(timezone).replace(tzinfo=None) == local.replace(tzinfo=None) else None
