"""Slack, wired: the front before Bolt, Bolt's listeners, and the gateway to the same workspace."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import cast

from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from bot.settings import Slack
from bot.slack.client import SlackClient
from bot.slack.front import SlackFront
from bot.slack.inbound import SlackInbound
from bot.slack.outbound import SlackGateway
from handlers.dispatch import Dispatcher

PATH = "/slack/events"


def bot_identity(client: SlackClient, token: str) -> Callable[[], Awaitable[AuthorizeResult]]:
    """Who the bot is in its workspace, asked once. Bolt's own way answers 200 when Slack can't tell, and loses it."""
    known: list[AuthorizeResult] = []

    async def authorize() -> AuthorizeResult:
        """Raises when Slack can't be asked, so that the event is answered 500 and comes again."""
        if not known:
            told = await client.call("auth.test", {})
            known.append(
                AuthorizeResult(
                    enterprise_id=told.get("enterprise_id"),
                    team_id=told["team_id"],
                    bot_user_id=told["user_id"],
                    bot_id=told.get("bot_id"),
                    bot_token=token,
                )
            )
        return known[0]

    return authorize


class SlackEdge:
    """Make it inside the running event loop."""

    def __init__(self, settings: Slack, dispatcher: Dispatcher, timezone: str) -> None:
        token = settings.bot_token.get_secret_value() if settings.bot_token else ""
        secret = settings.signing_secret.get_secret_value() if settings.signing_secret else ""
        self._client = SlackClient(token, settings.api_url)
        app = AsyncApp(
            client=self._client.web,
            signing_secret=secret,
            authorize=bot_identity(self._client, token),
            process_before_response=True,
            request_verification_enabled=False,  # the front has checked the raw bytes
        )
        self._inbound = SlackInbound(app, self._client, dispatcher, timezone)
        self.gateway = SlackGateway(self._client)
        self.front = SlackFront(cast(ASGIApp, AsyncSlackRequestHandler(app, PATH)), secret)

    @property
    def routes(self) -> list[BaseRoute]:
        return [Route(PATH, self.front, methods=["POST"])]

    async def close(self) -> None:
        await self._inbound.finish()
        await self._client.close()
