"""Open a poll: a chair or the secretariat fills in a form, and everybody sees the card."""

from __future__ import annotations

import datetime as dt

import pytest

from handlers.body import BodyOption
from handlers.polls.open_poll import OPTION_MAX, OPTIONS_MAX, TITLE_MAX, CreatePoll, PollForm, PollOpened, StartPoll
from handlers.polls.tally import OptionTally
from handlers.refusals import FieldProblem, FormOffered, FormRejected, NotAllowed
from storage.models import AuditEntry, Copy, Option, Poll, Post, PostSubject
from tests.handlers.committee import SLACK, TEAMS, Committee

INDRE = "Samordningsudvalg Somatik Indre Fjord"


def form(
    title: str = "Mødested", options: str = "Nordby\nÅlykke", day: str = "2026-12-04", clock: str = "12:00"
) -> CreatePoll:
    return CreatePoll("fjord-som-indre", title, options, day, clock)


def test_words_offer_the_form_filled_with_what_was_said(committee: Committee) -> None:
    committee.dialogue(
        SLACK,
        ("karin", "afstemning", FormOffered("start_poll", {})),
        ("karin", "lav en afstemning om mødested", FormOffered("start_poll", {"title": "Mødested"})),
        (
            "karin",
            "afstemning om mødested: Nordby, Ålykke eller Sundkøbing",
            FormOffered("start_poll", {"title": "Mødested", "options": "Nordby\nÅlykke\nSundkøbing"}),
        ),
        (
            "karin",
            "lav poll: fælles akutteam, hjemmeilt eller hjemmebesøg",
            FormOffered("start_poll", {"options": "Fælles akutteam\nHjemmeilt\nHjemmebesøg"}),
        ),
    )


def test_the_form_proposes_a_week_and_says_so(committee: Committee) -> None:
    assert committee.do("karin", StartPoll(title="Mødested"), SLACK) == PollForm(
        (BodyOption("fjord-som-indre", INDRE),), "Mødested", "", closes_on="2026-11-30", closes_at="12:00"
    )


@pytest.mark.parametrize(("who", "there"), [("karin", SLACK), ("hans", TEAMS), ("mads", TEAMS), ("sofie", SLACK)])
def test_chairs_and_the_secretariat_may(committee: Committee, who: str, there: object) -> None:
    opened = committee.do(who, form(), there)
    closes = dt.datetime(2026, 12, 4, 11, tzinfo=dt.UTC)
    assert opened == PollOpened(1, "Mødested", INDRE, ("Nordby", "Ålykke"), closes), "12 o'clock in Copenhagen"


@pytest.mark.parametrize(("who", "there"), [("sune", SLACK), ("rasmus", SLACK), ("stine", TEAMS), ("asta", SLACK)])
def test_others_may_not(committee: Committee, who: str, there: object) -> None:
    assert committee.do(who, form(), there) == NotAllowed(INDRE, ("chair", "secretariat"))
    assert committee.do(who, StartPoll(), there) == NotAllowed(INDRE, ("chair", "secretariat"))
    assert committee.rows(Poll) == []


@pytest.mark.parametrize(
    ("sent", "problems"),
    [
        (form(title="  "), [FieldProblem("title", "missing")]),
        (form(title="x" * (TITLE_MAX + 1)), [FieldProblem("title", "too_long", TITLE_MAX)]),
        (form(options=""), [FieldProblem("options", "too_few", 2)]),
        (form(options="Nordby\n\n  \n"), [FieldProblem("options", "too_few", 2)]),
        (form(options="\n".join(map(str, range(OPTIONS_MAX + 1)))), [FieldProblem("options", "too_many", OPTIONS_MAX)]),
        (form(options="Nordby\nÅlykke\nnordby "), [FieldProblem("options", "twice")]),
        (form(options="Ålykke\nAalykke"), [FieldProblem("options", "twice")]),
        (form(options="Nordby\n" + "x" * (OPTION_MAX + 1)), [FieldProblem("options", "too_long", OPTION_MAX)]),
        (form(day="på fredag"), [FieldProblem("closes_on", "not_a_date")]),
        (form(day="2026-02-30"), [FieldProblem("closes_on", "not_a_date")]),
        (form(day="0001-01-01", clock="00:00"), [FieldProblem("closes_on", "not_a_date")]),
        (form(day="2026-11-22"), [FieldProblem("closes_on", "past")]),
        (form(day="2026-11-23", clock="10:00"), [FieldProblem("closes_on", "past")]),
        (form(day="2027-03-28", clock="02:30"), [FieldProblem("closes_on", "not_a_date")]),  # the clock skips it
        (
            form(title="", options="", day="2026-11-22"),
            [
                FieldProblem("title", "missing"),
                FieldProblem("options", "too_few", 2),
                FieldProblem("closes_on", "past"),
            ],
        ),
    ],
)
def test_a_form_to_mend_says_what_is_wrong_and_keeps_the_rest(
    committee: Committee, sent: CreatePoll, problems: list[FieldProblem]
) -> None:
    rejected = committee.do("karin", sent, SLACK)
    assert isinstance(rejected, FormRejected)
    assert list(rejected.problems) == problems
    assert rejected.fields["title"] == sent.title
    assert rejected.fields["options"] == sent.options
    assert committee.rows(Poll) == []


def test_a_wrong_time_of_the_clock_is_a_problem_too(committee: Committee) -> None:
    rejected = committee.do("karin", form(clock="klokken tolv"), SLACK)
    assert isinstance(rejected, FormRejected)
    assert [each.problem for each in rejected.problems] == ["not_a_date"]


def test_everybody_sees_the_card_in_every_channel(committee: Committee) -> None:
    committee.do("karin", form(), SLACK)
    card = committee.shown("poll", 1)
    assert (card.title, card.body, card.is_open, card.voters, card.leading) == ("Mødested", INDRE, True, 0, ())
    assert card.options == (OptionTally(1, "Nordby", 0, ()), OptionTally(2, "Ålykke", 0, ()))
    assert [(each.kind, each.ref) for each in committee.rows(Post)] == [("poll", "1")]
    assert [each.subject for each in committee.rows(PostSubject)] == ["poll:1"]
    assert [(each.channel_id, each.seq) for each in committee.rows(Copy)] == [(1, 1), (2, 1)]


def test_options_keep_the_order_in_which_they_were_written(committee: Committee) -> None:
    committee.do("karin", form(options=" C \n\nA\nB"), SLACK)
    assert [(each.position, each.text) for each in committee.rows(Option)] == [(1, "C"), (2, "A"), (3, "B")]


def test_the_trail_knows_who_opened_it(committee: Committee) -> None:
    committee.do("karin", form(), SLACK)
    (entry,) = committee.rows(AuditEntry)
    assert (entry.action, entry.subject, entry.body_id) == ("create_poll", "poll:1", "fjord-som-indre")
    assert entry.after == {"options": 2, "closes": "2026-12-04T11:00:00+00:00"}
