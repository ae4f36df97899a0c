"""What the samples say: bodies and their successions, planning areas, contact points, the invented region."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.models import (
    ROLES,
    Alias,
    Appointment,
    Area,
    AreaOrganisation,
    Body,
    Channel,
    ContactPoint,
    DocumentBody,
    GoverningDocument,
    Identity,
    Organisation,
    Party,
    Person,
    Region,
    SeatGroup,
)
from storage.samples import paths
from storage.scope import ScopedSession
from storage.search import fold

TODAY = dt.date(2026, 11, 22)


def test_every_file_of_the_folder_is_a_sample() -> None:
    folder = paths()[0].parent
    assert sorted(paths()) == sorted(folder.glob("*.yaml"))


def test_four_somatic_committees_one_per_planning_area(samples: ScopedSession) -> None:
    somatic = samples.scalars(select(Body).where(Body.kind == "samordningsudvalg", Body.region_id == "regionh"))
    assert {body.area_id for body in somatic if body.field == "somatik"} == {"byen", "midt", "syd", "nord"}


def test_the_capital_regions_coordination_committees_are_fourteen(samples: ScopedSession) -> None:
    found = select(Body).where(Body.kind == "samordningsudvalg", Body.region_id == "regionh")
    assert len(samples.scalars(found).all()) == 14


def test_bornholm_is_found_for_somatics_and_for_psychiatry(samples: ScopedSession) -> None:
    committee = samples.get_one(Body, "su-bornholm")
    assert committee.field is not None
    assert committee.field.split("+") == ["somatik", "psykiatri"]


def test_every_body_has_a_region_and_what_is_ours_has_a_remark(samples: ScopedSession) -> None:
    bodies = samples.scalars(select(Body)).all()
    assert [body.id for body in bodies if body.region_id is None] == []
    ours = [body for body in bodies if body.id.startswith(("klynge-faglig-nord", "klynge-politisk-rs", "fjord"))]
    assert ours
    assert all(body.remark for body in ours)


def test_a_succession_ends_in_a_body_that_is_alive(samples: ScopedSession) -> None:
    ended = samples.scalars(select(Body).where(Body.valid_to.is_not(None))).all()
    assert len(ended) == 15
    for body in ended:
        last = body
        while not last.is_alive(TODAY):
            assert last.successor_id, f"{body.id} ends in {last.id}"
            successor = samples.get_one(Body, last.successor_id)
            assert last.valid_to is not None
            assert successor.valid_from == last.valid_to + dt.timedelta(days=1)
            last = successor


def test_both_regions_become_one(samples: ScopedSession) -> None:
    found = samples.scalars(select(Region).where(Region.successor_id == "regionoest"))
    assert {region.name for region in found} == {"Region Hovedstaden", "Region Sjælland"}


def test_copenhagen_lies_in_two_areas_in_parts(samples: ScopedSession) -> None:
    rows = samples.scalars(select(AreaOrganisation).where(AreaOrganisation.organisation_id == "koebenhavn")).all()
    assert {row.area_id for row in rows} == {"byen", "syd"}
    assert all(row.part for row in rows)


def test_46_municipalities_each_in_an_area_and_no_two_with_a_name_alike(samples: ScopedSession) -> None:
    real = set(
        samples.scalars(
            select(Organisation.id)
            .join(AreaOrganisation, AreaOrganisation.organisation_id == Organisation.id)
            .join(Area, Area.id == AreaOrganisation.area_id)
            .where(Organisation.kind == "municipality", Area.region_id.in_(("regionh", "regions")))
        )
    )
    assert len(real) == 46
    names: defaultdict[str, set[str]] = defaultdict(set)
    municipalities = select(Organisation.id).where(Organisation.kind == "municipality")
    for alias in samples.scalars(select(Alias).where(Alias.kind == "organisation", Alias.ref.in_(municipalities))):
        names[alias.folded].add(alias.ref)
    assert {folded: refs for folded, refs in names.items() if len(refs) > 1} == {}


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        ("organisation", "gladsaxe", {"gladsaxe"}),
        ("organisation", "Gladsaxe Kommune", {"gladsaxe"}),
        ("organisation", "Koebenhavn", {"koebenhavn"}),
        ("organisation", "Hoeje Taastrup", {"hoeje-taastrup"}),
        ("organisation", "lyngby", {"lyngby-taarbaek"}),
        ("organisation", "Bornholm", {"bornholm"}),
        ("organisation", "Aalykke", {"aalykke"}),
        ("organisation", "PLO-H", {"plo-hovedstaden"}),
        ("area", "planlægningsområde syd", {"syd"}),
        ("area", "Hospitalsplanområde Nord", {"nord"}),
        ("body", "Samordningsudvalg Somatik Planråde Midt", {"su-som-midt"}),
        ("body", "SOU midt", {"su-som-midt"}),
        ("body", "Samordningsudvalg Somatik Bornholm", {"su-bornholm"}),
        ("body", "samordningsudvalg for psykiatrien", {"su-psyk-faelles"}),
        ("body", "PPU", {"ppu"}),
        ("body", "kku", {"kku"}),
        ("body", "KKR Hovedstaden", {"kkr"}),
        ("body", "TSS", {"tss", "fjord-tss"}),
        ("body", "SKU", {"sku", "fjord-sku"}),
        ("body", "SSU", {"ssu", "rs-ssu"}),
        ("body", "Sundhedsklynge Holbæk", {"klynge-politisk-rs-holbaek", "klynge-faglig-rs-holbaek"}),
        ("topic", "udskrivningskoordinator", {"udskrivning"}),
        ("topic", "discharge", {"udskrivning"}),
        ("topic", "rehabilitering", {"genoptraening"}),
        ("topic", "Home nursing", {"hjemmesygepleje"}),
        ("topic", "socialpsykiatri", {"psykiatri"}),
        ("topic", "sundhedsplejen", {"boern-og-unge"}),
    ],
)
def test_a_name_as_people_type_it_is_found(samples: ScopedSession, kind: str, typed: str, meant: set[str]) -> None:
    found = samples.scalars(select(Alias.ref).where(Alias.kind == kind, Alias.folded == fold(typed)))
    assert set(found) == meant


def test_a_topics_word_belongs_to_one_topic(samples: ScopedSession) -> None:
    topics: defaultdict[str, set[str]] = defaultdict(set)
    for alias in samples.scalars(select(Alias).where(Alias.kind == "topic")):
        topics[alias.folded].add(alias.ref)
    assert [folded for folded, refs in topics.items() if len(refs) > 1] == []


def test_three_parties_must_agree_and_users_are_a_group_of_their_own(samples: ScopedSession) -> None:
    parties = samples.scalars(select(Party).order_by(Party.position)).all()
    assert [party.id for party in parties if party.must_agree] == ["region", "municipalities", "general_practice"]
    assert [party.id for party in parties if party.counts_one_by_one] == ["municipalities"]
    users = samples.get_one(SeatGroup, "users")
    assert users.party_id == "users"


def test_contact_points_for_the_capital_regions_municipalities(samples: ScopedSession) -> None:
    in_region = (
        select(AreaOrganisation.organisation_id)
        .join(Area, Area.id == AreaOrganisation.area_id)
        .join(Organisation, Organisation.id == AreaOrganisation.organisation_id)
        .where(Area.region_id == "regionh", Organisation.kind == "municipality")
    )
    topics: dict[str, set[str]] = {id_: set() for id_ in samples.scalars(in_region)}
    for point in samples.scalars(select(ContactPoint).where(ContactPoint.organisation_id.in_(in_region))):
        topics[point.organisation_id].add(point.topic_id)
    every = {"udskrivning", "genoptraening", "hjemmesygepleje", "psykiatri", "boern-og-unge"}
    assert {id_: every - found for id_, found in topics.items() if found != every} == {
        "dragoer": every,
        "hoersholm": {"psykiatri", "genoptraening"},
    }
    assert len(topics) == 29


def test_contact_points_are_functions_and_evidently_invented(samples: ScopedSession) -> None:
    points = samples.scalars(select(ContactPoint)).all()
    assert all(point.phone is None or point.phone.startswith("00 00 ") for point in points)
    assert all(point.email is None or point.email.endswith(".example.dk") for point in points)
    days = [point.confirmed_on for point in points if point.confirmed_on is not None]
    half_a_year_ago = TODAY - dt.timedelta(days=182)
    assert min(days) < half_a_year_ago < max(days) <= TODAY


def test_somatic_terms_govern_no_body_that_has_to_do_with_psychiatry(samples: ScopedSession) -> None:
    governed = (
        select(Body.field)
        .join(DocumentBody, DocumentBody.body_id == Body.id)
        .where(DocumentBody.document_id.in_(("tor2007", "tor2019", "fjord-som", "fjord-som-udkast")))
    )
    assert set(samples.scalars(governed)) == {"somatik"}


def test_the_invented_regions_committees_work_today(samples: ScopedSession) -> None:
    bodies = samples.scalars(select(Body).where(Body.region_id == "fjordrige")).all()
    assert len(bodies) == 6
    assert all(body.is_alive(TODAY) for body in bodies)
    approved = samples.scalars(
        select(GoverningDocument.id)
        .join(DocumentBody, DocumentBody.document_id == GoverningDocument.id)
        .where(DocumentBody.body_id == "fjord-som-indre", GoverningDocument.status == "approved")
    )
    assert set(approved) == {"fjord-som", "fjord-indre-forretningsorden"}


def test_a_subgroup_is_governed_by_no_document_of_its_parent(samples: ScopedSession) -> None:
    subgroups = select(Body.id).where(Body.parent_id.is_not(None))
    assert samples.scalars(subgroups).all() == ["fjord-arbejdsgruppe-udskrivning"]
    assert samples.scalars(select(DocumentBody).where(DocumentBody.body_id.in_(subgroups))).all() == []


def test_invented_people_sit_on_every_kind_of_seat(samples: ScopedSession) -> None:
    appointments = samples.scalars(select(Appointment).where(Appointment.body_id == "fjord-som-indre")).all()
    assert {appointment.role for appointment in appointments} == set(ROLES)
    assert {appointment.seat_group_id for appointment in appointments} == {
        "municipality",
        "hospital",
        "hospital_board",
        "practice_consultant",
        "plo_representative",
        "users",
        "ambulance",
        "region_centre",
        None,
    }
    assert all(appointment.is_in_force(TODAY) for appointment in appointments)
    chairs = {samples.get_one(SeatGroup, str(a.seat_group_id)).party_id for a in appointments if a.role == "chair"}
    assert chairs == {"municipalities", "region", "general_practice"}
    seatless = {a.role for a in appointments if a.seat_group_id is None}
    assert seatless == {"secretariat", "resource_person", "administrator"}


def test_people_are_on_slack_on_teams_on_both_or_on_neither(samples: ScopedSession) -> None:
    platforms: dict[int, set[str]] = {person.id: set() for person in samples.scalars(select(Person))}
    for identity in samples.scalars(select(Identity)):
        platforms[identity.person_id].add(identity.platform)
    assert {frozenset(found) for found in platforms.values()} == {
        frozenset[str](),
        frozenset({"slack"}),
        frozenset({"teams"}),
        frozenset({"slack", "teams"}),
    }


def test_committees_talk_on_both_platforms(samples: ScopedSession) -> None:
    kinds = {(channel.body_id, channel.kind) for channel in samples.scalars(select(Channel))}
    assert kinds == {("fjord-som-indre", "channel"), ("fjord-psyk", "channel"), ("fjord-tss", "group")}
    assert len(samples.scalars(select(Channel)).all()) == 5


def test_files_are_found_beside_the_package() -> None:
    assert all(isinstance(path, Path) and path.is_file() for path in paths())
