"""Several processes on one database: one drives a workspace at a time, and another takes over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import func, select, update

from storage.models import Ballot, Copy, Installation
from tests.bot.running import SLACK, TEAMS, Clock, RunningBot, running_bot


@asynccontextmanager
async def two_bots(url: str, clock: Clock) -> AsyncGenerator[tuple[RunningBot, RunningBot]]:
    """The first drives everything; the second is there as well. Both have the same platforms."""
    async with running_bot(url, clock=clock, paced=False) as first:
        await first.eventually(lambda: len(first.mirror.leases.held) == 2)
        async with running_bot(url, clock=clock, paced=False, simulator=first.simulator) as second:
            yield first, second


async def test_two_processes_show_everything_once_and_in_order(
    postgresql_url: str, clock: Clock, short_lease: None
) -> None:
    async with two_bots(postgresql_url, clock) as (first, second):
        poll = await first.opens_poll("Signaturindsats", "Akutteam", "Hjemmeilt")
        line = first.simulator.line
        own = line.bot_url
        for number in range(12):  # the platforms' requests fall on both of them
            line.bot_url = second.url if number % 2 else own
            await first.proposes(f"Punkt {number} her")
            await asyncio.gather(
                poll.votes_on_slack("sune", 1 + number % 2), poll.votes_on_teams("lone", 2 - number % 2)
            )

        await first.eventually(lambda: first.on_teams("Punkt 11 her") and first.on_slack("2 har stemt"))
        await first.eventually(first.is_settled)
        for side in (first.on_slack, first.on_teams):
            posts = [[each for each in side(f"Punkt {number} her") if each.thread is None] for number in range(12)]
            assert [len(each) for each in posts] == [1] * 12
            shown = [side(f"Punkt {number} her")[0].at for number in range(12)]
            assert shown == sorted(shown)
        assert first.one(select(func.count()).select_from(Ballot)) == 2
        assert second.mirror.leases.held == frozenset()


async def test_another_takes_over_when_the_first_falls_silent(
    samples_url: str, clock: Clock, short_lease: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with two_bots(samples_url, clock) as (first, second):
        before, awake = _tokens(first), asyncio.Event()
        with monkeypatch.context() as asleep:
            asleep.setattr(first.mirror.leases, "renew", awake.wait)
            await second.eventually(lambda: len(second.mirror.leases.held) == 2)
            assert first.mirror.leases.held == frozenset()
            assert _tokens(second) == [token + 1 for token in before]  # each claim is known by its number

            await first.proposes("Triage")
            await second.eventually(lambda: second.posts("Triage") == (1, 1) and second.is_settled())
        awake.set()


async def test_a_graceful_end_hands_over_at_once(samples_url: str, clock: Clock) -> None:
    """Long before the lease, four seconds, would have run out."""
    async with two_bots(samples_url, clock) as (first, second):
        first.mirror.stop()

        await second.eventually(lambda: len(second.mirror.leases.held) == 2, timeout=3.5)
        await first.proposes("Triage")
        await second.eventually(lambda: second.posts("Triage") == (1, 1))


async def test_what_was_done_under_a_lease_that_is_lost_isnt_written_down(
    samples_url: str, clock: Clock, short_lease: None
) -> None:
    """A process that was stopped amid a call wakes: somebody else drives the lane by now, and knows better."""
    async with two_bots(samples_url, clock) as (first, second):
        fault = first.simulator.faults.add("slack", "chat.postMessage", "delay", seconds=0.3, channel=SLACK)
        await first.simulator.teams.says("lone", TEAMS, "@samordning punkt: Triage")
        await first.eventually(lambda: fault.times == 0)
        with first.database.engine.begin() as connection:  # the peer claims while the call is under way
            slack = update(Installation).where(Installation.platform == "slack")
            connection.execute(slack.values(owner="peer", token=Installation.token + 1))

        await first.eventually(lambda: first.posts("Triage") == (1, 1))
        assert first.rows(select(Copy.reference).where(Copy.state == "sending")) == [(None,)]
        await second.eventually(lambda: second.states("proposal") == ["shown", "shown"])
        assert second.posts("Triage") == (1, 1)


async def test_nobody_drives_what_there_is_nobody_for(sqlite_url: str, clock: Clock) -> None:
    """A platform without settings keeps its copies until it has some."""
    async with running_bot(sqlite_url, clock=clock, without="TEAMS_") as bot:
        await bot.proposes("Triage")
        await bot.eventually(lambda: bot.on_slack("Triage"))
        assert bot.rows(select(Copy.id).where(Copy.state == "late"))

    async with running_bot(sqlite_url, clock=clock) as bot:
        await bot.eventually(lambda: bot.on_teams("Triage"))


def _tokens(bot: RunningBot) -> list[int]:
    return [row[0] for row in bot.rows(select(Installation.token).order_by(Installation.id))]
