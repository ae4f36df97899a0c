"""A poll ends at its deadline by itself, or earlier by the hand of a chair or the secretariat."""

from __future__ import annotations

import datetime as dt

import pytest

from handlers.polls.cast_vote import CastVote, PollIsClosed
from handlers.polls.close_poll import ClosePoll, PollClosed, close_due_polls, polls_to_close
from handlers.polls.in_words import PollUnclear
from handlers.polls.open_poll import CreatePoll
from handlers.refusals import NotAllowed, NotFound
from storage.models import AuditEntry, Copy, Poll, Post
from storage.scope import SYSTEM
from tests.handlers.committee import PSYCHIATRY, SLACK, TEAMS, Committee

INDRE = "Samordningsudvalg Somatik Indre Fjord"
DEADLINE = dt.datetime(2026, 12, 4, 11, tzinfo=dt.UTC)


def opened(committee: Committee, title: str = "Mødested", clock: str = "12:00") -> int:
    return committee.do("karin", CreatePoll("fjord-som-indre", title, "A\nB", "2026-12-04", clock), SLACK).poll


def sweep(committee: Committee) -> bool:
    """What the ticker does; whether there was anything to do."""
    with committee.database.reading(SYSTEM) as session:
        due = polls_to_close(session, committee.now)
    with committee.database.writing(SYSTEM) as session:
        close_due_polls(session, committee.now)
    return due


def test_a_chair_or_the_secretariat_closes_it_early(committee: Committee) -> None:
    for who, there in (("karin", SLACK), ("mads", TEAMS)):
        poll = opened(committee)
        assert committee.do(who, ClosePoll(poll), there) == PollClosed("Mødested")
        assert committee.do("sune", CastVote(poll, poll * 2), SLACK) == PollIsClosed("Mødested", committee.now)
        assert not committee.shown("poll", poll).is_open


def test_closing_it_touches_its_card_and_is_in_the_trail(committee: Committee) -> None:
    poll = opened(committee)
    committee.do("karin", ClosePoll(poll), SLACK)
    assert [each.revision for each in committee.rows(Post)] == [2]
    assert [each.state for each in committee.rows(Copy)] == ["late", "late"]
    entry = committee.rows(AuditEntry)[-1]
    assert (entry.action, entry.subject, entry.after) == ("close_poll", "poll:1", {"early": True})


def test_closing_it_twice_says_since_when(committee: Committee) -> None:
    poll = opened(committee)
    committee.do("karin", ClosePoll(poll), SLACK)
    closed_at = committee.now
    committee.at("2026-11-24")
    assert committee.do("hans", ClosePoll(poll), TEAMS) == PollIsClosed("Mødested", closed_at)


@pytest.mark.parametrize(("who", "there"), [("sune", SLACK), ("rasmus", SLACK), ("stine", TEAMS), ("asta", SLACK)])
def test_others_may_not(committee: Committee, who: str, there: object) -> None:
    poll = opened(committee)
    assert committee.do(who, ClosePoll(poll), there) == NotAllowed(INDRE, ("chair", "secretariat"))
    assert committee.shown("poll", poll).is_open


def test_another_committees_chair_finds_nothing_to_close(committee: Committee) -> None:
    poll = opened(committee)
    assert committee.do("petra", ClosePoll(poll), TEAMS) == NotFound()


def test_in_words_where_only_one_is_open(committee: Committee) -> None:
    opened(committee)
    committee.dialogue(
        SLACK,
        ("sune", "luk afstemningen", NotAllowed(INDRE, ("chair", "secretariat"))),
        ("karin", "luk afstemningen nu", PollClosed("Mødested")),
        ("karin", "close the poll", PollUnclear(())),
    )


def test_in_words_of_several_each_is_offered(committee: Committee) -> None:
    opened(committee, "Sted")
    opened(committee, "Dato")
    reply = committee.say("karin", "luk afstemningen", SLACK)
    assert [each.title for each in reply.polls] == ["Sted", "Dato"]
    assert committee.say("karin", "luk afstemningen", PSYCHIATRY) == PollUnclear(())
    assert [each.closed_at for each in committee.rows(Poll)] == [None, None]


def test_after_the_deadline_the_card_is_touched_once(committee: Committee) -> None:
    """The poll is closed by the time alone; the sweep only lets its card say so."""
    opened(committee)
    committee.now = DEADLINE - dt.timedelta(seconds=1)
    assert not sweep(committee)
    committee.now = DEADLINE
    assert sweep(committee)
    assert [each.revision for each in committee.rows(Post)] == [2]
    assert [each.closed_at for each in committee.rows(Poll)] == [DEADLINE]
    assert not sweep(committee)
    assert [each.revision for each in committee.rows(Post)] == [2]


def test_after_an_outage_the_sweep_catches_up_with_the_true_time(committee: Committee) -> None:
    opened(committee)
    opened(committee, "Dato", clock="13:00")
    committee.at("2026-12-24")
    assert sweep(committee)
    assert [each.closed_at for each in committee.rows(Poll)] == [DEADLINE, DEADLINE + dt.timedelta(hours=1)]
    assert committee.do("karin", ClosePoll(1), SLACK) == PollIsClosed("Mødested", DEADLINE)
