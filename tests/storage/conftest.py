from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from storage.database import Database
from storage.models import Body, Channel, Installation, Option, Person, Poll, Post, Proposal
from storage.scope import SYSTEM

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


@pytest.fixture
def either(database_url: str) -> Iterator[Database]:
    """A migrated database without rows, on SQLite and on PostgreSQL."""
    database = Database(database_url, synchronous="OFF")
    yield database
    database.close()


@pytest.fixture
def two_bodies(either: Database) -> Database:
    """Midt and Nord, each with a poll of two options and a proposal; Karin has opened and proposed them."""
    with either.writing(SYSTEM) as session:
        session.add_all([Person(id=1, name="Karin", email="karin@example.dk", language="da")])
        session.add_all(Body(id=name, name=name.title(), kind="samordningsudvalg") for name in ("midt", "nord"))
        session.flush()
        for number, body in enumerate(("midt", "nord"), start=1):
            session.add(Poll(id=number, title=body, body_id=body, opened_by_id=1, opened_at=NOW, closes_at=NOW))
            session.add(
                Proposal(
                    id=number, title=body, body_id=body, background="", proposer_id=1, state="received", proposed_at=NOW
                )
            )
            session.flush()
            session.add_all(
                Option(id=number * 10 + position, poll_id=number, position=position, text=body, body_id=body)
                for position in (1, 2)
            )
    return either


@pytest.fixture
def channel(either: Database) -> int:
    """A Slack channel, and a post to show in it with id 1."""
    with either.writing(SYSTEM) as session:
        session.add(Installation(id=1, platform="slack", tenant="T1"))
        session.add(Post(id=1, kind="poll", ref="1", created_at=NOW))
        session.flush()
        session.add(Channel(id=1, installation_id=1, address="C1", kind="channel", language="da"))
    return 1
