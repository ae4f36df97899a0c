"""Everything may come twice: an event, a press or a form that comes again gets the first answer again."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest

from handlers.agenda.submit_item import ProposalReceived, SubmitAgendaItem
from handlers.conversation.help import Help
from handlers.polls.cast_vote import CastVote, PollIsClosed, VoteCast
from handlers.polls.close_poll import ClosePoll
from handlers.polls.open_poll import CreatePoll
from handlers.refusals import FormRejected, NotAllowed
from storage.database import Database
from storage.models import Appointment, AuditEntry, Ballot, Copy, Person, Post, Proposal, Seen
from storage.scope import SYSTEM
from tests.handlers.committee import SLACK, SLACK_CHAT, Committee

FORM = CreatePoll("fjord-som-indre", "Mødested", "Nordby\nÅlykke", "2026-12-04", "12:00")


def test_a_message_that_comes_four_times_is_carried_out_once(committee: Committee) -> None:
    """Slack repeats an event up to three times."""
    replies = [committee.say("sune", "punkt: Rygestop", SLACK, key="event Ev1") for _ in range(4)]
    assert replies == [replies[0]] * 4
    assert len(committee.rows(Proposal)) == 1
    answers = [each for each in committee.rows(Post) if each.kind == "answer"]
    assert len(answers) == 1, "and answered once"


def test_two_messages_alike_are_two(committee: Committee) -> None:
    committee.say("sune", "punkt: Rygestop", SLACK, key="event Ev1")
    committee.say("sune", "punkt: Rygestop", SLACK, key="event Ev2")
    assert len(committee.rows(Proposal)) == 2


def test_the_first_answer_comes_again_even_if_the_world_has_changed(committee: Committee) -> None:
    poll = committee.do("karin", FORM, SLACK).poll
    first = committee.do("sune", CastVote(poll, 1), SLACK, key="press 1")
    assert isinstance(first, VoteCast)
    committee.do("sune", CastVote(poll, 2), SLACK, key="press 2")
    committee.do("karin", ClosePoll(poll), SLACK)
    assert committee.do("sune", CastVote(poll, 1), SLACK, key="press 1") == first
    assert [each.option_id for each in committee.rows(Ballot)] == [2], "and changes nothing"
    assert isinstance(committee.do("sune", CastVote(poll, 1), SLACK, key="press 3"), PollIsClosed)


def test_the_first_answer_comes_again_to_a_new_process(committee: Committee) -> None:
    """Nothing lives in memory between two requests."""
    first = committee.do("karin", FORM, SLACK, key="form 1")
    with another_server(committee) as restarted:
        assert restarted.do("karin", FORM, SLACK, key="form 1") == first
    assert len(committee.rows(Post)) == 1


def test_a_rejected_form_may_be_sent_again_mended(committee: Committee) -> None:
    """The form keeps its nonce while it is open; nothing was changed, so nothing was remembered."""
    rejected = committee.do("sune", SubmitAgendaItem("fjord-som-indre", ""), SLACK, key="nonce 1")
    assert isinstance(rejected, FormRejected)
    mended = committee.do("sune", SubmitAgendaItem("fjord-som-indre", "Rygestop"), SLACK, key="nonce 1")
    assert isinstance(mended, ProposalReceived)
    again = committee.do("sune", SubmitAgendaItem("fjord-som-indre", "Rygestop"), SLACK, key="nonce 1")
    assert again == mended
    assert len(committee.rows(Proposal)) == 1


def test_whoever_was_refused_may_press_again_once_appointed(committee: Committee) -> None:
    poll = committee.do("karin", FORM, SLACK).poll
    assert isinstance(committee.do("rasmus", CastVote(poll, 1), SLACK, key="press 1"), NotAllowed)
    with committee.database.writing(SYSTEM) as session:
        (rasmus,) = (each for each in committee.rows(Person) if each.name.startswith("Rasmus"))
        session.add(
            Appointment(person_id=rasmus.id, body_id="fjord-som-indre", role="member", valid_from=committee.now.date())
        )
    assert isinstance(committee.do("rasmus", CastVote(poll, 1), SLACK, key="press 1"), VoteCast)


def test_questions_are_not_remembered(committee: Committee) -> None:
    committee.do("sune", Help(), SLACK, key="press 1")
    assert committee.rows(Seen) == []


def test_what_is_remembered_is_values_never_a_picture(committee: Committee) -> None:
    committee.do("karin", FORM, SLACK, key="form 1")
    (seen,) = committee.rows(Seen)
    assert seen.reply == "poll_opened"
    assert seen.values == {
        "poll": 1,
        "title": "Mødested",
        "body": "Samordningsudvalg Somatik Indre Fjord",
        "options": ["Nordby", "Ålykke"],
        "closes_at": "2026-12-04T11:00:00Z",
    }


@contextmanager
def another_server(committee: Committee) -> Generator[Committee]:
    """On the same database, with a worker of its own."""
    url = committee.database.engine.url.render_as_string(hide_password=False)
    server = Committee(Database(url, synchronous="OFF"))
    server.now = committee.now
    yield server
    server.close()


def at_once(committee: Committee, who: str, intents: list[Any]) -> list[Any]:
    """Two servers get the same presses at the same time: what each was told."""
    told: list[Any] = []
    start = threading.Barrier(2)

    def serve() -> None:
        with another_server(committee) as server:
            for number, intent in enumerate(intents):
                start.wait(timeout=10)
                told.append((number, server.do(who, intent, SLACK, key=f"press {number}")))

    threads = [threading.Thread(target=serve) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_two_processes_doing_the_same_at_once_do_it_once(committee_on_both: Committee) -> None:
    """The same event reaches two servers: one row, one answer, told twice."""
    intents = [SubmitAgendaItem("fjord-som-indre", f"Punkt {number}") for number in range(6)]
    told = at_once(committee_on_both, "sune", intents)
    assert len(told) == 12
    assert len({(number, reply.proposal) for number, reply in told}) == 6, "both were told the same"
    assert [each.title for each in committee_on_both.rows(Proposal)] == [each.title for each in intents]
    copies = [each for each in committee_on_both.rows(Copy) if each.channel_id == 1]
    assert [each.seq for each in copies] == [1, 2, 3, 4, 5, 6]


def test_two_processes_voting_at_once_leave_one_ballot(committee_on_both: Committee) -> None:
    poll = committee_on_both.do("karin", FORM, SLACK).poll
    told = at_once(committee_on_both, "sune", [CastVote(poll, 1 + number % 2) for number in range(6)])
    assert len(told) == 12
    (ballot,) = committee_on_both.rows(Ballot)
    assert ballot.option_id == 2, "the last one wins"
    assert len(committee_on_both.rows(AuditEntry, AuditEntry.action == "cast_vote")) == 6


@pytest.mark.parametrize("there", [SLACK, SLACK_CHAT])
def test_an_answer_is_a_post_of_its_own_where_it_was_asked(committee: Committee, there: Any) -> None:
    """So it outlives a crash, and comes once."""
    committee.say("sune", "hej", there, key="event Ev1")
    (post,) = committee.rows(Post)
    assert (post.kind, post.ref, post.body_id) == ("answer", "event Ev1", None)
    assert len(committee.rows(Copy)) == 1
