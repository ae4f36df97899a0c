"""The shared database, the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime as dt
import threading
from contextlib import nullcontext
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from storage.database import Database, DatabaseUrlError, in_savepoint
from storage.models import Body, Installation, Person, Seen
from storage.scope import SYSTEM, ScopedSession

WRITERS, EACH = 8, 25


def count_up(database: Database, failures: list[Exception]) -> None:
    try:
        for _ in range(EACH):
            with database.writing(SYSTEM) as session:
                installation = session.get_one(Installation, 1, with_for_update=True)
                installation.beat = installation.beat + 1
    except Exception as error:
        failures.append(error)


def test_eight_writers_at_once_lose_nothing(either: Database) -> None:
    """Read, add one, write: SQLite's usual modes lost 173 of 200 of these without an error."""
    with either.writing(SYSTEM) as session:
        session.add(Installation(id=1, platform="slack", tenant="T1"))
    failures: list[Exception] = []
    threads = [threading.Thread(target=count_up, args=(either, failures)) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with either.reading(SYSTEM) as session:
        assert session.get_one(Installation, 1).beat == WRITERS * EACH == 200


def add_and_fail(session: ScopedSession) -> None:
    session.add(Body(id="nord", name="Nord", kind="udvalg"))
    session.flush()
    raise LookupError


def test_what_raises_is_undone(either: Database) -> None:
    with pytest.raises(LookupError), either.writing(SYSTEM) as session:
        add_and_fail(session)
    with either.reading(SYSTEM) as session:
        assert session.scalar(select(func.count()).select_from(Body)) == 0


def test_a_reading_transaction_keeps_nothing(either: Database) -> None:
    """PostgreSQL refuses to write in it; on SQLite what was written is rolled back."""
    with either.reading(SYSTEM) as session:
        session.add(Body(id="midt", name="Midt", kind="udvalg"))
        with nullcontext() if either.is_sqlite else pytest.raises(DBAPIError, match="read-only"):
            session.flush()
    with either.reading(SYSTEM) as session:
        assert session.scalar(select(func.count()).select_from(Body)) == 0


def test_a_reading_transaction_sees_one_state_while_others_write(either: Database) -> None:
    with either.reading(SYSTEM) as reader:
        assert reader.get(Body, "midt") is None
        with either.writing(SYSTEM) as writer:
            writer.add(Body(id="midt", name="Midt", kind="udvalg"))
    with either.reading(SYSTEM) as reader:
        assert reader.get_one(Body, "midt").name == "Midt"


def test_times_come_back_in_utc(either: Database) -> None:
    in_copenhagen = dt.datetime(2026, 11, 23, 10, 0, 0, 123456, tzinfo=ZoneInfo("Europe/Copenhagen"))
    with either.writing(SYSTEM) as session:
        session.add(Seen(key="k", reply="r", values={}, at=in_copenhagen))
    with either.reading(SYSTEM) as session:
        at = session.get_one(Seen, "k").at
    assert at == in_copenhagen
    assert at.utcoffset() == dt.timedelta(0)
    assert at.hour == 9


def test_times_are_compared_as_moments(either: Database) -> None:
    """Ten o'clock in Copenhagen is before half past nine in London."""
    with either.writing(SYSTEM) as session:
        for zone, hour, minute in (("Europe/London", 9, 30), ("Europe/Copenhagen", 10, 0)):
            at = dt.datetime(2026, 11, 23, hour, minute, tzinfo=ZoneInfo(zone))
            session.add(Seen(key=zone, reply="r", values={}, at=at))
    with either.reading(SYSTEM) as session:
        assert session.scalars(select(Seen.key).order_by(Seen.at)).all() == ["Europe/Copenhagen", "Europe/London"]


def test_a_time_without_a_zone_is_refused(either: Database) -> None:
    with pytest.raises(StatementError, match="a stored time needs a time zone"), either.writing(SYSTEM) as session:
        session.add(Seen(key="k", reply="r", values={}, at=dt.datetime(2026, 11, 23, 10)))


def test_letters_and_signs_come_back_as_they_were(either: Database) -> None:
    name = "Åse »Ældrechef« O'Brien; DROP TABLE person -- %s {{7*7}} 😀"
    with either.writing(SYSTEM) as session:
        session.add(Person(id=1, name=name, email="aase@example.dk", language="da"))
    with either.reading(SYSTEM) as session:
        assert session.scalars(select(Person.name).where(Person.name == name)).one() == name


def test_values_come_back_as_they_were(either: Database) -> None:
    values = {"poll": 1, "title": "Æ", "options": ["a", "b"], "none": None, "nested": {"x": [1, 2.5, True]}}
    with either.writing(SYSTEM) as session:
        session.add(Seen(key="k", reply="r", values=values, at=dt.datetime.now(dt.UTC)))
    with either.reading(SYSTEM) as session:
        assert session.get_one(Seen, "k").values == values


def test_a_row_that_others_refer_to_cant_go(two_bodies: Database) -> None:
    """Foreign keys are on, on SQLite too."""
    with pytest.raises(IntegrityError), two_bodies.writing(SYSTEM) as session:
        session.delete(session.get_one(Body, "midt"))


def test_a_savepoint_is_undone_alone(either: Database) -> None:
    with either.batch() as connection:
        with in_savepoint(connection, SYSTEM) as session:
            session.add(Body(id="midt", name="Midt", kind="udvalg"))
        with pytest.raises(LookupError), in_savepoint(connection, SYSTEM) as session:
            add_and_fail(session)
    with either.reading(SYSTEM) as session:
        assert session.scalars(select(Body.id)).all() == ["midt"]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "samordning.db",
        "not an address",
        "postgres://localhost/samordning",
        "postgresql://localhost/samordning",
        "postgresql+psycopg2://localhost/samordning",
        "sqlite+aiosqlite:///samordning.db",
        "mysql://localhost/samordning",
    ],
)
def test_another_kind_of_address_is_refused(url: str) -> None:
    with pytest.raises(DatabaseUrlError):
        Database(url)
