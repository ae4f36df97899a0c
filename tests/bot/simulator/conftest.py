"""A small world, and a bot made of the platforms' own SDKs that talks to the simulator over real sockets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from microsoft_teams.api.auth.cloud_environment import PUBLIC, with_overrides
from microsoft_teams.apps import App
from microsoft_teams.apps.http.adapter import HttpMethod, HttpRequest, HttpRouteHandler
from microsoft_teams.common import ClientOptions
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.simulator.app import Simulator
from bot.simulator.world import SimChannel, SimPerson, World
from tests.bot.simulator.serving import served

SDK_WARNING = pytest.mark.filterwarnings("ignore:The bot client is deprecated:DeprecationWarning")
"""microsoft-teams-apps warns of itself at every turn."""

SLACK_CHANNEL = "C0NORDBY"
TEAMS_CHANNEL = "19:nordby@thread.tacv2"
TEAMS_GROUP = "19:formandskab@thread.v2"

CHAIR = SimPerson(
    "chair", "Formand Nordby", {"da": "Formand", "en": "Chair"}, "U0CHAIR", "00000000-0000-4000-8000-000000000001"
)
MEMBER = SimPerson("member", "Medlem Nordby", {"da": "Medlem", "en": "Member"}, slack="U0MEMBER")
DOCTOR = SimPerson(
    "doctor", "Læge Nordby", {"da": "Læge", "en": "Doctor"}, teams="00000000-0000-4000-8000-000000000002", language="en"
)


@pytest.fixture
def world() -> World:
    return World(
        people=[CHAIR, MEMBER, DOCTOR],
        channels=[
            SimChannel(SLACK_CHANNEL, "sundhed-nordby", "slack"),
            SimChannel(TEAMS_CHANNEL, "Generelt", "teams"),
            SimChannel(TEAMS_GROUP, "Formandskabet", "teams", "group"),
        ],
        workspace="T0NORDBY",
        tenant="11111111-1111-4111-8111-111111111111",
        slack_bot_user="U0BOT",
        teams_client_id="22222222-2222-4222-8222-222222222222",
        suggestions=[{"da": "@samordning kontakt Nordby udskrivning", "en": "@samordning contact Nordby discharge"}],
    )


class StarletteAdapter:
    """The Teams SDK's adapter for an application of ours."""

    def __init__(self) -> None:
        self.routes: list[Route] = []

    def register_route(self, method: HttpMethod, path: str, handler: HttpRouteHandler) -> None:
        async def endpoint(request: Request) -> Response:
            result = await handler(HttpRequest(body=await request.json(), headers=dict(request.headers)))
            return JSONResponse(result.get("body"), result["status"])

        self.routes.append(Route(path, endpoint, methods=[method]))

    def serve_static(self, path: str, directory: str) -> None: ...
    async def start(self, port: int) -> None: ...
    async def stop(self) -> None: ...


@dataclass
class RealBot:
    """Bolt and the Teams SDK in one application; tests register the handlers they need."""

    slack: AsyncApp
    teams: App
    client: AsyncWebClient
    adapter: StarletteAdapter
    heard: list[Any] = field(default_factory=list)

    async def close(self) -> None:
        await self.teams.api.http.http.aclose()
        await self.teams.http_client.http.aclose()

    def asgi(self) -> Starlette:
        return Starlette(routes=[*self.adapter.routes, Mount("/", AsyncSlackRequestHandler(self.slack))])


async def real_bot(settings: dict[str, str]) -> RealBot:
    client = AsyncWebClient(settings["SLACK_BOT_TOKEN"], settings["SLACK_API_URL"], retry_handlers=[])
    bolt = AsyncApp(client=client, signing_secret=settings["SLACK_SIGNING_SECRET"], process_before_response=True)

    async def token(scope: str, tenant_id: str | None = None) -> str:
        form = {
            "grant_type": "client_credentials",
            "client_id": settings["TEAMS_CLIENT_ID"],
            "client_secret": settings["TEAMS_CLIENT_SECRET"],
            "scope": scope,
        }
        async with httpx.AsyncClient() as http:
            return (await http.post(settings["TEAMS_TOKEN_URL"], data=form)).json()["access_token"]

    adapter = StarletteAdapter()
    cloud = with_overrides(
        PUBLIC,
        openid_metadata_url=settings["TEAMS_OPENID_METADATA_URL"],
        token_issuer=settings["TEAMS_TOKEN_ISSUER"],
    )
    teams = App(
        client_id=settings["TEAMS_CLIENT_ID"],
        tenant_id=settings["TEAMS_TENANT_ID"],
        token=token,
        http_server_adapter=adapter,
        service_url=settings["TEAMS_SERVICE_URL"],
        cloud=cloud,
        client=ClientOptions(timeout=5),
    )
    await teams.initialize()
    # The SDK fetches the signing keys inside the event loop, which is the simulator's too: fetch them beforehand.
    validator: Any = teams.server._token_validator
    await asyncio.to_thread(validator._service_validator._jwks_client.get_jwk_set)
    return RealBot(bolt, teams, client, adapter)


@dataclass
class Stage:
    sim: Simulator
    bot: RealBot
    url: str
    bodies: list[bytes]

    def slack_events(self) -> list[dict[str, Any]]:
        """The inner events the simulator has sent, also those Bolt keeps from its listeners."""
        return [json.loads(body)["event"] for body in self.bodies if body.startswith(b"{")]


@pytest.fixture
async def stage(world: World) -> AsyncIterator[Stage]:
    """The simulator and the bot on one server, as in the demo."""
    async with served() as (server, url):
        sim = Simulator(world, url, url)
        server.app = sim.asgi
        bot = await real_bot(sim.settings())
        bodies: list[bytes] = []
        server.app = Starlette(routes=[*sim.routes, Mount("/", _tapped(bot.asgi(), bodies))])
        sim.sent.clear()
        yield Stage(sim, bot, url, bodies)
        await sim.close()
        await bot.close()


def _tapped(app: ASGIApp, bodies: list[bytes]) -> ASGIApp:
    async def tapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def noted() -> Message:
            message = await receive()
            bodies.append(message.get("body", b""))
            return message

        await app(scope, noted, send)

    return tapped


def card(title: str, *actions: dict[str, Any], body: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """A small Adaptive Card."""
    blocks = [{"type": "TextBlock", "text": title, "wrap": True}, *(body or [])]
    return {"type": "AdaptiveCard", "version": "1.5", "body": blocks, "actions": list(actions)}
