"""Every transaction is opened for someone, and sees that much and no more."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import aliased

from storage.database import Database
from storage.models import Ballot, Base, Body, OfBody, Option, Poll, Proposal
from storage.scope import SYSTEM, Scope, ScopedSession, UnscopedQuery, installation_scope, person_scope
from tests.storage.conftest import NOW

MIDT = person_scope(1, frozenset({"midt"}))
BOTH = person_scope(1, frozenset({"midt", "nord"}))
NOBODY = installation_scope("slack", "T1")


@pytest.fixture
def voted(two_bodies: Database) -> Database:
    """Karin has voted in both polls."""
    with two_bodies.writing(SYSTEM) as session:
        for number, body in enumerate(("midt", "nord"), start=1):
            session.add(
                Ballot(
                    poll_id=number, person_id=1, option_id=number * 10 + 1, body_id=body, cast_at=NOW, platform="slack"
                )
            )
    return two_bodies


@pytest.mark.parametrize(
    "use",
    [
        lambda session: session.scalars(select(Poll)).all(),
        lambda session: session.scalars(select(Body)).all(),
        lambda session: session.get(Poll, 1),
        lambda session: session.execute(update(Poll).values(title="x")),
        lambda session: session.execute(delete(Poll)),
        lambda session: session.execute(text("SELECT 1")),
    ],
    ids=["select", "select of anything", "get", "update", "delete", "text"],
)
def test_a_session_without_a_scope_refuses(two_bodies: Database, use: Any) -> None:
    with two_bodies.engine.connect() as connection, ScopedSession(connection) as session, pytest.raises(UnscopedQuery):
        use(session)


@pytest.mark.parametrize("model", [Poll, Option, Ballot, Proposal])
@pytest.mark.parametrize(
    ("scope", "bodies"),
    [(SYSTEM, {"midt", "nord"}), (BOTH, {"midt", "nord"}), (MIDT, {"midt"}), (NOBODY, set[str]())],
    ids=["system", "both", "midt", "nobody"],
)
def test_a_scope_sees_its_bodies_rows(voted: Database, model: type[Any], scope: Scope, bodies: set[str]) -> None:
    with voted.reading(scope) as session:
        assert set(session.scalars(select(model.body_id))) == bodies


def test_every_table_of_a_body_is_scoped() -> None:
    """Whoever adds such a table has it in the test above."""
    assert {each.class_ for each in Base.registry.mappers if issubclass(each.class_, OfBody)} == {
        Poll,
        Option,
        Ballot,
        Proposal,
    }


def test_what_is_public_is_seen_by_everybody(two_bodies: Database) -> None:
    with two_bodies.reading(NOBODY) as session:
        assert set(session.scalars(select(Body.id))) == {"midt", "nord"}


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        (select(Poll.title), ["midt"]),
        (select(Poll.title).where(Poll.body_id == "nord"), []),
        (select(Poll.title).where(Poll.id.in_([1, 2])), ["midt"]),
        (select(Option.text).join(Poll, Poll.id == Option.poll_id).where(Option.position == 1), ["midt"]),
        (select(Poll.title).select_from(Body).join(Poll, Poll.body_id == Body.id), ["midt"]),
        (
            select(Poll.title).select_from(Body).outerjoin(Poll, Poll.body_id == Body.id).order_by(Body.id),
            ["midt", None],
        ),
        (select(Body.id).where(Body.id.in_(select(Poll.body_id))), ["midt"]),
        (select(Body.id).where(select(Poll.id).where(Poll.body_id == Body.id).exists()), ["midt"]),
        (select(aliased(Poll).title), ["midt"]),
        (select(func.count()).select_from(Poll), [1]),
        (select(func.count(Poll.id)), [1]),
        (select(func.max(Poll.id)), [1]),
        (select(Poll.title).union_all(select(Proposal.title)), ["midt", "midt"]),
    ],
)
def test_no_way_of_asking_leads_out_of_it(two_bodies: Database, query: Any, seen: list[Any]) -> None:
    with two_bodies.reading(MIDT) as session:
        assert session.scalars(query).all() == seen


def test_an_id_of_another_body_gets_nothing(two_bodies: Database) -> None:
    with two_bodies.writing(MIDT) as session:
        assert session.get(Poll, 1) is not None
        assert session.get(Poll, 2) is None
        assert session.get(Poll, 2, with_for_update=True) is None


@pytest.mark.parametrize("change", [update(Poll).values(title="mine"), delete(Option)], ids=["update", "delete"])
def test_changes_stay_within_it(two_bodies: Database, change: Any) -> None:
    with two_bodies.writing(MIDT) as session:
        session.execute(change)
    with two_bodies.reading(SYSTEM) as session:
        polls = session.scalars(select(Poll.title).order_by(Poll.id)).all()
        options = set(session.scalars(select(Option.body_id)))
    assert (polls, options) in ((["mine", "nord"], {"midt", "nord"}), (["midt", "nord"], {"nord"}))


@pytest.mark.parametrize("query", [select(Poll.__table__), text("SELECT title FROM poll"), delete(Poll.__table__)])
def test_what_cant_be_narrowed_is_refused(two_bodies: Database, query: Any) -> None:
    """Tables and SQL know no scope: only the system may use them."""
    with two_bodies.writing(MIDT) as session, pytest.raises(UnscopedQuery):
        session.execute(query)
    with two_bodies.reading(SYSTEM) as session:
        assert len(session.execute(select(Poll.__table__)).all()) == 2


def test_narrowing_forgets_what_was_loaded(two_bodies: Database) -> None:
    """A person is recognised by the installation, and goes on as themselves."""
    with two_bodies.reading(SYSTEM) as session:
        loaded = session.get_one(Poll, 2)
        session.narrow(MIDT)
        assert loaded not in session
        assert session.get(Poll, 2) is None
        assert session.get(Poll, 1) is not None
        session.narrow(NOBODY)
        assert session.get(Poll, 1) is None
