"""Every post reaches every channel of its committee, in order; many changes become few edits."""

from __future__ import annotations

import asyncio
from itertools import pairwise

from sqlalchemy import func, select

from storage.models import Ballot, Copy
from tests.bot.running import SLACK, Clock, running_bot

TITLES = [f"Punkt nummer {number}" for number in range(1, 13)]


async def test_posts_reach_all_channels_of_the_committee_in_order(samples_url: str, clock: Clock) -> None:
    async with running_bot(samples_url, clock=clock) as bot:
        await bot.proposes(*TITLES)

        await bot.eventually(lambda: len(_titles(bot.on_slack())) == len(_titles(bot.on_teams())) == len(TITLES))
        assert _titles(bot.on_slack()) == TITLES
        assert _titles(bot.on_teams()) == TITLES


async def test_nobody_elses_channels_see_them(sqlite_url: str, clock: Clock) -> None:
    async with running_bot(sqlite_url, clock=clock) as bot:
        await bot.opens_poll()

        assert bot.on_slack(channel="C0FJORDPSY") == []
        assert bot.on_teams(channel="19:fjordrige-psykiatri@thread.tacv2") == []


async def test_a_hundred_votes_in_a_burst_are_few_edits(samples_url: str, clock: Clock) -> None:
    """Slack allows about 50 edits a minute, Teams 60 calls in 30 seconds: see `edit_interval`."""
    async with running_bot(samples_url, clock=clock) as bot:
        poll = await bot.opens_poll("Signaturindsats", "Akutteam", "Hjemmeilt")

        for _ in range(25):
            pressed = [poll.votes_on_slack("sune", 1), poll.votes_on_slack("aase", 2)]
            pressed += [poll.votes_on_teams("lone", 1), poll.votes_on_teams("signe", 2)]
            assert all(answer.ok for answer in await asyncio.gather(*pressed))
        assert all(answer.ok for answer in [await poll.votes_on_slack("sune", 2), await poll.votes_on_teams("lone", 2)])

        await bot.eventually(lambda: bot.on_slack("4 har stemt") and bot.on_teams("4 har stemt") and bot.is_settled())
        for side in (bot.on_slack, bot.on_teams):
            assert "ingen stemmer" in str(side("4 har stemt")[0].blocks or side("4 har stemt")[0].card)
        slack, teams = bot.calls("slack", "chat.update"), bot.calls("teams", "update")
        assert 1 <= len(slack) < 40
        assert 1 <= len(teams) < 40
        assert all(later.at - earlier.at >= 1.1 for earlier, later in pairwise(slack))
        assert all(later.at - earlier.at >= 0.9 for earlier, later in pairwise(teams))


async def test_without_pacing_the_last_state_shows_all_the_same(samples_url: str, clock: Clock) -> None:
    async with running_bot(samples_url, clock=clock, paced=False) as bot:
        poll = await bot.opens_poll("Signaturindsats", "Akutteam", "Hjemmeilt")

        for option in [1, 2] * 5:
            await asyncio.gather(poll.votes_on_slack("sune", option), poll.votes_on_teams("lone", option))

        await bot.eventually(bot.is_settled)
        assert bot.on_slack("2 stemmer")
        assert bot.on_teams("2 stemmer")
        assert bot.one(select(func.count()).select_from(Ballot)) == 2


async def test_a_paced_edit_holds_up_no_new_post(sqlite_url: str, clock: Clock) -> None:
    async with running_bot(sqlite_url, clock=clock) as bot:
        poll = await bot.opens_poll()
        await poll.votes_on_slack("sune", 1)
        await bot.eventually(lambda: bot.calls("slack", "chat.update"))

        await poll.votes_on_slack("sune", 2)
        await bot.proposes("Haster")

        edits = len(bot.calls("slack", "chat.update"))
        await bot.eventually(lambda: bot.on_slack("Haster"))
        assert len(bot.calls("slack", "chat.update")) == edits


async def test_an_answer_goes_into_the_thread_of_its_question(samples_url: str) -> None:
    async with running_bot(samples_url) as bot:
        asked = await bot.simulator.slack.says("sune", SLACK, "@samordning hvor tit skal vi mødes?")

        answer = (await bot.eventually(lambda: bot.on_slack("Hvor tit")))[0]
        assert answer.thread == asked.id
        assert bot.on_teams() == []


async def test_every_copy_carries_its_key_and_revision(sqlite_url: str, clock: Clock) -> None:
    """By these a copy is recognised on the platform after a crash."""
    async with running_bot(sqlite_url, clock=clock, paced=False) as bot:
        poll = await bot.opens_poll()
        await poll.votes_on_slack("sune", 1)
        await bot.eventually(lambda: bot.on_slack("har stemt") and bot.is_settled())

        slack, teams = (row[0] for row in bot.rows(select(Copy.key).order_by(Copy.id)))
        assert bot.on_slack()[0].metadata == {
            "event_type": "samordning_copy",
            "event_payload": {"key": slack, "revision": 2},
        }
        assert bot.on_teams()[0].metadata == {"webUrl": f"https://samordning.invalid/copy/{teams}/2"}


def _titles(messages: list) -> list[str]:
    """The proposals among messages, in the order in which people see them."""
    return [m.text.removeprefix("Foreslået punkt: ") if m.text else _header(m) for m in messages if not m.thread]


def _header(message) -> str:
    return next(block["text"] for block in message.card["body"] if block.get("text", "").startswith("Punkt nummer"))
