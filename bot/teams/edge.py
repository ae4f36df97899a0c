"""Teams, wired: the front before the SDK, its handlers, and the gateway to the same tenant."""

from __future__ import annotations

import asyncio
import re

import jwt
import structlog
from microsoft_teams.api.auth.cloud_environment import PUBLIC, with_overrides
from microsoft_teams.apps.app import App
from microsoft_teams.common.http.client import ClientOptions
from starlette.routing import BaseRoute, Route

from bot.settings import Teams
from bot.teams.front import TeamsFront
from bot.teams.inbound import TeamsInbound
from bot.teams.outbound import TeamsGateway
from bot.teams.token import TokenSource
from handlers.dispatch import Dispatcher

log = structlog.get_logger()

PATH = "/api/messages"
TIMEOUT = 15


class TeamsEdge:
    """One registration. Call `start` before serving."""

    def __init__(self, settings: Teams, dispatcher: Dispatcher, timezone: str, *, allow_loopback: bool) -> None:
        client_id = settings.client_id or ""
        secret = settings.client_secret.get_secret_value() if settings.client_secret else ""
        self._keys = jwt.PyJWKClient(re.sub(r"/openidconfiguration$", "/keys", settings.openid_metadata_url))
        self._front = TeamsFront(settings.tenants, settings.token_issuer, self._keys, allow_loopback=allow_loopback)
        token = TokenSource(settings.token_address, client_id, secret)
        self._app = App(
            client_id=client_id,
            tenant_id=settings.tenant_id,
            token=token,
            http_server_adapter=self._front,
            messaging_endpoint=PATH,
            client=ClientOptions(timeout=TIMEOUT),
            cloud=with_overrides(
                PUBLIC, openid_metadata_url=settings.openid_metadata_url, token_issuer=settings.token_issuer
            ),
        )
        TeamsInbound(self._app, dispatcher, timezone)
        self.gateway = TeamsGateway(self._app, token, settings.service_url)

    @property
    def routes(self) -> list[BaseRoute]:
        return [Route(PATH, self._front.endpoint, methods=["POST"])]

    async def start(self) -> None:
        await self._app.initialize()
        # The SDK would fetch the keys a second time, on the event loop: let it use ours, which the front has fetched.
        self._app.server._token_validator._service_validator._jwks_client = self._keys  # type: ignore

    async def warm(self) -> None:
        """Fetch the keys before the first activity needs them; should that fail, that one fetches them itself."""
        reason = ""
        for pause in (0.2, 1, 5, 0):
            try:
                await asyncio.to_thread(self._keys.fetch_data)
            except jwt.PyJWKClientError as error:
                reason = type(error).__name__
                await asyncio.sleep(pause)
            else:
                return
        log.warning("Teams' keys can't be fetched", reason=reason)

    async def close(self) -> None:
        for client in (self._app.http_client, self._app.api.http):  # the SDK keeps a copy for its API
            await client.http.aclose()
