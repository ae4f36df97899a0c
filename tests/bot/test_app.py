"""The application: which platforms are on, and how it is."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import httpx
import psycopg
from sqlalchemy import text
from sqlalchemy.engine import make_url

from tests.bot.running import SLACK, TEAMS, RunningBot, running_bot


async def test_a_bot_that_is_well_says_so(samples_url: str) -> None:
    async with running_bot(samples_url) as bot:
        assert await _health(bot) == (200, {"status": "ok", "database": "ok", "mirror": "ok", "ticker": "ok"})


async def test_a_database_that_isnt_migrated_is_named(samples_url: str) -> None:
    async with running_bot(samples_url) as bot:
        with bot.database.engine.begin() as connection:
            connection.execute(text("DROP TABLE alembic_version"))

        status, found = await _health(bot)

        assert (status, found["status"]) == (503, "failing")
        assert found["database"] in ("OperationalError", "ProgrammingError")


async def test_a_database_that_is_gone_is_named_and_comes_back(postgresql_url: str) -> None:
    """What comes meanwhile is refused, so that the platform sends it again: never a false 200."""
    async with running_bot(postgresql_url) as bot:
        await bot.simulator.slack.says("sune", SLACK, "@samordning hjælp")
        await bot.eventually(lambda: bot.on_slack() and bot.is_settled())
        _allow_connections(bot, False)
        try:
            assert await _health(bot) == (
                503,
                {"status": "failing", "database": "OperationalError", "mirror": "ok", "ticker": "ok"},
            )
            said = await bot.simulator.teams.says("lone", TEAMS, "@samordning punkt: Triage")
            assert said.status >= 500
        finally:
            _allow_connections(bot, True)

        assert (await _health(bot))[0] == 200
        assert (await bot.simulator.repeat_last("teams")).status == 200
        await bot.eventually(lambda: bot.posts("Triage") == (1, 1))


async def test_a_mirror_that_has_stopped_is_named(sqlite_url: str) -> None:
    async with running_bot(sqlite_url) as bot:
        (mirror,) = (task for task in asyncio.all_tasks() if "Mirror.run" in repr(task.get_coro()))
        bot.mirror.stop()
        await bot.eventually(mirror.done)

        status, found = await _health(bot)
        assert (status, found["mirror"]) == (503, "stopped")


async def test_slack_alone_does_its_part(sqlite_url: str, logged: io.StringIO) -> None:
    async with running_bot(sqlite_url, without="TEAMS_") as bot:
        await bot.simulator.slack.says("sune", SLACK, "@samordning hjælp")

        await bot.eventually(bot.on_slack)
        assert (await bot.simulator.teams.says("lone", TEAMS, "@samordning hjælp")).status == 404
        assert (await _health(bot))[0] == 200
    assert logged.getvalue().count("Teams is off: it has no settings") == 1
    assert "Slack is off" not in logged.getvalue()


async def test_teams_alone_does_its_part(sqlite_url: str, logged: io.StringIO) -> None:
    async with running_bot(sqlite_url, without="SLACK_") as bot:
        await bot.simulator.teams.says("lone", TEAMS, "@samordning hjælp")

        await bot.eventually(bot.on_teams)
        assert (await bot.simulator.slack.says("sune", SLACK, "@samordning hjælp")).status == 404
    assert logged.getvalue().count("Slack is off: it has no settings") == 1
    assert "Teams is off" not in logged.getvalue()


async def test_only_the_contracts_addresses_are_served(sqlite_url: str) -> None:
    async with running_bot(sqlite_url) as bot, httpx.AsyncClient(base_url=bot.url) as client:
        asked = {
            "GET /slack/events": (await client.get("/slack/events")).status_code,
            "GET /api/messages": (await client.get("/api/messages")).status_code,
            "GET /": (await client.get("/")).status_code,
            "POST /healthz": (await client.post("/healthz")).status_code,
            "GET /docs": (await client.get("/docs")).status_code,
        }
        assert asked == {
            "GET /slack/events": 405,
            "GET /api/messages": 405,
            "GET /": 404,
            "POST /healthz": 405,
            "GET /docs": 404,
        }


async def _health(bot: RunningBot) -> tuple[int, dict[str, Any]]:
    async with httpx.AsyncClient() as client:
        response = await client.get(f"{bot.url}/healthz")
    return response.status_code, response.json()


def _allow_connections(bot: RunningBot, allowed: bool) -> None:
    """Let the database be there for nobody, and end what is open; or let it be there again."""
    url = make_url(bot.database_url)
    bot.database.close()
    server = url.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS {allowed}".encode())
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [url.database])
