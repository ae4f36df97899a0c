"""The simulator: both platforms, their people and the page, as routes of one ASGI application."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.simulator.conversations import Feed, Message
from bot.simulator.faults import Call, Faults
from bot.simulator.json_values import Json
from bot.simulator.line import Answer, Line, SignedRequest
from bot.simulator.page.routes import PageRoutes
from bot.simulator.slack.payloads import SlackPayloads
from bot.simulator.slack.people import ALL_EVENTS, SlackPeople
from bot.simulator.slack.routes import SlackRoutes
from bot.simulator.slack.web_api import WebApi
from bot.simulator.slack.workspace import Workspace
from bot.simulator.teams.connector import Connector
from bot.simulator.teams.payloads import TeamsPayloads
from bot.simulator.teams.people import TeamsPeople
from bot.simulator.teams.routes import TeamsRoutes
from bot.simulator.teams.tenant import Tenant
from bot.simulator.teams.tokens import ISSUER, Tokens
from bot.simulator.world import Platform, World


@dataclass(frozen=True)
class Payloads:
    """Builders of signed requests that are not sent: `(headers, body)`."""

    slack: SlackPayloads
    teams: TeamsPayloads


class Simulator:
    """`bot_url` is where the bot listens, `own_url` where these routes are served. Belongs to one event loop.

    `slack_events` are the event types the Slack app has subscribed to.
    """

    def __init__(
        self,
        world: World,
        bot_url: str,
        own_url: str,
        slack_signing_secret: str = "simulator-signing-secret",
        slack_bot_token: str = "xoxb-simulator",
        teams_client_secret: str = "simulator-client-secret",
        *,
        slack_events: frozenset[str] = ALL_EVENTS,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.world = world
        self.faults = Faults()
        self.sent: list[Call] = []
        self.feed = Feed()
        self._own_url = own_url.rstrip("/")
        self._secrets = (slack_signing_secret, slack_bot_token, teams_client_secret)
        self.line = Line(bot_url)
        self._background: set[asyncio.Task[Answer]] = set()
        slack = self._slack_side(slack_events, clock)
        teams = self._teams_side(clock)
        self.page = PageRoutes(self.world, self.feed, self.slack, self.teams, self.faults)
        self.routes: list[BaseRoute] = [*self.page.routes, *slack.routes, *teams.routes]
        self.asgi = Starlette(routes=self.routes)

    def settings(self) -> dict[str, str]:
        """Settings of the contract that point the bot at this simulator."""
        signing_secret, bot_token, client_secret = self._secrets
        teams = f"{self._own_url}/simulator/teams"
        return {
            "SLACK_API_URL": f"{self._own_url}/simulator/slack/api/",
            "SLACK_SIGNING_SECRET": signing_secret,
            "SLACK_BOT_TOKEN": bot_token,
            "TEAMS_CLIENT_ID": self.world.teams_client_id,
            "TEAMS_CLIENT_SECRET": client_secret,
            "TEAMS_TENANT_ID": self.world.tenant,
            "TEAMS_ALLOWED_TENANTS": self.world.tenant,
            "TEAMS_OPENID_METADATA_URL": f"{teams}/openidconfiguration",
            "TEAMS_TOKEN_ISSUER": ISSUER,
            "TEAMS_TOKEN_URL": f"{teams}/token",
            "TEAMS_SERVICE_URL": teams,
            "SAMORDNING_ALLOW_LOOPBACK": "true",
        }

    async def repeat_last(self, platform: Platform) -> Answer:
        """Sends the last signed request again, as a platform does that got no answer."""
        return await self.line.repeat(platform)

    async def send(self, platform: Platform, request: tuple[dict[str, str], bytes]) -> Answer:
        """Sends a request built with `payloads` (or forged) to the bot."""
        return await self.line.send(platform, SignedRequest(*request))

    async def settle(self) -> None:
        """Waits until the bot has answered the events about its own messages."""
        while self._background:
            await asyncio.gather(*self._background)

    async def close(self) -> None:
        await self.settle()
        await self.line.close()

    def _slack_side(self, events: frozenset[str], clock: Callable[[], float]) -> SlackRoutes:
        workspace = Workspace(self.world, self.feed, clock)
        payloads = SlackPayloads(workspace, self._secrets[0], self._own_url)
        self.slack = SlackPeople(workspace, payloads, self.line, events)
        return SlackRoutes(workspace, WebApi(workspace, self._echo), self._secrets[1], self.faults, self.sent)

    def _teams_side(self, clock: Callable[[], float]) -> TeamsRoutes:
        tenant = Tenant(self.world, self.feed, clock)
        tokens = Tokens(self.world, self._secrets[2], self._own_url, clock)
        payloads = TeamsPayloads(tenant, tokens)
        self.teams = TeamsPeople(tenant, payloads, self.line)
        self.payloads = Payloads(self.slack.payloads, payloads)
        return TeamsRoutes(tenant, Connector(tenant, f"{tokens.base_url}/"), tokens, self.faults, self.sent)

    def _echo(self, message: Message, before: Json | None, subtype: str | None) -> None:
        """Slack tells the bot about its own messages too, a moment after it has answered the call."""
        self._later(self.slack.echo(message, before, subtype))

    def _later(self, work: Coroutine[Any, Any, Answer]) -> None:
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
