"""What a body's statutes, terms and rules of procedure lay down, each answer with its source (R01–R29).

What is not laid down is said so. Terms for somatics never answer for psychiatry: a document answers only for the
bodies that it governs.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Self

from sqlalchemy import select

from handlers.body import obvious_body
from handlers.context import Context
from handlers.questions.governing import (
    governing_documents,
    is_in_force,
    latest_day,
    lays_down,
    living_successor,
    titles,
)
from handlers.refusals import NotFound
from handlers.use_case import ANYONE, reads
from storage.models import Body, GoverningDocument, Rule
from storage.rule_types import MeetingFrequency, read_value

TOPICS = (
    "meeting_frequency",
    "extraordinary_meetings",
    "extraordinary_counts",
    "composition",
    "chairmanship",
    "appointment",
    "secretariat",
    "agenda_rights",
    "agenda_deadline",
    "paper_responsibility",
    "quorum",
    "decision_rule",
    "conflict_resolution",
    "escalation",
    "subgroups",
    "subgroup_cadence",
    "resource_persons",
    "rules_of_procedure",
    "child_youth_representation",
    "entry_into_force",
    "committee_count",
    "cluster_scope",
    "cluster_levels",
)
MOST_BODIES = 8
"""So many bodies are offered to choose from when it isn't clear which one is meant."""


@dataclass(frozen=True, slots=True)
class AskRule:
    """`bodies`: ids that the words may mean; empty where none was named. `year`: the version asked for.

    `body`: the one that a button names.
    """

    topic: str
    bodies: tuple[str, ...] = ()
    year: int | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Frequency:
    """A minimum number of meetings a year. `per`: calendar_year or rolling_year, None where it isn't said."""

    minimum: int
    per: str | None
    as_needed: bool
    as_a_rule: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """What one document says, in our wording. `in_force`: on the day asked about."""

    title: str
    kind: str
    in_force: bool
    valid_from: dt.date | None
    valid_to: dt.date | None
    frequency: Frequency | None
    wording: str
    section: str
    source: str


@dataclass(frozen=True, slots=True)
class Ended:
    on: dt.date
    successor: str | None


@dataclass(frozen=True, slots=True)
class RuleAnswered:
    """`statements`: the documents that say something, those in force first. `silent`: those in force that don't."""

    topic: str
    body: str
    ended: Ended | None
    statements: tuple[Statement, ...]
    silent: tuple[str, ...]

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        now = Statement(
            "Kommissorium for somatiske samordningsudvalg i Region Fjordland",
            "terms_of_reference",
            True,
            dt.date(2024, 1, 1),
            None,
            Frequency(4, None, True, False),
            "Mindst fire møder om året, og flere efter behov.",
            "Mødefrekvens",
            "Region Fjordland",
        )
        then = Statement(
            "Kommissorium for samordningsudvalg 2007",
            "terms_of_reference",
            False,
            dt.date(2007, 4, 1),
            dt.date(2019, 6, 30),
            Frequency(3, "calendar_year", False, True),
            "Mindst tre møder om året.",
            "Tidspunkt",
            "Region Hovedstaden",
        )
        last = replace(now, title="Kommissorium for somatiske samordningsudvalg 2019", valid_from=dt.date(2019, 7, 1))
        chairs = Statement(
            now.title, now.kind, True, now.valid_from, None, None, "Tre deler formandskabet.", "Formandskab", now.source
        )
        ended = Ended(dt.date(2022, 6, 30), "Faglig Sundhedsklynge Midt")
        body, old = "Samordningsudvalg Nordfjord", "Samordningsudvalg Somatik Planområde Midt"
        return (
            cls("meeting_frequency", body, None, (now,), ()),
            cls("meeting_frequency", old, ended, (then,), ()),
            cls("meeting_frequency", old, Ended(ended.on, None), (last, then), ()),
            cls("chairmanship", body, None, (chairs,), ("Forretningsorden",)),
            *(cls(topic, body, None, (), (now.title, "Forretningsorden")) for topic in TOPICS),
            cls("quorum", body, None, (), ()),
        )


@dataclass(frozen=True, slots=True)
class BodyChoice:
    id: str
    name: str
    ended: bool


@dataclass(frozen=True, slots=True)
class WhichBody:
    """The question fits several bodies, or none was named. `more`: how many aren't shown. `year`: as asked for."""

    topic: str
    bodies: tuple[BodyChoice, ...]
    more: int
    year: int | None = None

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        choices = (
            BodyChoice("su-nordfjord", "Samordningsudvalg Nordfjord", False),
            BodyChoice("su-som-midt", "Samordningsudvalg Somatik Planområde Midt", True),
        )
        return cls("meeting_frequency", choices, 0), cls("quorum", choices, 3, 2019), cls("quorum", (), 0)


@reads(by=ANYONE)
def ask_rule(intent: AskRule, context: Context) -> RuleAnswered | WhichBody | NotFound:
    obvious = obvious_body(context)
    named = (intent.body,) if intent.body else intent.bodies
    bodies = _likeliest(named, context) or ((obvious,) if obvious else ())
    if intent.topic not in TOPICS:
        return NotFound()
    if len(bodies) != 1:
        return _which(context, intent, bodies)
    body = context.session.get(Body, bodies[0])
    return _answer(context, intent, body) if body else NotFound()


def _likeliest(bodies: tuple[str, ...], context: Context) -> tuple[str, ...]:
    """Of several bodies of the same name (each region has a TSS): the asker's own, their region's, the living."""
    if len(bodies) < 2:
        return bodies
    mine = context.actor.bodies if context.actor else frozenset[str]()
    found = context.session.scalars(select(Body).where(Body.id.in_({*bodies, *mine}))).all()
    regions = {each.region_id for each in found if each.id in mine}
    named = [each for each in found if each.id in bodies]
    for fitting in (
        [each.id for each in named if each.id in mine],
        [each.id for each in named if each.region_id in regions],
        [each.id for each in named if each.is_alive(context.today)],
    ):
        if fitting:
            return tuple(fitting)
    return bodies


def _answer(context: Context, intent: AskRule, body: Body) -> RuleAnswered:
    day = latest_day(body, context.today)
    documents = governing_documents(context.session, body.id)
    if intent.year is not None:
        documents = [each for each in documents if _is_of_year(each, intent.year)] or documents
    rules = _rules(context, documents, intent.topic)
    statements = [
        _statement(document, rules[document.id], context, day) for document in documents if document.id in rules
    ]
    statements.sort(key=lambda each: not each.in_force)
    silent = titles(each for each in documents if lays_down(each) and is_in_force(each, day) and each.id not in rules)
    return RuleAnswered(intent.topic, body.name, _ended(context, body), tuple(statements), silent)


def _rules(context: Context, documents: list[GoverningDocument], topic: str) -> dict[str, Rule]:
    ids = [document.id for document in documents]
    found = context.session.scalars(select(Rule).where(Rule.document_id.in_(ids), Rule.topic == topic))
    return {rule.document_id: rule for rule in found}


def _statement(document: GoverningDocument, rule: Rule, context: Context, day: dt.date) -> Statement:
    value = read_value(rule.topic, rule.value)
    frequency = None
    if isinstance(value, MeetingFrequency):
        frequency = Frequency(value.minimum, value.per, value.as_needed, value.as_a_rule)
    return Statement(
        title=document.title,
        kind=document.kind,
        in_force=is_in_force(document, day),
        valid_from=document.valid_from,
        valid_to=document.valid_to,
        frequency=frequency,
        wording=rule.wording_en if context.language == "en" else rule.wording,
        section=rule.section,
        source=document.source,
    )


def _ended(context: Context, body: Body) -> Ended | None:
    if body.valid_to is None or context.today <= body.valid_to:
        return None
    successor = living_successor(context.session, body, context.today)
    return Ended(body.valid_to, successor.name if successor else None)


def _is_of_year(document: GoverningDocument, year: int) -> bool:
    first, last = document.valid_from or dt.date.min, document.valid_to or dt.date.max
    return first.year <= year <= last.year


def _which(context: Context, intent: AskRule, bodies: tuple[str, ...]) -> WhichBody:
    wanted = bodies or tuple(sorted(context.actor.bodies if context.actor else ()))
    found = context.session.scalars(select(Body).where(Body.id.in_(wanted)).order_by(Body.name)).all()
    choices = [BodyChoice(each.id, each.name, not each.is_alive(context.today)) for each in found]
    choices.sort(key=lambda each: each.ended)
    return WhichBody(intent.topic, tuple(choices[:MOST_BODIES]), max(0, len(choices) - MOST_BODIES), intent.year)
