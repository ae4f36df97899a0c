"""What is logged: names of events, ids and reasons. Never what people write, a personal number or a secret."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
import socket
import sys

import pytest
import structlog
from pydantic import BaseModel

from bot import logs
from tests.bot.running import SLACK, TEAMS, running_bot


async def test_a_whole_journey_leaves_no_words_and_no_secrets_in_the_log(sqlite_url: str) -> None:
    """`samordning serve`, as it runs in production, through answers, refusals and trouble."""
    async with running_bot(sqlite_url) as bot:
        sim = bot.simulator
        bot.mirror.stop()  # the process of its own is the one that does everything
        settings = sim.settings() | {"SAMORDNING_DATABASE_URL": sqlite_url, "SAMORDNING_PORT": str(_free_port())}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "serve", env={**os.environ, **settings}, stderr=asyncio.subprocess.PIPE
        )
        sim.line.bot_url = f"http://127.0.0.1:{settings['SAMORDNING_PORT']}"
        try:
            await _until_it_answers(sim)
            sim.faults.add("slack", "chat.postMessage", "error", error="invalid_blocks")
            sim.faults.add("teams", "create", status=503)
            await sim.slack.says("sune", SLACK, "@samordning punkt: Hemmelige ord om triage")
            await sim.teams.says("lone", TEAMS, "@samordning punkt: Hemmelig 010190-1234 borger")
            await sim.send("slack", sim.payloads.slack.sign(b"Hemmelige bytes"))
            await sim.send("teams", ({"Authorization": "Bearer hemmelig"}, b'{"text": "Hemmelige ord"}'))
            await sim.send("teams", sim.payloads.teams.activity({"type": "message", "text": "Hemmelige ord"}))
            await bot.eventually(lambda: bot.on_teams("Hemmelige ord") and bot.is_settled())
        finally:
            process.terminate()
            _, err = await process.communicate()

    written = err.decode()
    lines = [json.loads(line) for line in written.splitlines()]
    assert {"parked", "not sent", "activity refused"} <= {line["event"] for line in lines}
    assert all({"event", "level", "timestamp"} <= line.keys() for line in lines)
    secrets = [settings[name] for name in ("SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN", "TEAMS_CLIENT_SECRET")]
    for word in ("hemmelig", "010190", "1234", "eyJ", *secrets):
        assert word.lower() not in written.lower(), word


def test_personal_numbers_are_masked_whoever_wrote_the_line(logged: io.StringIO) -> None:
    structlog.get_logger().warning("Borger 010190-1234", detail="010190-1234")
    logging.getLogger("a.library").warning("Borger %s er syg", "0101901234")
    try:
        raise ValueError("Borger 010190-1234")
    except ValueError:
        logging.getLogger("a.library").exception("failed")

    assert "010190" not in logged.getvalue()
    assert str([json.loads(line) for line in logged.getvalue().splitlines()]).count("••••••-••••") == 5


def test_a_line_is_a_json_object(logged: io.StringIO) -> None:
    structlog.get_logger().warning("something", channel=7)
    logging.getLogger("a.library").error("something else")

    first, second = (json.loads(line) for line in logged.getvalue().splitlines())
    assert (first["event"], first["level"], first["channel"]) == ("something", "warning", 7)
    assert (second["event"], second["level"]) == ("something else", "error")


def test_values_that_dont_fit_a_model_arent_repeated(logged: io.StringIO) -> None:
    """pydantic's errors tell what was sent."""

    class Message(BaseModel):
        number: int

    for logger in (structlog.get_logger(), logging.getLogger("a.library")):
        try:
            Message.model_validate({"number": "Hemmelige ord"})
        except ValueError as error:
            logger.exception(str(error))

    assert "Hemmelige" not in logged.getvalue()
    assert logged.getvalue().count("1 values don't fit Message") == 2


def test_on_a_terminal_lines_are_for_people(monkeypatch: pytest.MonkeyPatch, logged: io.StringIO) -> None:
    monkeypatch.setattr(logged, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", logged)
    logs.configure()
    try:
        _what_people_wrote = "Hemmelige ord"
        raise LookupError("not there")
    except LookupError:
        logging.getLogger("a.library").exception("failed")

    assert "LookupError: not there" in logged.getvalue()
    assert "Hemmelige ord" not in logged.getvalue().replace('_what_people_wrote = "Hemmelige ord"', "")


def _free_port() -> int:
    """One that was free a moment ago."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        return other.getsockname()[1]


async def _until_it_answers(simulator) -> None:
    for _ in range(600):
        if (await simulator.slack.says("sune", SLACK, "God morgen")).status == 200:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it doesn't answer")
