"""Vote: one person, one ballot, over both platforms; the last vote wins (R50)."""

from __future__ import annotations

import pytest

from handlers.polls.cast_vote import CastVote, PollIsClosed, VoteCast
from handlers.polls.in_words import ChoiceUnclear
from handlers.polls.open_poll import CreatePoll
from handlers.polls.tally import PartyVotes
from handlers.refusals import NotAllowed, NotFound, NotLinked
from storage.models import AuditEntry, Ballot, Copy, Post
from tests.handlers.committee import PSYCHIATRY, SLACK, SLACK_CHAT, TEAMS, Committee, There

INDRE = "Samordningsudvalg Somatik Indre Fjord"
TITLE = "Signaturindsats 2027"


@pytest.fixture
def poll(committee: Committee) -> int:
    """Options 1 Akutteam, 2 Hjemmeilt, 3 Hjemmebesøg; open until Friday 4 December at 12."""
    options = "Akutteam\nHjemmeilt\nHjemmebesøg"
    return committee.do("karin", CreatePoll("fjord-som-indre", TITLE, options, "2026-12-04", "12:00"), SLACK).poll


def votes(committee: Committee) -> dict[str, int]:
    return {each.text: each.votes for each in committee.shown("poll", 1).options if each.votes}


def test_from_slack_and_then_from_teams_is_one_ballot_and_the_last_one_wins(committee: Committee, poll: int) -> None:
    first = committee.do("karin", CastVote(poll, 1), SLACK)
    assert isinstance(first, VoteCast)
    assert (first.title, first.option, first.before) == (TITLE, "Akutteam", None)
    second = committee.do("karin", CastVote(poll, 2), TEAMS)
    assert (second.option, second.before) == ("Hjemmeilt", "Akutteam")
    (ballot,) = committee.rows(Ballot)
    assert (ballot.option_id, ballot.platform, ballot.party_id) == (2, "teams", "municipalities")
    assert votes(committee) == {"Hjemmeilt": 1}


def test_both_sides_see_the_tally_by_party(committee: Committee, poll: int) -> None:
    for who, option, there in (
        ("karin", 1, SLACK),  # municipality
        ("sune", 1, SLACK),  # municipality
        ("hans", 1, TEAMS),  # hospital: the region
        ("pia", 2, TEAMS),  # general practice
        ("bente", 2, SLACK),  # users
        ("anders", 1, TEAMS),  # ambulance: the region
    ):
        assert isinstance(committee.do(who, CastVote(poll, option), there), VoteCast)
    card = committee.shown("poll", poll)
    assert [(each.text, each.votes) for each in card.options] == [("Akutteam", 4), ("Hjemmeilt", 2), ("Hjemmebesøg", 0)]
    assert card.options[0].parties == (PartyVotes("Regionen", 2), PartyVotes("Kommunerne", 2))
    assert card.options[1].parties == (PartyVotes("Almen praksis", 1), PartyVotes("Brugerne", 1))
    assert card.voters == 6
    assert card.leading == ("Akutteam",)


def test_a_vote_makes_every_copy_late_and_the_same_vote_again_none(committee: Committee, poll: int) -> None:
    committee.do("sune", CastVote(poll, 1), SLACK)
    assert [each.revision for each in committee.rows(Post)] == [2]
    assert [each.state for each in committee.rows(Copy)] == ["late", "late"]
    again = committee.do("sune", CastVote(poll, 1), SLACK)
    assert (again.option, again.before) == ("Akutteam", "Akutteam")
    assert [each.revision for each in committee.rows(Post)] == [2]


@pytest.mark.parametrize(
    ("who", "there"),
    [
        pytest.param("rasmus", SLACK, id="resource person"),
        pytest.param("mads", TEAMS, id="secretariat"),
        pytest.param("stine", TEAMS, id="deputy"),
        pytest.param("asta", SLACK, id="administrator"),
    ],
)
def test_only_members_and_chairs_vote(committee: Committee, poll: int, who: str, there: There) -> None:
    assert committee.do(who, CastVote(poll, 1), there) == NotAllowed(INDRE, ("chair", "member"))
    assert committee.rows(Ballot) == []


def test_another_committees_poll_is_not_there(committee: Committee, poll: int) -> None:
    """A press forged with its id learns nothing: not found, as for an id that nothing has."""
    assert committee.do("petra", CastVote(poll, 1), TEAMS) == NotFound()
    assert committee.do("petra", CastVote(999, 1), TEAMS) == NotFound()


def test_whoever_isnt_linked_is_told_so(committee: Committee, poll: int) -> None:
    assert committee.do("visitor", CastVote(poll, 1), SLACK) == NotLinked("slack")
    assert committee.do("sune", CastVote(poll, 1), TEAMS) == NotLinked("teams"), "Sune is linked on Slack only"


def test_a_display_name_gives_no_rights(committee: Committee, poll: int) -> None:
    assert committee.do("Karin Kommunechef", CastVote(poll, 1), SLACK) == NotLinked("slack")


def test_an_option_of_another_poll_is_not_there(committee: Committee, poll: int) -> None:
    other = committee.do("karin", CreatePoll("fjord-som-indre", "Sted", "Her\nDer", "2026-12-04", "12:00"), SLACK)
    assert committee.do("sune", CastVote(poll, 4), SLACK) == NotFound()
    assert isinstance(committee.do("sune", CastVote(other.poll, 4), SLACK), VoteCast)


def test_a_poll_closes_at_its_deadline_without_any_job(committee: Committee, poll: int) -> None:
    committee.at("2026-12-04", "11:59")
    assert isinstance(committee.do("sune", CastVote(poll, 1), SLACK), VoteCast)
    committee.at("2026-12-04", "12:00")
    closed = committee.do("sune", CastVote(poll, 2), SLACK)
    assert closed == PollIsClosed(TITLE, committee.now)
    assert votes(committee) == {"Akutteam": 1}
    assert not committee.shown("poll", poll).is_open


def test_a_seat_counts_for_its_party_on_the_day_of_the_vote_only(committee: Committee, poll: int) -> None:
    """Whoever votes from two kinds of seats still has one ballot in each poll."""
    committee.do("lone", CastVote(poll, 3), TEAMS)
    assert [each.party_id for each in committee.rows(Ballot)] == ["region"]


def test_the_trail_keeps_the_ballot_before_for_an_undo(committee: Committee, poll: int) -> None:
    committee.do("karin", CastVote(poll, 1), SLACK)
    committee.do("karin", CastVote(poll, 2), TEAMS)
    entries = committee.rows(AuditEntry, AuditEntry.action == "cast_vote")
    assert [(each.before, each.after) for each in entries] == [
        ({"option": None}, {"option": 1, "platform": "slack"}),
        ({"option": 1}, {"option": 2, "platform": "teams"}),
    ]


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ("stem 2", "Hjemmeilt"),
        ("jeg stemmer på 1", "Akutteam"),
        ("stem akutteam", "Akutteam"),
        ("Jeg stemmer på Hjemmeilt.", "Hjemmeilt"),
        ("stemmer for hjemmebesoeg", "Hjemmebesøg"),
        ("vote for ilt", "Hjemmeilt"),
        ("vote 3", "Hjemmebesøg"),
    ],
)
def test_a_vote_in_words(committee: Committee, poll: int, words: str, option: str) -> None:
    assert committee.say("sune", words, SLACK_CHAT).option == option


def test_a_vote_typed_where_others_read_along_is_counted_and_not_repeated(committee: Committee, poll: int) -> None:
    """Nor is what was voted before, perhaps with a button: the form promises that names are never shown."""
    committee.do("sune", CastVote(poll, 1), SLACK)
    reply = committee.say("sune", "stem 2", SLACK)
    assert (reply.option, reply.before) == (None, None)
    assert [each.option_id for each in committee.rows(Ballot)] == [2]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("stem hjemme", ["Hjemmeilt", "Hjemmebesøg"]),
        ("stem kaffe", ["Akutteam", "Hjemmeilt", "Hjemmebesøg"]),
        ("stem 4", ["Akutteam", "Hjemmeilt", "Hjemmebesøg"]),
        ("stem", ["Akutteam", "Hjemmeilt", "Hjemmebesøg"]),
        ("stem 0", ["Akutteam", "Hjemmeilt", "Hjemmebesøg"]),
    ],
)
def test_words_that_fit_none_or_several_are_asked_about(
    committee: Committee, poll: int, words: str, offered: list[str]
) -> None:
    reply = committee.say("sune", words, SLACK)
    assert isinstance(reply, ChoiceUnclear)
    assert [each.text for each in reply.options] == offered
    assert committee.rows(Ballot) == []


def test_the_whole_of_an_options_words_is_that_option(committee: Committee) -> None:
    options = "Akutteam\nAkutteam om natten"
    committee.do("karin", CreatePoll("fjord-som-indre", TITLE, options, "2026-12-04", "12:00"), SLACK)
    assert committee.say("sune", "stem akutteam", SLACK_CHAT).option == "Akutteam"


def test_with_two_polls_a_number_means_nothing(committee: Committee, poll: int) -> None:
    """Nor is it looked for in the options' words: "stem 2" was a vote for "Møde 2. februar" once."""
    second = CreatePoll("fjord-som-indre", "Dato", "Møde 2. februar\nMøde i marts", "2026-12-04", "12:00")
    committee.do("karin", second, SLACK)
    assert isinstance(committee.say("sune", "stem 2", SLACK), ChoiceUnclear)
    assert committee.say("sune", "stem marts", SLACK).title == "Dato"


def test_in_words_only_the_channels_own_polls_are_meant(committee: Committee, poll: int) -> None:
    assert committee.say("bente", "stem akutteam", PSYCHIATRY) == ChoiceUnclear(())
    assert isinstance(committee.say("bente", "stem akutteam", SLACK), VoteCast)


def test_without_an_open_poll_there_is_nothing_to_vote_for(committee: Committee, poll: int) -> None:
    committee.at("2026-12-05")
    assert committee.say("sune", "stem akutteam", SLACK) == ChoiceUnclear(())
