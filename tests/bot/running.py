"""The whole bot with a Slack and a Teams of its own, in the test's event loop and over real sockets.

    async with running_bot(database_url) as bot:
        await bot.simulator.slack.says("karin", SLACK, "@samordning hvor tit skal vi mødes?")
        await bot.eventually(lambda: bot.says_on_slack("Hvor tit"))

The people and channels are those of the sample committees: see storage/samples/demo-people.yaml.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import secrets
import socket
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, TypeVar
from unittest.mock import patch

import uvicorn
from sqlalchemy import func, select
from starlette.types import ASGIApp, Receive, Scope, Send

from bot import demo
from bot.app import Application, utc_now
from bot.mirror import Mirror
from bot.settings import Settings
from bot.simulator.app import Simulator
from bot.simulator.conversations import Message
from bot.simulator.line import Answer
from bot.simulator.slack.workspace import View
from bot.simulator.world import BOT
from storage.database import Database
from storage.models import Base, Copy, Option, Poll, Post
from storage.scope import SYSTEM

SLACK = "C0FJORDSOM"
TEAMS = "19:fjordrige-somatik-indre@thread.tacv2"
"""The two channels of one committee."""
BODY = "fjord-som-indre"
TEAMS_GROUP = "19:fjordrige-styregruppe@thread.v2"

T = TypeVar("T")


class Clock:
    """Stands still until it is moved. A Monday morning on which the sample committees are at work."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now

    def forward(self, **distance: float) -> None:
        self.now += dt.timedelta(**distance)


async def eventually(found: Callable[[], T], timeout: float = 10.0) -> T:
    """What `found` gives as soon as it gives something true. Fails after `timeout` seconds."""
    until = time.monotonic() + timeout
    while not (value := found()):
        assert time.monotonic() < until, "it hasn't happened"
        await asyncio.sleep(0.01)
    return value


class RunningBot:
    def __init__(self, database_url: str, url: str, simulator: Simulator) -> None:
        self.database_url = database_url
        self.url = url
        self.simulator = simulator
        self.database = Database(database_url)
        self.eventually = eventually

    def make_mirror(self, *arguments: Any, **options: Any) -> Mirror:
        self.mirror = Mirror(*arguments, **options)
        return self.mirror

    # What is in the database, seen by the system itself

    def rows(self, statement: Any) -> list[Any]:
        with self.database.reading(SYSTEM) as session:
            return [tuple(row) for row in session.execute(statement)]

    def one(self, statement: Any) -> Any:
        return self.rows(statement)[0][0]

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        return {name: self.one(select(func.count()).select_from(table)) for name, table in Base.metadata.tables.items()}

    def traces(self) -> tuple[dict[str, int], int]:
        """What acts leave behind: rows, and calls to the platforms that are more than asking who one is oneself."""
        return self.counts(), sum(call.method not in ("keys", "token", "auth.test") for call in self.simulator.sent)

    def states(self, kind: str = "poll") -> list[str]:
        """The states of the copies of all posts of a kind."""
        return [row[0] for row in self.rows(select(Copy.state).join(Post).where(Post.kind == kind).order_by(Copy.id))]

    def is_settled(self) -> bool:
        """Everything that can be shown is shown."""
        return not self.rows(select(Copy.id).where(Copy.state.in_(("late", "sending"))))

    # What people see

    def on_slack(self, words: str = "", channel: str = SLACK) -> list[Message]:
        """The bot's messages with these words, as everybody in the channel sees them, oldest first."""
        said = [m for m in self.simulator.slack.messages(channel) if m.author == BOT and m.ephemeral_to is None]
        return [message for message in said if words in _words(message)]

    def on_teams(self, words: str = "", channel: str = TEAMS) -> list[Message]:
        said = [m for m in self.simulator.teams.messages(channel) if m.author == BOT and m.ephemeral_to is None]
        return [message for message in said if words in _words(message)]

    def posts(self, words: str) -> tuple[int, int]:
        """How many messages with these words Slack and Teams show outside threads: one each when all is well."""
        slack, teams = self.on_slack(words), self.on_teams(words)
        return sum(m.thread is None for m in slack), sum(m.thread is None for m in teams)

    def privately(self, person: str, words: str = "") -> list[str]:
        """What only this person sees in the committee's channels."""
        slack, teams = self.simulator.slack, self.simulator.teams
        seen = [*slack.messages(SLACK, person), *teams.messages(TEAMS, person)]
        return [_words(m) for m in seen if m.ephemeral_to == person and words in _words(m)]

    def calls(self, platform: str, *methods: str) -> list[Any]:
        """The calls that the platform got from the bot."""
        return [call for call in self.simulator.sent if call.platform == platform and call.method in methods]

    # Common acts

    async def opens_poll(self, title: str = "Signaturindsats", *options: str, by: str = "karin") -> OpenPoll:
        """A poll, opened with Slack's form, when both sides show it."""
        answer = await self.simulator.send("slack", poll_form(self.simulator, by, title, options or ("Akut", "Ilt")))
        assert answer.json["response_action"] == "update", answer
        slack = (await self.eventually(lambda: self.on_slack(title)))[0]
        teams = (await self.eventually(lambda: self.on_teams(title)))[0]
        await self.eventually(self.is_settled)
        poll = self.one(select(Poll.id).where(Poll.title == title))
        choices = [row[0] for row in self.rows(select(Option.id).where(Option.poll_id == poll).order_by(Option.id))]
        return OpenPoll(self, poll, choices, slack.id, teams.id)

    async def proposes(self, *titles: str, by: str = "sune") -> None:
        for title in titles:
            assert (await self.simulator.slack.says(by, SLACK, f"@samordning punkt: {title}")).status == 200


class OpenPoll:
    """A poll that both sides show."""

    def __init__(self, bot: RunningBot, poll: int, options: list[int], ts: str, activity: str) -> None:
        self._bot = bot
        self.id = poll
        self.options = options
        self.ts = ts
        self.activity = activity

    async def votes_on_slack(self, person: str, option: int) -> Answer:
        """Presses the button of an option, counted from 1."""
        action = "cast_vote" if option == 1 else f"cast_vote#{option}"
        return await self._bot.simulator.slack.presses(person, self.ts, action, SLACK)

    async def votes_on_teams(self, person: str, option: int) -> Answer:
        return await self._bot.simulator.teams.presses(person, self.activity, f"cast_vote#{option}", TEAMS)


def poll_form(
    simulator: Simulator,
    person: str,
    title: str,
    options: tuple[str, ...],
    nonce: str | None = None,
    **fields: str,
) -> tuple[dict[str, str], bytes]:
    """Slack's form for a poll, as it comes in when somebody has sent it; nobody has to have opened it."""
    values = {"title": title, "options": "\n".join(options), "closes_on": "2026-12-01", "closes_at": "12:00"} | fields
    metadata = {"fields": {"body": BODY}, "nonce": nonce or secrets.token_urlsafe(12)}
    state = {
        "title": {"type": "plain_text_input", "value": values["title"] or None},
        "options": {"type": "plain_text_input", "value": values["options"] or None},
        "closes_on": {"type": "datepicker", "selected_date": values["closes_on"]},
        "closes_at": {"type": "timepicker", "selected_time": values["closes_at"]},
    }
    blocks = [{"type": "input", "block_id": name} for name in state]
    view = View("V0FORM", person, {"id": "V0FORM", "type": "modal", "callback_id": "create_poll", "blocks": blocks})
    view.json["private_metadata"] = json.dumps(metadata)
    return simulator.payloads.slack.view(person, view, {name: {name: value} for name, value in state.items()})


def _words(message: Message) -> str:
    return " ".join([message.text, json.dumps([message.blocks, message.card], ensure_ascii=False)])


class _Site:
    """The simulator's addresses and, once it is there, the bot's."""

    def __init__(self) -> None:
        self.simulator: ASGIApp | None = None
        self.bot: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.simulator if scope["path"].startswith("/simulator") else self.bot
        assert app is not None
        await app(scope, receive, send)


@asynccontextmanager
async def running_bot(
    database_url: str,
    *,
    clock: Callable[[], dt.datetime] = utc_now,
    simulator: Simulator | None = None,
    settings: Mapping[str, str] | None = None,
    without: str = "",
    paced: bool = True,
) -> AsyncGenerator[RunningBot]:
    """The bot, stopped gracefully at the end of the block.

    `simulator`: platforms that another bot runs with already. `settings` add to what the simulator gives; `without`
    is the prefix of settings to leave out, as "TEAMS_".
    """
    async with AsyncExitStack() as stack:
        site = _Site()
        url = await stack.enter_async_context(_served(site))
        if simulator is None:
            simulator = demo.simulator(database_url, url)
            site.simulator = simulator.asgi
            stack.push_async_callback(simulator.close)
        given = {**simulator.settings(), "SAMORDNING_DATABASE_URL": database_url, **(settings or {})}
        wanted = {name: value for name, value in given.items() if not without or not name.startswith(without)}
        application = Application(Settings(wanted), clock=clock, paced=paced).asgi
        site.bot = application
        bot = RunningBot(database_url, url, simulator)
        stack.callback(bot.database.close)
        lifespan = application.router.lifespan_context(application)
        with patch("bot.app.Mirror", bot.make_mirror):
            await lifespan.__aenter__()
        stack.push_async_callback(lifespan.__aexit__, None, None, None)  # as a server does, also when the test fails
        stack.push_async_callback(simulator.settle)  # a server lets requests end before it stops the application
        yield bot


@asynccontextmanager
async def _served(app: ASGIApp) -> AsyncGenerator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False, timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        running = asyncio.create_task(server.serve(sockets=[listening]))
        await eventually(lambda: server.started)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await running
