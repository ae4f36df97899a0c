"""A process that ends amid its work: the next one makes good what was left, and doubles nothing."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import select

from bot.simulator.slack.web_api import WebApi
from bot.simulator.teams.connector import Connector
from storage.models import Copy
from tests.bot.running import SLACK, TEAMS, Clock, RunningBot, eventually, running_bot


@asynccontextmanager
async def another_process(bot: RunningBot, without: str = "-") -> AsyncGenerator[asyncio.subprocess.Process]:
    """`samordning serve` on the same database and platforms; `without` those whose settings begin so."""
    settings = bot.simulator.settings() | {"SAMORDNING_DATABASE_URL": bot.database_url, "SAMORDNING_PORT": "0"}
    given = {name: value for name, value in settings.items() if not name.startswith(without)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "serve", env={**os.environ, **given}, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_killed_after_slack_took_it_and_before_anybody_knew(
    samples_url: str, clock: Clock, short_lease: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message is shown, its reference is written nowhere: the next process finds it by its key."""
    async with running_bot(samples_url, clock=clock) as bot:
        await _stop_mirror(bot)
        await bot.proposes("Triage", by="sune")
        async with another_process(bot, without="TEAMS_") as process:
            _when_done(monkeypatch, WebApi, "call", SLACK, lambda: os.kill(process.pid, signal.SIGKILL))
            await process.wait()
        assert bot.posts("Triage") == (1, 0)
        assert set(bot.rows(select(Copy.reference).where(Copy.state == "sending"))) == {(None,)}

        async with running_bot(samples_url, clock=clock, simulator=bot.simulator) as next_bot:
            await next_bot.eventually(lambda: bot.posts("Triage") == (1, 1) and next_bot.is_settled(), timeout=20)
            assert {*bot.states("proposal"), *bot.states("answer")} == {"shown"}
            assert len(bot.on_slack("Modtaget: Triage")) == 1


async def test_killed_after_teams_took_it_and_before_anybody_knew(
    sqlite_url: str, clock: Clock, short_lease: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Teams can't be read: a person decides, and nothing is shown twice."""
    async with running_bot(sqlite_url, clock=clock) as bot:
        await _stop_mirror(bot)
        await bot.proposes("Triage", "Hjemmeilt")
        async with another_process(bot, without="SLACK_") as process:
            _when_done(monkeypatch, Connector, "create", TEAMS, lambda: os.kill(process.pid, signal.SIGKILL))
            await process.wait()
        assert bot.posts("Triage") == (0, 1)

        async with running_bot(sqlite_url, clock=clock, simulator=bot.simulator) as next_bot:
            await next_bot.eventually(lambda: bot.posts("Hjemmeilt") == (1, 1) and next_bot.is_settled(), timeout=20)
            assert bot.posts("Triage") == (1, 1)
            assert bot.rows(select(Copy.error).where(Copy.state == "parked")) == [("unclear",)]


async def test_asked_to_stop_it_finishes_what_is_on_the_wire(
    sqlite_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running_bot(sqlite_url, clock=clock) as bot:
        await _stop_mirror(bot)
        await bot.proposes("Triage", by="sune")
        async with another_process(bot) as process:
            _when_done(monkeypatch, WebApi, "call", SLACK, lambda: os.kill(process.pid, signal.SIGTERM))
            code = await asyncio.wait_for(process.wait(), 20)

        assert code in (0, -signal.SIGTERM)
        assert bot.posts("Triage")[0] == 1
        assert bot.rows(select(Copy.id).where(Copy.state == "sending")) == []


async def test_an_answer_is_there_before_anything_is_shown(samples_url: str) -> None:
    """What was acknowledged is in the database: whoever comes next shows it."""
    async with running_bot(samples_url) as bot:
        await _stop_mirror(bot)
        assert (await bot.simulator.teams.says("lone", TEAMS, "@samordning punkt: Triage")).status == 200
        assert bot.on_slack() == bot.on_teams() == []

        async with running_bot(samples_url, simulator=bot.simulator) as next_bot:
            await next_bot.eventually(lambda: bot.posts("Triage") == (1, 1))


async def _stop_mirror(bot: RunningBot) -> None:
    """From now on this process only listens."""
    bot.mirror.stop()
    await eventually(lambda: not bot.mirror.leases.held)


def _when_done(monkeypatch: pytest.MonkeyPatch, api: type, name: str, channel: str, act: Callable[[], Any]) -> None:
    """Once, when the platform has shown a message in the channel and before its reply is sent."""
    right = getattr(api, name)
    done: list[str] = []

    def call(self: Any, what: str, body: dict[str, Any], **options: Any) -> Any:
        answer = right(self, what, body, **options)
        if not done and channel in (what.partition(";")[0], body.get("channel")) and what != "chat.update":
            done.append(what)
            act()
        return answer

    monkeypatch.setattr(api, name, call)
