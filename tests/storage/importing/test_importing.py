"""Importing again: nothing twice, what has changed is changed, what is gone from a list is removed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.database import Database
from storage.importing import Counts, read_files
from storage.models import Alias, Body, Channel, ContactPoint, DocumentBody, Identity, Installation, Person, Rule
from storage.rule_types import MeetingFrequency, read_value
from storage.samples import paths
from storage.scope import SYSTEM
from tests.storage.importing.conftest import Import

File = Callable[..., Path]

COMMITTEES = """
    bodies:
      - {id: su-a, name: Udvalg A, kind: samordningsudvalg, aliases: [A-udvalget, SOU A], successor: klynge}
      - {id: su-b, name: Udvalg B, kind: samordningsudvalg}
      - {id: klynge, name: Klyngen, kind: sundhedsklynge, parent: su-b}
    documents:
      - {id: terms, kind: statute, title: T, status: approved, source: S, bodies: [su-*]}
"""


def test_the_samples_twice_make_no_doubles(database_url: str) -> None:
    database = Database(database_url)
    plan = read_files(paths())
    with database.writing(SYSTEM) as session:
        first = plan.apply(session)
    with database.writing(SYSTEM) as session:
        second = plan.apply(session)
    database.close()
    assert all(counts == Counts(created=counts.created) for counts in first.counts.values())
    assert second.is_unchanged
    assert {sheet: counts.unchanged for sheet, counts in second.counts.items()} == {
        sheet: counts.created for sheet, counts in first.counts.items()
    }


def test_files_and_sheets_come_in_any_order(file: File, imported: Import) -> None:
    people = file("identities:\n  - {email: a@example.dk, platform: slack, tenant: T1, user: U1}", "a.yaml")
    more = file("people:\n  - {email: a@example.dk, name: Anne}", "b.yaml")
    assert imported(people, more).counts["identities"] == Counts(created=1)


def test_a_folder_is_its_yaml_files(file: File, tmp_path: Path, imported: Import) -> None:
    file("regions:\n  - {id: a, name: A}", "a.yaml")
    file("regions:\n  - {id: b, name: B}", "b.yaml")
    file("not read", "c.txt")
    assert imported(tmp_path).counts["regions"] == Counts(created=2)


def test_a_body_may_succeed_one_that_stands_later(file: File, imported: Import, database: Database) -> None:
    imported(file(COMMITTEES))
    with database.reading(SYSTEM) as session:
        found = {body.id: (body.successor_id, body.parent_id) for body in session.scalars(select(Body))}
    assert found == {"su-a": ("klynge", None), "su-b": (None, None), "klynge": (None, "su-b")}


def test_a_changed_row_is_changed_and_the_others_are_left(file: File, imported: Import, database: Database) -> None:
    imported(file(COMMITTEES))
    summary = imported(file(COMMITTEES.replace("Udvalg B", "Udvalg Bent")))
    assert summary.counts["bodies"] == Counts(changed=1, unchanged=2)
    assert summary.counts["aliases"] == Counts(created=1, unchanged=4, removed=1)
    with database.reading(SYSTEM) as session:
        assert session.scalars(select(Body.name).where(Body.id == "su-b")).one() == "Udvalg Bent"


def test_a_column_left_out_is_emptied(file: File, imported: Import, database: Database) -> None:
    imported(file(COMMITTEES))
    imported(file("bodies:\n  - {id: su-a, name: Udvalg A, kind: samordningsudvalg}"))
    with database.reading(SYSTEM) as session:
        body = session.scalars(select(Body).where(Body.id == "su-a")).one()
        assert body.successor_id is None
        assert session.scalars(select(Alias.text).where(Alias.ref == "su-a")).all() == ["Udvalg A"]


def test_a_document_governs_the_bodies_its_patterns_name(file: File, imported: Import, database: Database) -> None:
    imported(file(COMMITTEES))
    assert _governed(database) == {"su-a", "su-b"}
    summary = imported(file(COMMITTEES.replace("[su-*]", "[su-b, klyng?]")))
    assert summary.counts["document_bodies"] == Counts(created=1, unchanged=1, removed=1)
    assert _governed(database) == {"su-b", "klynge"}


@pytest.mark.parametrize(
    "columns", ["minimum: 4, as_needed: true", "value: {minimum: 4, as_needed: true}"], ids=["flat", "in value"]
)
def test_a_rules_own_columns_stand_flat_or_in_value(
    columns: str, file: File, imported: Import, database: Database
) -> None:
    rule = f"{{document: terms, topic: meeting_frequency, section: § 1, wording: w, wording_en: w, {columns}}}"
    imported(file(COMMITTEES), file(f"rules:\n  - {rule}", "rules.yaml"))
    with database.reading(SYSTEM) as session:
        stored = session.scalars(select(Rule)).one()
        assert read_value(stored.topic, stored.value) == MeetingFrequency(minimum=4, as_needed=True)


def test_a_person_is_known_by_the_address_in_any_case(file: File, imported: Import, database: Database) -> None:
    imported(file("people:\n  - {email: Anne@Example.dk, name: Anne}"))
    summary = imported(
        file("""
            people:
              - {email: anne@example.dk, name: Anne, language: en}
            identities:
              - email: ANNE@example.dk
                platform: teams
                tenant: F10D1A2D-0000-4000-8000-000000000001
                user: "{f10d1a2d-0000-4000-8000-000000000002}"
        """)
    )
    assert summary.counts["people"] == Counts(changed=1)
    with database.reading(SYSTEM) as session:
        person = session.scalars(select(Person)).one()
        identity = session.scalars(select(Identity)).one()
    assert (person.email, person.language, identity.person_id) == ("anne@example.dk", "en", person.id)
    assert identity.tenant == "f10d1a2d-0000-4000-8000-000000000001"
    assert identity.user == "f10d1a2d-0000-4000-8000-000000000002"


def test_a_channel_makes_its_installation_once_and_keeps_what_the_bot_knows(
    file: File, imported: Import, database: Database
) -> None:
    channels = """
        channels:
          - {platform: slack, tenant: T1, address: C1, kind: channel}
          - {platform: slack, tenant: T1, address: C2, kind: channel, language: LANGUAGE}
    """
    imported(file(channels.replace("LANGUAGE", "da")))
    with database.writing(SYSTEM) as session:
        for channel in session.scalars(select(Channel)):
            channel.last_seq = 7
    assert imported(file(channels.replace("LANGUAGE", "en"))).counts["channels"] == Counts(changed=1, unchanged=1)
    with database.reading(SYSTEM) as session:
        assert len(session.scalars(select(Installation)).all()) == 1
        assert {(c.address, c.language, c.last_seq) for c in session.scalars(select(Channel))} == {
            ("C1", "da", 7),
            ("C2", "en", 7),
        }


def test_a_contact_point_is_confirmed_anew(file: File, imported: Import, database: Database) -> None:
    contact = """
        organisations:
          - {id: nordby, name: Nordby Kommune, kind: municipality}
        topics:
          - {id: t, name: T, name_en: T}
        contact_points:
          - {organisation: nordby, topic: t, function: Vagt, phone: 00 00 12 34, confirmed_on: DAY, source: S}
    """
    imported(file(contact.replace("DAY", "2026-01-01")))
    summary = imported(file(contact.replace("DAY", "2026-11-01")))
    assert summary.counts["contact_points"] == Counts(changed=1)
    with database.reading(SYSTEM) as session:
        found = session.scalars(select(ContactPoint)).one()
    assert (found.phone, found.confirmed_on) == ("00 00 12 34", dt.date(2026, 11, 1))


def _governed(database: Database) -> set[str]:
    with database.reading(SYSTEM) as session:
        return set(session.scalars(select(DocumentBody.body_id)))
