"""What may be there only once: the rules that hold whatever the code above them does."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.models import Appointment, Ballot, Body, Channel, Copy, Identity, Installation, Option, Person, Post, Seen
from storage.scope import SYSTEM
from tests.storage.conftest import NOW


def refused(database: Database, *rows: object) -> bool:
    """Whether the last of some rows is one too many."""
    *first, last = rows
    with database.writing(SYSTEM) as session:
        session.add_all(first)
    try:
        with database.writing(SYSTEM) as session:
            session.add(last)
    except IntegrityError:
        return True
    return False


def copy(channel_id: int, post_id: int, seq: int, key: str, reference: str | None = None) -> Copy:
    return Copy(post_id=post_id, channel_id=channel_id, seq=seq, key=key, language="da", reference=reference)


@pytest.fixture
def channels(either: Database) -> Database:
    """Two channels and two posts, each with ids 1 and 2."""
    with either.writing(SYSTEM) as session:
        session.add(Installation(id=1, platform="slack", tenant="T1"))
        session.add_all(Post(id=each, kind="poll", ref=str(each), created_at=NOW) for each in (1, 2))
        session.flush()
        session.add_all(
            Channel(id=each, installation_id=1, address=f"C{each}", kind="channel", language="da") for each in (1, 2)
        )
    return either


def test_a_person_has_one_ballot_in_a_poll(two_bodies: Database) -> None:
    def ballot(poll: int, option: int) -> Ballot:
        return Ballot(poll_id=poll, person_id=1, option_id=option, body_id="midt", cast_at=NOW, platform="slack")

    assert not refused(two_bodies, ballot(1, 11), ballot(2, 21))
    assert refused(two_bodies, ballot(1, 12))


def test_a_poll_has_one_option_in_each_place(two_bodies: Database) -> None:
    assert refused(two_bodies, Option(id=99, poll_id=1, position=1, text="again", body_id="midt"))


def test_a_post_has_one_copy_in_each_channel(channels: Database) -> None:
    assert not refused(channels, copy(1, 1, 1, "a"), copy(2, 1, 1, "b"))
    assert refused(channels, copy(1, 1, 2, "c"))


def test_a_channel_has_one_copy_in_each_place_of_its_order(channels: Database) -> None:
    assert refused(channels, copy(1, 1, 1, "a"), copy(1, 2, 1, "b"))


def test_a_key_recognises_one_copy(channels: Database) -> None:
    assert refused(channels, copy(1, 1, 1, "a"), copy(2, 1, 1, "a"))


def test_a_message_on_a_platform_is_one_copy(channels: Database) -> None:
    assert not refused(channels, copy(1, 1, 1, "a", "ts 1"), copy(2, 1, 1, "b", "ts 1")), "another channel's"
    assert refused(channels, copy(1, 2, 2, "c", "ts 1"))


def test_copies_not_yet_shown_have_no_reference(channels: Database) -> None:
    assert not refused(channels, copy(1, 1, 1, "a"), copy(1, 2, 2, "b"))


def test_a_thing_is_shown_by_one_post(channels: Database) -> None:
    assert refused(channels, Post(id=9, kind="poll", ref="1", created_at=NOW))


def test_a_conversation_is_one_channel_per_installation(channels: Database) -> None:
    assert refused(channels, Channel(id=9, installation_id=1, address="C1", kind="channel", language="da"))


def test_a_tenant_is_one_installation(channels: Database) -> None:
    assert not refused(channels, Installation(id=8, platform="teams", tenant="T1"))
    assert refused(channels, Installation(id=9, platform="slack", tenant="T1"))


def test_a_platforms_user_is_one_person(two_bodies: Database) -> None:
    """Slack's ids are unique in their workspace only, so a tenant belongs to them."""
    other = Person(id=2, name="Sune", email="sune@example.dk", language="da")
    first = Identity(person_id=1, platform="slack", tenant="T1", user="U1")
    assert not refused(two_bodies, other, first, Identity(person_id=2, platform="slack", tenant="T2", user="U1"))
    assert refused(two_bodies, Identity(person_id=2, platform="slack", tenant="T1", user="U1"))


def test_an_address_is_one_person(two_bodies: Database) -> None:
    assert refused(two_bodies, Person(id=9, name="Another", email="karin@example.dk", language="da"))


def test_a_role_begins_once_on_a_day(two_bodies: Database) -> None:
    def member() -> Appointment:
        return Appointment(person_id=1, body_id="midt", role="member", valid_from=NOW.date())

    assert refused(two_bodies, member(), member())


def test_an_event_is_seen_once(either: Database) -> None:
    def seen() -> Seen:
        return Seen(key="event 1", reply="help_offered", values={}, at=NOW)

    assert refused(either, seen(), seen())


def test_what_begins_on_a_day_and_ends_on_a_day_includes_both(either: Database) -> None:
    with either.writing(SYSTEM) as session:
        session.add(Body(id="midt", name="Midt", kind="udvalg", valid_from=NOW.date(), valid_to=NOW.date()))
    with either.reading(SYSTEM) as session:
        body = session.scalars(select(Body)).one()
    assert body.is_alive(NOW.date())
    assert not body.is_alive(NOW.date().replace(day=22))
    assert not body.is_alive(NOW.date().replace(day=24))
