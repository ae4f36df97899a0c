"""Counting: rules only, no rows. One person one vote is the ballots' own primary key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartyVotes:
    party: str
    votes: int


@dataclass(frozen=True, slots=True)
class OptionTally:
    """An option's votes, and how they fall on the parties, in the parties' order (R50)."""

    id: int
    text: str
    votes: int
    parties: tuple[PartyVotes, ...]


def tally(
    options: Sequence[tuple[int, str]],
    ballots: Iterable[tuple[int, str | None]],
    parties: Sequence[tuple[str, str]],
) -> tuple[OptionTally, ...]:
    """`options` as (id, text) in their order; `ballots` as (option id, party id); `parties` as (id, name)."""
    cast = Counter(ballots)
    return tuple(
        OptionTally(
            id=option,
            text=text,
            votes=sum(votes for (chosen, _), votes in cast.items() if chosen == option),
            parties=tuple(PartyVotes(name, cast[option, party]) for party, name in parties if cast[option, party]),
        )
        for option, text in options
    )


def leading(tallies: Iterable[OptionTally]) -> tuple[str, ...]:
    """The options with the most votes: none without votes, several in a tie, which goes to the meeting."""
    counted = [each for each in tallies if each.votes]
    most = max((each.votes for each in counted), default=0)
    return tuple(each.text for each in counted if each.votes == most)
