"""Counting: what holds for any ballots, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.polls.cast_vote import CastVote
from handlers.polls.open_poll import CreatePoll
from handlers.polls.tally import OptionTally, PartyVotes, leading, tally
from tests.handlers.committee import SLACK, TEAMS, Committee, There

OPTIONS = ((1, "Akutteam"), (2, "Hjemmeilt"), (3, "Hjemmebesøg"))
PARTIES = (("region", "Regionen"), ("municipalities", "Kommunerne"), ("general_practice", "Almen praksis"))

Ballot = tuple[int, str | None]
option = st.sampled_from([each for each, _ in OPTIONS])
party = st.sampled_from([each for each, _ in PARTIES])
ballots_of_parties = st.lists(st.tuples(option, party), max_size=40)
any_ballots = st.lists(st.tuples(option, st.one_of(st.none(), party)), max_size=40)


def counted(ballots: Sequence[Ballot]) -> tuple[OptionTally, ...]:
    return tally(OPTIONS, ballots, PARTIES)


def test_an_example() -> None:
    ballots = [(1, "municipalities"), (1, "municipalities"), (1, "region"), (3, None)]
    assert counted(ballots) == (
        OptionTally(1, "Akutteam", 3, (PartyVotes("Regionen", 1), PartyVotes("Kommunerne", 2))),
        OptionTally(2, "Hjemmeilt", 0, ()),
        OptionTally(3, "Hjemmebesøg", 1, ()),
    )


@given(any_ballots, st.randoms())
def test_the_order_of_the_ballots_does_not_matter(ballots: list[Ballot], random: Random) -> None:
    shuffled = ballots.copy()
    random.shuffle(shuffled)
    assert counted(shuffled) == counted(ballots)


@given(any_ballots)
def test_no_vote_is_lost_and_none_is_counted_twice(ballots: list[Ballot]) -> None:
    assert sum(each.votes for each in counted(ballots)) == len(ballots)


@given(ballots_of_parties)
def test_where_everybody_has_a_party_the_parties_add_up(ballots: list[Ballot]) -> None:
    for each in counted(ballots):
        assert sum(party.votes for party in each.parties) == each.votes


@given(any_ballots)
def test_votes_without_a_party_count_without_being_anybodys(ballots: list[Ballot]) -> None:
    for each in counted(ballots):
        without = sum(1 for chosen, party in ballots if chosen == each.id and party is None)
        assert sum(party.votes for party in each.parties) == each.votes - without


press = st.tuples(st.sampled_from(["karin", "hans", "mads"]), st.sampled_from([SLACK, TEAMS]), option)


@settings(max_examples=25)
@given(st.lists(press, max_size=8))
def test_a_changed_vote_equals_a_single_one(desk: Committee, presses: list[tuple[str, There, int]]) -> None:
    """Whatever people press, on whichever side: the card counts each member's last press. Mads is no member."""
    form = CreatePoll("fjord-som-indre", "Signaturindsats", "A\nB\nC", "2026-12-04", "12:00")
    poll = desk.do("karin", form, SLACK).poll
    ids = [each.id for each in desk.shown("poll", poll).options]
    for who, there, chosen in presses:
        desk.do(who, CastVote(poll, ids[chosen - 1]), there)
    last = {who: chosen for who, _, chosen in presses if who != "mads"}
    card = desk.shown("poll", poll)
    assert [each.votes for each in card.options] == [list(last.values()).count(number) for number in (1, 2, 3)]
    assert card.voters == len(last)


@given(any_ballots)
def test_the_leading_options_have_the_most_votes_and_a_tie_names_them_all(ballots: list[Ballot]) -> None:
    tallies = counted(ballots)
    most = max(each.votes for each in tallies)
    expected = [each.text for each in tallies if each.votes == most] if most else []
    assert list(leading(tallies)) == expected


@given(any_ballots)
def test_one_more_vote_never_makes_an_option_fall_behind(ballots: list[Ballot]) -> None:
    for text in leading(counted(ballots)):
        chosen = next(id_ for id_, each in OPTIONS if each == text)
        assert leading(counted([*ballots, (chosen, None)])) == (text,)
