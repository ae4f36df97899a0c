"""A vote's whole way."""

from __future__ import annotations

from sqlalchemy import select

from storage.models import Ballot
from tests.bot.running import Clock, running_bot


async def test_a_vote_on_either_side_shows_on_both(samples_url: str, clock: Clock) -> None:
    async with running_bot(samples_url, clock=clock, paced=False) as bot:
        poll = await bot.opens_poll("Signaturindsats", "Akutteam", "Hjemmeilt")

        assert (await poll.votes_on_slack("sune", 1)).ok
        assert (await poll.votes_on_teams("lone", 2)).ok

        await bot.eventually(lambda: bot.on_slack("2 har stemt") and bot.on_teams("2 har stemt"))
        assert len(bot.rows(select(Ballot.person_id))) == 2
        await bot.eventually(lambda: bot.states() == ["shown", "shown"])
