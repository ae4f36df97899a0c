"""Propose an item for the agenda, in one line or by the form, and take it back (R39, R40)."""

from __future__ import annotations

import pytest

from handlers.agenda.submit_item import (
    BACKGROUND_MAX,
    TITLE_MAX,
    ProposalForm,
    ProposalReceived,
    StartProposal,
    SubmitAgendaItem,
)
from handlers.agenda.withdraw_item import NotYourProposal, ProposalWithdrawn, WithdrawAgendaItem
from handlers.body import BodyOption
from handlers.conversation.help import HelpOffered
from handlers.refusals import BodyEnded, FieldProblem, FormOffered, FormRejected, NotAllowed, NotFound
from storage.models import AuditEntry, Copy, Post, PostSubject, Proposal
from tests.handlers.committee import PSYCHIATRY, SLACK, SLACK_CHAT, TEAMS, Committee

INDRE = "Samordningsudvalg Somatik Indre Fjord"


def test_one_line_is_enough(committee: Committee) -> None:
    committee.dialogue(
        SLACK,
        ("sune", "punkt: Fælles sprog om triage", ProposalReceived(1, "Fælles sprog om triage", INDRE)),
        ("aase", "forslag om rygestop før operation", ProposalReceived(2, "Rygestop før operation", INDRE)),
        ("karin", "pkt. til næste møde: Udskrivning fredag", ProposalReceived(3, "Udskrivning fredag", INDRE)),
        ("poul", "propose: falls prevention", ProposalReceived(4, "Falls prevention", INDRE)),
    )


def test_a_line_that_leaves_something_open_is_offered_the_form(committee: Committee) -> None:
    committee.dialogue(
        SLACK,
        ("sune", "punkt", FormOffered("start_proposal", {})),
        ("sune", "sæt rygestop på dagsordenen", FormOffered),
        ("sune", "hvad er der på dagsordenen", FormOffered),
    )
    # alone with the bot, Karin may mean either of her two committees
    assert committee.say("karin", "punkt: Rygestop") == FormOffered("start_proposal", {"title": "Rygestop"})
    # Sune has two as well, Åse only one
    assert committee.say("aase", "punkt: Rygestop", SLACK_CHAT) == ProposalReceived(1, "Rygestop", INDRE)


def test_the_form_opens_filled_with_what_was_said(committee: Committee) -> None:
    form = committee.do("sune", StartProposal(title="Rygestop", purpose="drøftelse"), SLACK)
    assert form == ProposalForm((BodyOption("fjord-som-indre", INDRE),), "Rygestop", "drøftelse", "")


def test_everybody_sees_who_proposed_what(committee: Committee) -> None:
    intent = SubmitAgendaItem("fjord-som-indre", " Rygestop ", "beslutning", " Før operation. ")
    assert committee.do("sune", intent, SLACK) == ProposalReceived(1, "Rygestop", INDRE)
    card = committee.shown("proposal", 1)
    assert (card.title, card.purpose, card.background) == ("Rygestop", "beslutning", "Før operation.")
    assert (card.proposer, card.organisation, card.body) == ("Sune Sundhedschef", "Sundkøbing Kommune", INDRE)
    assert card.proposed_at == committee.now
    assert not card.withdrawn


@pytest.mark.parametrize(
    ("intent", "problems"),
    [
        (SubmitAgendaItem(None, ""), [FieldProblem("title", "missing")]),
        (SubmitAgendaItem(None, " \n\t"), [FieldProblem("title", "missing")]),
        (SubmitAgendaItem(None, "x" * (TITLE_MAX + 1)), [FieldProblem("title", "too_long", TITLE_MAX)]),
        (SubmitAgendaItem(None, "Rygestop", "sladder"), [FieldProblem("purpose", "missing")]),
        (
            SubmitAgendaItem(None, "Rygestop", "", "x" * (BACKGROUND_MAX + 1)),
            [FieldProblem("background", "too_long", BACKGROUND_MAX)],
        ),
        (
            SubmitAgendaItem(None, "", "sladder", "x" * (BACKGROUND_MAX + 1)),
            [
                FieldProblem("title", "missing"),
                FieldProblem("purpose", "missing"),
                FieldProblem("background", "too_long", BACKGROUND_MAX),
            ],
        ),
    ],
)
def test_a_form_to_mend_keeps_what_was_written(
    committee: Committee, intent: SubmitAgendaItem, problems: list[FieldProblem]
) -> None:
    rejected = committee.do("sune", intent, SLACK)
    assert isinstance(rejected, FormRejected)
    assert list(rejected.problems) == problems
    assert rejected.form == "start_proposal"
    assert rejected.fields == {
        "body": "fjord-som-indre",
        "title": intent.title,
        "purpose": intent.purpose,
        "background": intent.background,
    }
    assert committee.rows(Proposal) == []


def test_the_longest_title_fits(committee: Committee) -> None:
    assert isinstance(committee.say("sune", "punkt: " + "x" * TITLE_MAX, SLACK), ProposalReceived)
    longer = "X" * (TITLE_MAX + 1)
    offered = committee.say("sune", f"punkt: {longer}", SLACK)
    assert offered == FormOffered("start_proposal", {"title": longer, "background": longer}), "nothing of it is lost"


def test_it_is_shown_in_every_channel_of_the_committee_and_nowhere_else(committee: Committee) -> None:
    committee.do("sune", SubmitAgendaItem("fjord-som-indre", "Rygestop"), SLACK)
    (post,) = committee.rows(Post)
    assert (post.kind, post.ref, post.body_id, post.revision) == ("proposal", "1", "fjord-som-indre", 1)
    copies = committee.rows(Copy)
    assert [(each.channel_id, each.seq, each.shown, each.state) for each in copies] == [
        (1, 1, 0, "late"),
        (2, 1, 0, "late"),
    ], "one for Slack, one for Teams"
    assert len({each.key for each in copies}) == 2
    assert [each.subject for each in committee.rows(PostSubject)] == ["proposal:1"]


def test_a_second_one_comes_after_the_first_in_each_channel(committee: Committee) -> None:
    for title in ("Rygestop", "Triage"):
        committee.do("sune", SubmitAgendaItem("fjord-som-indre", title), SLACK)
    assert [(each.channel_id, each.seq) for each in committee.rows(Copy)] == [(1, 1), (2, 1), (1, 2), (2, 2)]


def test_one_takes_back_ones_own_and_it_stays_visible_as_withdrawn(committee: Committee) -> None:
    committee.do("sune", SubmitAgendaItem("fjord-som-indre", "Rygestop"), SLACK)
    assert committee.do("sune", WithdrawAgendaItem(1), SLACK) == ProposalWithdrawn("Rygestop")
    assert committee.shown("proposal", 1).withdrawn
    assert [each.revision for each in committee.rows(Post)] == [2], "touched: the mirror brings its copies up to date"
    assert [each.state for each in committee.rows(Copy)] == ["late", "late"]
    # twice is the same as once
    assert committee.do("sune", WithdrawAgendaItem(1), SLACK) == ProposalWithdrawn("Rygestop")
    assert [each.revision for each in committee.rows(Post)] == [2]
    assert [each.action for each in committee.rows(AuditEntry)] == ["submit_agenda_item", "withdraw_agenda_item"]


def test_nobody_takes_back_what_somebody_else_proposed(committee: Committee) -> None:
    committee.do("sune", SubmitAgendaItem("fjord-som-indre", "Rygestop"), SLACK)
    assert committee.do("karin", WithdrawAgendaItem(1), SLACK) == NotYourProposal("Rygestop")
    assert committee.do("mads", WithdrawAgendaItem(1), TEAMS) == NotYourProposal("Rygestop")
    assert [each.state for each in committee.rows(Proposal)] == ["received"]


def test_taking_back_in_words(committee: Committee) -> None:
    committee.dialogue(
        SLACK,
        ("sune", "punkt: Rygestop før operation", ProposalReceived),
        ("sune", "punkt: Triage i akutmodtagelsen", ProposalReceived),
        ("aase", "træk rygestop tilbage", NotFound()),  # not hers
        ("sune", "træk kaffe tilbage", NotFound()),  # no such one
        ("sune", "træk i tilbage", NotFound()),  # fits both
        ("sune", "træk rygestop af igen", ProposalWithdrawn("Rygestop før operation")),
        ("sune", "withdraw triage", ProposalWithdrawn("Triage i akutmodtagelsen")),
        ("sune", "træk rygestop tilbage", NotFound()),  # taken back already
        ("sune", "tak", HelpOffered),
    )


def test_an_outsider_is_refused_and_told_who_may(committee: Committee) -> None:
    reply = committee.do("else", SubmitAgendaItem("fjord-som-indre", "Rygestop"), SLACK)
    assert reply == NotAllowed(INDRE, ("chair", "deputy", "member", "resource_person", "secretariat"))
    assert committee.rows(Proposal) == []


def test_another_committees_proposal_is_not_there_for_outsiders(committee: Committee) -> None:
    """Bente sits in psychiatry too, Sune doesn't: he doesn't even learn that it exists."""
    committee.do("bente", SubmitAgendaItem("fjord-psyk", "Dobbeltdiagnoser"), PSYCHIATRY)
    assert committee.do("sune", WithdrawAgendaItem(1), SLACK) == NotFound()
    assert committee.do("karin", WithdrawAgendaItem(1), SLACK) == NotYourProposal("Dobbeltdiagnoser")


def test_a_committee_that_has_ended_takes_no_proposals(committee: Committee) -> None:
    reply = committee.do("sune", SubmitAgendaItem("su-som-midt", "Rygestop"), SLACK)
    assert isinstance(reply, BodyEnded)
    assert reply.successor == "Faglig Sundhedsklynge Midt"


def test_the_trail_has_what_an_undo_needs_and_no_words(committee: Committee) -> None:
    committee.do("sune", SubmitAgendaItem("fjord-som-indre", "Rygestop", "", "Baggrund"), SLACK)
    committee.do("sune", WithdrawAgendaItem(1), SLACK)
    trail = committee.rows(AuditEntry)
    assert [(each.subject, each.before, each.after) for each in trail] == [
        ("proposal:1", {"state": None}, {"state": "received"}),
        ("proposal:1", {"state": "received"}, {"state": "withdrawn"}),
    ]
    assert {each.body_id for each in trail} == {"fjord-som-indre"}
    assert all(each.person_id for each in trail)


def test_somebody_in_two_committees_chooses_in_the_form(committee: Committee) -> None:
    """In a chat with the bot no committee goes without saying for Karin, who chairs one and sits in another."""
    form = committee.do("karin", StartProposal(title="Rygestop"), SLACK_CHAT)
    assert isinstance(form, ProposalForm)
    assert [body.id for body in form.bodies] == ["fjord-psyk", "fjord-som-indre"]
