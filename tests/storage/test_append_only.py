"""The audit trail is only ever added to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import delete, select, update

from storage.append_only import AppendOnlyError
from storage.database import Database
from storage.models import AuditEntry, Body
from storage.scope import SYSTEM, Scope, ScopedSession, UnscopedQuery, person_scope
from tests.storage.conftest import NOW


@pytest.fixture
def trail(either: Database) -> Database:
    with either.writing(SYSTEM) as session:
        session.add(Body(id="midt", name="Midt", kind="udvalg"))
        session.flush()
        session.add(AuditEntry(at=NOW, body_id="midt", action="open", subject="poll:1", before={}, after={"n": 1}))
    return either


def change(session: ScopedSession) -> None:
    session.get_one(AuditEntry, 1).action = "close"
    session.flush()


def remove(session: ScopedSession) -> None:
    session.delete(session.get_one(AuditEntry, 1))
    session.flush()


@pytest.mark.parametrize(
    "tamper",
    [
        change,
        remove,
        lambda session: session.execute(update(AuditEntry).values(action="close")),
        lambda session: session.execute(update(AuditEntry), [{"id": 1, "action": "close"}]),
        lambda session: session.execute(delete(AuditEntry).where(AuditEntry.id == 1)),
        lambda session: session.execute(delete(AuditEntry.__table__)),
    ],
    ids=["an entry changed", "an entry deleted", "UPDATE", "UPDATE of many", "DELETE", "DELETE of the table"],
)
@pytest.mark.parametrize("scope", [SYSTEM, person_scope(1, frozenset({"midt"}))], ids=["system", "person"])
def test_nobody_changes_what_was_done(trail: Database, tamper: Callable[[ScopedSession], object], scope: Scope) -> None:
    refused = (AppendOnlyError, UnscopedQuery)  # for a table's own DELETE a person has no scope
    with trail.writing(scope) as session, pytest.raises(refused):
        tamper(session)
    with trail.reading(SYSTEM) as session:
        (entry,) = session.scalars(select(AuditEntry))
        assert (entry.action, entry.after) == ("open", {"n": 1})


def test_what_is_done_is_added_in_order(trail: Database) -> None:
    with trail.writing(SYSTEM) as session:
        for action in ("vote", "close"):
            session.add(AuditEntry(at=NOW, body_id="midt", action=action, subject="poll:1", before={}, after={}))
            session.flush()
    with trail.reading(SYSTEM) as session:
        actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == ["open", "vote", "close"]
