"""Slack, wired: the front before Bolt, Bolt's listeners, and the gateway to the same workspace."""

from __future__ import annotations

import aiohttp
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.routing import BaseRoute, Route

from bot.settings import Slack
from bot.slack.front import SlackFront
from bot.slack.inbound import SlackInbound
from bot.slack.outbound import SlackGateway
from handlers.dispatch import Dispatcher

PATH = "/slack/events"
TIMEOUT = 15


class SlackEdge:
    """Make it inside the running event loop: its connections belong to it."""

    def __init__(self, settings: Slack, dispatcher: Dispatcher, timezone: str) -> None:
        token = settings.bot_token.get_secret_value() if settings.bot_token else ""
        secret = settings.signing_secret.get_secret_value() if settings.signing_secret else ""
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT))
        client = AsyncWebClient(
            token=token, base_url=settings.api_url, timeout=TIMEOUT, session=self._session, retry_handlers=[]
        )
        app = AsyncApp(
            client=client,
            signing_secret=secret,
            process_before_response=True,
            request_verification_enabled=False,  # the front has checked the raw bytes
        )
        self._inbound = SlackInbound(app, dispatcher, timezone)
        self.gateway = SlackGateway(client)
        self.front = SlackFront(AsyncSlackRequestHandler(app, PATH), secret)

    @property
    def routes(self) -> list[BaseRoute]:
        return [Route(PATH, self.front, methods=["POST"])]

    async def close(self) -> None:
        await self._inbound.finish()
        await self._session.close()
