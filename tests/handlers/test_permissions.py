"""Who may: every use case and every role, in one table."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import update

from handlers.agenda.submit_item import StartProposal, SubmitAgendaItem
from handlers.agenda.withdraw_item import WithdrawAgendaItem, WithdrawInWords
from handlers.catalogue import OPENS_FORM, USE_CASES
from handlers.contacts.find_contact import FindContact
from handlers.conversation.help import Help
from handlers.conversation.offer_form import OfferForm
from handlers.polls.cast_vote import CastVote
from handlers.polls.close_poll import ClosePoll
from handlers.polls.in_words import ClosePollInWords, VoteInWords
from handlers.polls.open_poll import CreatePoll, PollOpened, StartPoll
from handlers.questions.ask_rule import AskRule
from handlers.refusals import NotAllowed, NotFound, NotLinked
from handlers.use_case import snake_case
from storage.models import Appointment
from storage.scope import SYSTEM
from tests.handlers.committee import SLACK, TEAMS, Committee, There

PEOPLE: dict[str, tuple[str, There]] = {
    "chair": ("karin", SLACK),
    "member": ("sune", SLACK),
    "deputy": ("stine", TEAMS),
    "secretariat": ("mads", TEAMS),
    "resource_person": ("rasmus", SLACK),
    "administrator": ("asta", SLACK),
    "chair of another committee": ("petra", TEAMS),
    "person without a link": ("visitor", SLACK),
}
"""One for each role in the committee Indre Fjord, and two from outside."""

EVERYBODY = set(PEOPLE)
PARTICIPANTS = {"chair", "member", "deputy", "secretariat", "resource_person"}
ORGANISERS = {"chair", "secretariat"}
MEMBERS = {"chair", "member"}

TABLE: list[tuple[Any, set[str]]] = [
    (FindContact(("gladsaxe",), ("udskrivning",)), EVERYBODY),
    (AskRule("meeting_frequency", body="fjord-som-indre"), EVERYBODY),
    (OfferForm("start_poll"), ORGANISERS),
    (OfferForm("start_proposal"), PARTICIPANTS),
    (Help(), EVERYBODY),
    (StartProposal(), PARTICIPANTS),
    (SubmitAgendaItem(None, "Rygestop"), PARTICIPANTS),
    (WithdrawAgendaItem(1), PARTICIPANTS),
    (WithdrawInWords("triage"), set()),  # only whoever has proposed it: nobody here
    (StartPoll(), ORGANISERS),
    (CreatePoll("fjord-som-indre", "Sted", "A\nB", "2026-12-04", "12:00"), ORGANISERS),
    (ClosePoll(1), ORGANISERS),
    (ClosePollInWords(), ORGANISERS),
    (CastVote(1, 1), MEMBERS),
    (VoteInWords("1"), MEMBERS),
]


@pytest.mark.parametrize("role", PEOPLE)
@pytest.mark.parametrize(("intent", "may"), TABLE, ids=[str(intent) for intent, _ in TABLE])
def test_who_may(committee: Committee, intent: Any, may: set[str], role: str) -> None:
    committee.do("hans", CreatePoll("fjord-som-indre", "Mødested", "A\nB", "2026-12-04", "12:00"), TEAMS)
    committee.do("aase", SubmitAgendaItem("fjord-som-indre", "Triage"), SLACK)
    who, there = PEOPLE[role]
    before = committee.everything_stored()
    reply = committee.do(who, intent, there)
    refused = isinstance(reply, NotAllowed | NotFound | NotLinked)
    assert refused == (role not in may), reply
    assert not refused or committee.everything_stored() == before


def test_every_use_case_stands_in_the_table() -> None:
    assert {snake_case(type(intent)) for intent, _ in TABLE} == set(USE_CASES)


def test_what_changes_something_always_asks_for_a_role_in_a_body() -> None:
    for use_case in USE_CASES.values():
        assert not use_case.writes or (use_case.by and use_case.body), use_case.name


def test_opening_a_form_changes_nothing() -> None:
    assert not any(USE_CASES[name].writes for name in OPENS_FORM)


def test_roles_come_from_appointments_and_dates_alone(committee: Committee) -> None:
    """Sune leads the working group from 1 February 2025; the day before, he is nobody there."""
    intent = CreatePoll("fjord-arbejdsgruppe-udskrivning", "Sted", "A\nB", "2026-12-04", "12:00")
    committee.at("2025-01-31")
    assert not isinstance(committee.do("sune", intent, SLACK), PollOpened)
    committee.at("2025-02-01")
    assert isinstance(committee.do("sune", intent, SLACK), PollOpened)


def test_the_last_day_of_an_appointment_still_counts(committee: Committee) -> None:
    with committee.database.writing(SYSTEM) as session:
        session.execute(update(Appointment).values(valid_to=dt.date(2026, 11, 23)))
    committee.at("2026-11-23", "23:59")
    assert not isinstance(committee.do("sune", StartProposal(), SLACK), NotAllowed)
    committee.at("2026-11-24", "00:00")
    assert isinstance(committee.do("sune", StartProposal("fjord-som-indre"), SLACK), NotAllowed)
