"""Each requirement that is a rule in a document, and what the samples say: requirements → rule, or seat."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from storage.models import Alias, Body, DocumentBody, GoverningDocument, Rule, SeatRule
from storage.rule_types import (
    AgendaRights,
    Chairmanship,
    ChildYouthRepresentation,
    ClusterLevels,
    ClusterScope,
    CommitteeCount,
    Composition,
    ConflictResolution,
    Deadline,
    DecisionRule,
    EntryIntoForce,
    Escalation,
    ExtraordinaryMeetings,
    MeetingFrequency,
    PaperResponsibility,
    Quorum,
    Representation,
    ResourcePersons,
    RulesOfProcedureDuty,
    SecretariatDuty,
    SubgroupCadence,
    Subgroups,
    Value,
    read_value,
)
from storage.scope import ScopedSession
from storage.search import fold

EVERYBODY = ("hospital", "municipality", "general_practice", "users")

RULES: list[tuple[str, str, Value]] = [
    ("R01 R04", "tor2019", MeetingFrequency(minimum=4, as_needed=True)),
    ("R02 R05", "tor2007", MeetingFrequency(minimum=3, as_a_rule=True, first_meeting_from=dt.date(2007, 4, 1))),
    ("R03", "tor2007", ExtraordinaryMeetings(allowed=True)),
    ("R06", "tor2019", Subgroups(allowed=True)),
    ("R06", "tor2019", SubgroupCadence(own=True)),
    ("R19", "tor2019", Composition(unless_agreed=True)),
    ("R20 R21", "tor2019", ChildYouthRepresentation(required=True)),
    ("R22", "tor2019", ResourcePersons(allowed=True)),
    ("R23", "tor2019", Chairmanship(seat_groups=("municipality", "plo_representative", "hospital"))),
    ("R24", "tor2007", Chairmanship(seat_groups=("municipality", "hospital"))),
    ("R25", "tor2019", SecretariatDuty(organisation_kinds=("hospital", "municipality"), unless_agreed=False)),
    ("R26", "tor2007", SecretariatDuty(organisation_kinds=("hospital",), unless_agreed=True)),
    ("R27", "regionh-side", Representation(seat_groups=EVERYBODY)),
    ("R28", "kkr-notat-2020", Representation(seat_groups=EVERYBODY, job_title_is_information=True)),
    ("R29 R30", "regionh-side", CommitteeCount(total=14)),
    ("R30 R31", "kkr-notat-2020", CommitteeCount(total=10)),
    ("R34", "rs-organisering", ClusterScope(fields=("somatik", "psykiatri"))),
    ("R34", "rs-organisering", ClusterLevels(levels=("politisk", "faglig"))),
    ("R39", "tor2007", AgendaRights(who="all_participants")),
    ("R40", "tor2007", PaperResponsibility(who="proposer", as_a_rule=True)),
    ("R42 R43", "tor2019", RulesOfProcedureDuty(must_cover=("user_representatives", "children_and_youth"))),
    ("R42", "tor2007", RulesOfProcedureDuty(must_cover=())),
    ("R50", "kkr-notat-2020", DecisionRule(mode="agreement")),
    ("R52", "tor2019", Escalation(to_body="tss")),
    ("R53", "tor2007", ConflictResolution(after_direct_dialogue=True)),
    ("R54", "tor2019", EntryIntoForce(approved_by="Sundhedsaftalens styregruppe")),
    ("the demo", "fjord-som", MeetingFrequency(minimum=4, as_needed=True)),
    ("the demo", "fjord-som-udkast", MeetingFrequency(minimum=6)),
    ("the demo", "fjord-indre-forretningsorden", Deadline(days=10, counted="calendar_days")),
    ("the demo", "fjord-indre-forretningsorden", Quorum(each_party=True)),
]

NOT_LAID_DOWN = [
    ("R03", "tor2007", "extraordinary_counts"),
    ("R03", "tor2019", "extraordinary_counts"),
    ("R07", "rs-organisering", "meeting_frequency"),
    ("R42", "tor2007", "quorum"),
    ("R42", "tor2019", "quorum"),
    ("R41", "tor2007", "agenda_deadline"),
    ("R41", "tor2019", "agenda_deadline"),
    ("R34", "rs-organisering", "composition"),
    ("the demo", "fjord-psyk", "meeting_frequency"),
    ("the demo", "fjord-som", "agenda_deadline"),
]

Seat = tuple[str, int | None, int | None, bool, str | None]
"""Group, at least, at most, for each organisation, of which other group."""

SEATS: dict[str, list[tuple[str, Seat]]] = {
    "tor2007": [
        ("R09", ("municipality", 2, 2, True, None)),
        ("R11", ("hospital", 3, 4, False, None)),
        ("R14", ("general_practice", 3, 3, False, None)),
        ("R14", ("practice_coordinator", 1, 1, False, "general_practice")),
        ("R18", ("region_staff", None, None, False, None)),
    ],
    "tor2019": [
        ("R08", ("municipality", 1, 1, True, None)),
        ("R10", ("hospital", 3, 5, False, None)),
        ("R10", ("hospital_board", 1, None, False, "hospital")),
        ("R12", ("general_practice", 2, 3, False, None)),
        ("R12", ("practice_consultant", 1, 1, False, "general_practice")),
        ("R12 R13", ("plo_representative", 1, 1, False, "general_practice")),
        ("R15", ("users", 2, 3, False, None)),
        ("R16", ("ambulance", 1, 1, False, None)),
        ("R17", ("region_centre", 1, 1, False, None)),
    ],
}


@pytest.mark.parametrize(("requirement", "document", "value"), RULES, ids=lambda part: str(part)[:24])
def test_a_rule(samples: ScopedSession, requirement: str, document: str, value: Value) -> None:
    rule = samples.scalars(select(Rule).where(Rule.document_id == document, Rule.topic == value.topic)).one()
    assert read_value(rule.topic, rule.value) == value, requirement
    assert rule.section
    assert rule.wording
    assert rule.wording_en


@pytest.mark.parametrize(("requirement", "document", "topic"), NOT_LAID_DOWN)
def test_what_no_document_says_is_not_there(
    samples: ScopedSession, requirement: str, document: str, topic: str
) -> None:
    found = samples.scalars(select(Rule).where(Rule.document_id == document, Rule.topic == topic)).all()
    assert found == [], requirement


@pytest.mark.parametrize("document", [*SEATS, "fjord-som"])
def test_the_seats_of_a_document(samples: ScopedSession, document: str) -> None:
    """R15, R16: the terms of 2007 have neither users nor ambulance service; the invented region has the 2019 seats."""
    seats = {seat.id: seat for seat in samples.scalars(select(SeatRule).where(SeatRule.document_id == document))}

    def shown(seat: SeatRule) -> Seat:
        outer = seats[seat.within_id].seat_group_id if seat.within_id else None
        return (seat.seat_group_id, seat.minimum, seat.maximum, seat.per_organisation, outer)

    expected = {seat for _, seat in SEATS.get(document, SEATS["tor2019"])}
    assert {shown(seat) for seat in seats.values()} == expected


def test_only_plo_appoints_its_representative(samples: ScopedSession) -> None:
    """R13."""
    found = samples.scalars(select(SeatRule).where(SeatRule.appointed_by.is_not(None)))
    assert {(seat.document_id, seat.seat_group_id, seat.appointed_by) for seat in found} == {
        ("tor2019", "plo_representative", "PLO Hovedstaden"),
        ("fjord-som", "plo_representative", "PLO Fjordrige"),
    }


def test_the_structure_is_rows(samples: ScopedSession) -> None:
    """R32, R33, R34: Bornholm is of both fields, a slip in a source is an alias, clusters have levels and no field."""
    assert samples.get_one(Body, "su-bornholm").field == "somatik+psykiatri"
    slip = select(Alias.ref).where(Alias.folded == fold("Samordningsudvalg Somatik Planråde Midt"))
    assert samples.scalars(slip).all() == ["su-som-midt"]
    clusters = samples.scalars(select(Body).where(Body.kind.startswith("sundhedsklynge"))).all()
    assert {(cluster.field, cluster.level) for cluster in clusters} == {(None, "politisk"), (None, "faglig")}


VALIDITY: list[tuple[str, Any]] = [
    ("tor2007", ("approved", dt.date(2007, 4, 1), dt.date(2019, 6, 30), {"byen", "midt", "syd", "nord"})),
    ("tor2019", ("approved", dt.date(2019, 7, 1), dt.date(2022, 6, 30), {"byen", "midt", "syd", "nord"})),
    ("fjord-som", ("approved", dt.date(2024, 1, 1), None, {"indre-fjord", "ydre-fjord"})),
    ("fjord-som-udkast", ("draft", dt.date(2026, 1, 1), None, {"indre-fjord", "ydre-fjord"})),
]


@pytest.mark.parametrize(("document", "expected"), VALIDITY)
def test_when_and_where_a_document_is_valid(samples: ScopedSession, document: str, expected: Any) -> None:
    found = samples.get_one(GoverningDocument, document)
    areas = samples.scalars(
        select(Body.area_id)
        .join(DocumentBody, DocumentBody.body_id == Body.id)
        .where(DocumentBody.document_id == document)
    )
    assert (found.status, found.valid_from, found.valid_to, set(areas)) == expected
    assert found.remark


def test_every_stored_rule_can_be_read(samples: ScopedSession) -> None:
    for rule in samples.scalars(select(Rule)):
        assert read_value(rule.topic, rule.value).topic == rule.topic
