"""What can't be done: one plain answer each, and nothing is changed or kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handlers.agenda.submit_item import ProposalReceived
from handlers.catalogue import REOPENS
from handlers.context import recognise
from handlers.conversation.help import HelpOffered
from handlers.polls.cast_vote import VoteCast
from handlers.polls.open_poll import CreatePoll
from handlers.refusals import BodyEnded, ButtonExpired, FieldProblem, NotFound, NotLinked, PersonalNumberRefused
from storage.models import Ballot, Channel, Post, Proposal
from storage.scope import installation_scope
from tests.handlers.committee import SLACK, SLACK_CHAT, TEAMS, Committee, There

FORM = CreatePoll("fjord-som-indre", "Mødested", "Nordby\nÅlykke", "2026-12-04", "12:00")


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("launch_rocket", {}),  # an intent of no version, or of a later one
        ("", {}),
        ("castvote", {"poll": 1, "option": 1}),
        ("cast_vote", {}),
        ("cast_vote", {"poll": 1}),
        ("cast_vote", {"poll": "one", "option": 1}),
        ("cast_vote", {"poll": None, "option": 1}),
        ("cast_vote", {"poll": [1], "option": 1}),
        ("cast_vote", {"poll": {"id": 1}, "option": 1}),
        ("cast_vote", {"poll": 1.5, "option": 1}),
        ("cast_vote", {"poll": 2**31, "option": 1}),  # no row of any table has such an id
        ("cast_vote", {"poll": 10**40, "option": 1}),
        ("cast_vote", {"poll": "1", "option": "-99999999999999999999"}),
        ("create_poll", {"body": "fjord-som-indre", "title": 5, "options": [], "closes_on": "", "closes_at": ""}),
        ("submit_agenda_item", {"body": "fjord-som-indre"}),
        ("submit_agenda_item", {"body": ["fjord-som-indre"], "title": "Rygestop"}),
        ("ask_rule", {"topic": "quorum", "year": "in the days of old"}),
    ],
)
def test_a_button_that_this_version_doesnt_know_has_expired(
    committee: Committee, name: str, fields: dict[str, Any]
) -> None:
    before = committee.counts()
    assert committee.press("karin", name, fields, SLACK) == ButtonExpired()
    assert committee.counts() == before


def test_fields_come_over_the_wire_as_text_too(committee: Committee) -> None:
    committee.do("karin", FORM, SLACK)
    assert isinstance(committee.press("karin", "cast_vote", {"poll": "1", "option": "2"}, SLACK), VoteCast)


def test_a_field_too_many_is_no_harm(committee: Committee) -> None:
    """A button of a later version may carry more."""
    committee.do("karin", FORM, SLACK)
    fields = {"poll": 1, "option": 2, "by": "admin", "person_id": 7}
    assert isinstance(committee.press("sune", "cast_vote", fields, SLACK), VoteCast)
    (ballot,) = committee.rows(Ballot)
    assert ballot.party_id == "municipalities"


@pytest.mark.parametrize("there", [SLACK, TEAMS, SLACK_CHAT])
def test_a_person_without_a_link_is_told_what_to_do(committee: Committee, there: There) -> None:
    told = NotLinked(there.platform)
    assert committee.do("visitor", FORM, there) == told
    assert committee.press("visitor", "cast_vote", {"poll": 1, "option": 1}, there) == told
    assert committee.say("visitor", "punkt: Rygestop", SLACK) == NotLinked("slack")
    assert committee.say("visitor", "stem 1", TEAMS) == NotLinked("teams")
    assert committee.rows(Proposal) == []


def test_a_person_without_a_link_may_still_ask(committee: Committee) -> None:
    assert committee.say("visitor", "hej") == HelpOffered("greeting", None, organiser=False, linked=False)


def test_a_link_on_one_platform_is_none_on_the_other_nor_in_another_tenant(committee: Committee) -> None:
    assert committee.do("sune", FORM, TEAMS) == NotLinked("teams")
    abroad = replace(committee.sender("karin", "slack"), tenant="T0ANOTHER")
    with committee.database.reading(installation_scope(abroad.platform, abroad.tenant)) as session:
        assert recognise(session, abroad, committee.now.date()) is None


def test_a_channel_heard_of_first_gets_its_row_and_no_body(committee: Committee) -> None:
    before = len(committee.rows(Channel))
    committee.say("sune", "hej", SLACK_CHAT)
    committee.say("sune", "hej", SLACK_CHAT)
    channels = committee.rows(Channel)
    assert len(channels) == before + 1
    assert (channels[-1].address, channels[-1].kind, channels[-1].body_id) == ("D0ALENE", "personal", None)


def test_a_body_that_isnt_there_is_not_found(committee: Committee) -> None:
    fields = {"body": "atlantis", "title": "Rygestop"}
    assert committee.press("sune", "submit_agenda_item", fields, SLACK) == NotFound()


@pytest.mark.parametrize(
    ("body", "successor"), [("su-som-midt", "Faglig Sundhedsklynge Midt"), ("sku", "Sundhedssamarbejdsudvalget")]
)
def test_a_body_that_has_ended_says_so_before_it_asks_for_roles(
    committee: Committee, body: str, successor: str
) -> None:
    reply = committee.press("sune", "submit_agenda_item", {"body": body, "title": "Rygestop"}, SLACK)
    assert isinstance(reply, BodyEnded)
    assert reply.successor == successor


@pytest.mark.parametrize("there", [SLACK, TEAMS, SLACK_CHAT])
@pytest.mark.parametrize(
    "text",
    [
        "borger 010190-1234 blev glemt ved udskrivningen",
        "punkt: Forløbet for 0101901234",
        "afstemning om 010190 1234: ja eller nej",
        "kontakt Gladsaxe udskrivning for 01.01.90-1234",
        "stem 010190-1234",
        "x" * 3_000 + " 010190-1234",  # far behind what is read of a long text
    ],
)
def test_a_cpr_number_in_a_message_is_refused_and_kept_nowhere(committee: Committee, there: There, text: str) -> None:
    assert committee.say("karin", text, there) == PersonalNumberRefused()
    assert committee.rows(Proposal) == []
    for written in ("010190", "0101901234", "01.01.90", "1234"):
        assert written not in committee.everything_stored()


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("submit_agenda_item", "title"),
        ("submit_agenda_item", "background"),
        ("submit_agenda_item", "purpose"),
        ("create_poll", "title"),
        ("create_poll", "options"),
        ("create_poll", "closes_on"),
        ("create_poll", "closes_at"),
        ("start_proposal", "title"),
        ("start_proposal", "background"),
        ("start_poll", "title"),
        ("start_poll", "options"),
        ("withdraw_in_words", "title"),
        ("vote_in_words", "choice"),
        ("help", "occasion"),
    ],
)
def test_a_cpr_number_in_any_field_of_any_form_is_refused_and_kept_nowhere(
    committee: Committee, name: str, field: str
) -> None:
    forms = {
        "submit_agenda_item": {"body": "fjord-som-indre", "title": "Rygestop", "background": ""},
        "create_poll": {
            "body": "fjord-som-indre",
            "title": "Sted",
            "options": "A\nB",
            "closes_on": "2026-12-04",
            "closes_at": "12:00",
        },
    }
    fields = {**forms.get(name, {}), field: "Fru Hansen,\n010190-1234"}
    before = committee.counts()
    reply = committee.press("karin", name, fields, SLACK)
    if name in REOPENS:
        assert reply.problems == (FieldProblem(field, "personal_number"),)
        assert reply.fields[field] == "Fru Hansen,\n••••••-••••", "the rest of what was written is kept"
    else:
        assert reply == PersonalNumberRefused()
    assert committee.counts() == before
    assert "010190" not in committee.everything_stored()


def test_what_no_database_keeps_is_left_out_of_a_form(committee_on_both: Committee) -> None:
    fields = {"body": "fjord-som-indre", "title": "Ryge\0stop \ud800 nu"}
    reply = committee_on_both.press("sune", "submit_agenda_item", fields, SLACK)
    assert reply == ProposalReceived(1, "Rygestop ? nu", "Samordningsudvalg Somatik Indre Fjord")


def test_what_no_database_keeps_is_left_out_of_a_message(committee_on_both: Committee) -> None:
    reply = committee_on_both.say("sune", "punkt: Ryge\0stop \ud800 nu", SLACK)
    assert reply == ProposalReceived(1, "Rygestop ? nu", "Samordningsudvalg Somatik Indre Fjord")


def test_a_refused_press_leaves_no_post(committee: Committee) -> None:
    committee.do("sune", FORM, SLACK)
    assert committee.rows(Post) == []
