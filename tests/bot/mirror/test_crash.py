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
from storage.models import Copy
from tests.bot.running import SLACK, TEAMS, Clock, RunningBot, eventually, running_bot


@asynccontextmanager
async def another_process(bot: RunningBot) -> AsyncGenerator[asyncio.subprocess.Process]:
    """`samordning serve` on the same database and the same platforms."""
    settings = bot.simulator.settings() | {"SAMORDNING_DATABASE_URL": bot.database_url, "SAMORDNING_PORT": "0"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "serve", env={**os.environ, **settings}, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_killed_after_slack_took_it_and_before_anybody_knew(
    samples_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message is shown, its reference is written nowhere: the next process finds it by its key."""
    async with running_bot(samples_url, clock=clock) as bot:
        await _stop_mirror(bot)
        await bot.proposes("Triage", by="sune")
        async with another_process(bot) as process:
            _after_posting(monkeypatch, lambda: os.kill(process.pid, signal.SIGKILL))
            await process.wait()
        assert sum(bot.posts("Triage")) >= 1
        assert bot.rows(select(Copy.id).where(Copy.state == "sending"))

        async with running_bot(samples_url, clock=clock, simulator=bot.simulator) as next_bot:
            await next_bot.eventually(lambda: bot.posts("Triage") == (1, 1) and next_bot.is_settled(), timeout=20)
            assert {*bot.states("proposal"), *bot.states("answer")} == {"shown"}
            assert len(bot.on_slack("Modtaget: Triage")) == 1


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
async def test_asked_to_stop_it_finishes_what_is_on_the_wire(
    sqlite_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch, ending: signal.Signals
) -> None:
    async with running_bot(sqlite_url, clock=clock) as bot:
        await _stop_mirror(bot)
        await bot.proposes("Triage", by="sune")
        async with another_process(bot) as process:
            _after_posting(monkeypatch, lambda: os.kill(process.pid, ending))
            code = await asyncio.wait_for(process.wait(), 20)

        assert code in (0, -ending)
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


def _after_posting(monkeypatch: pytest.MonkeyPatch, act: Callable[[], Any]) -> None:
    """Once, when Slack has taken a message and before its reply is sent."""
    right = WebApi.call
    done: list[str] = []

    def call(api: WebApi, method: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = right(api, method, body)
        if method == "chat.postMessage" and body.get("channel") == SLACK and not done:
            done.append(method)
            act()
        return answer

    monkeypatch.setattr(WebApi, "call", call)
