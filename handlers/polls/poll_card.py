"""The poll as everybody sees it, open or closed, with its tallies as they are now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Self

from sqlalchemy import select

from handlers.polls.tally import OptionTally, PartyVotes, leading, tally
from storage.models import Ballot, Body, Option, Party, Poll
from storage.scope import ScopedSession


@dataclass(frozen=True, slots=True)
class PollCard:
    """`leading`: the options with the most votes; said in words once the poll is closed."""

    poll: int
    title: str
    body: str
    is_open: bool
    closes_at: dt.datetime
    options: tuple[OptionTally, ...]
    voters: int
    leading: tuple[str, ...]

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        closes = dt.datetime(2026, 12, 4, 11, tzinfo=dt.UTC)
        options = (
            OptionTally(1, "Opfølgende hjemmebesøg", 3, (PartyVotes("Kommuner", 2), PartyVotes("Almen praksis", 1))),
            OptionTally(2, "Fælles akutteam", 1, (PartyVotes("Region", 1),)),
            OptionTally(3, "Hjemmeiltbehandling", 0, ()),
        )
        tied = (options[1], OptionTally(4, "Fælles sprog om triage", 1, (PartyVotes("Kommuner", 1),)))
        title, body = "Kandidater til signaturindsats 2027", "Samordningsudvalg Nordfjord"
        return (
            cls(1, title, body, True, closes, options, 4, ("Opfølgende hjemmebesøg",)),
            cls(1, title, body, False, closes, options, 4, ("Opfølgende hjemmebesøg",)),
            cls(1, title, body, False, closes, tied, 2, ("Fælles akutteam", "Fælles sprog om triage")),
            cls(1, title, body, False, closes, options[2:], 0, ()),
        )


def show_poll(session: ScopedSession, ref: str, now: dt.datetime, language: str) -> PollCard | None:
    """The poll `ref` in words of `language` where rows have them; None when it is not there."""
    poll = session.get(Poll, int(ref))
    if poll is None:
        return None
    options = session.execute(
        select(Option.id, Option.text).where(Option.poll_id == poll.id).order_by(Option.position)
    ).all()
    ballots = session.execute(select(Ballot.option_id, Ballot.party_id).where(Ballot.poll_id == poll.id)).all()
    name = Party.name_en if language == "en" else Party.name
    parties = session.execute(select(Party.id, name).order_by(Party.position)).all()
    tallies = tally(
        [(row.id, row.text) for row in options],
        [(row.option_id, row.party_id) for row in ballots],
        [(row[0], row[1]) for row in parties],
    )
    return PollCard(
        poll=poll.id,
        title=poll.title,
        body=session.scalars(select(Body.name).where(Body.id == poll.body_id)).one(),
        is_open=poll.is_open(now),
        closes_at=poll.closes_at,
        options=tallies,
        voters=len(ballots),
        leading=leading(tallies),
    )
