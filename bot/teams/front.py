"""Before the Teams SDK: bounds the body, and refuses what the SDK would let pass.

The SDK checks a token's signature, audience and issuer. It accepts tokens without `exp`, bodies without
`serviceUrl`, tokens that other Microsoft services made, and every tenant; and it fetches keys on the event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from urllib.parse import urlsplit

import jwt
import structlog
from microsoft_teams.api.activities import ActivityTypeAdapter
from microsoft_teams.apps.http.adapter import HttpMethod, HttpRequest, HttpRouteHandler
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.body import read_body
from bot.json_values import Json, json_object, mapping

log = structlog.get_logger()

SERVICE_HOSTS = frozenset(
    {
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
    }
)
"""Where Microsoft documents the Bot Connector to be. Tokens are sent nowhere else."""


class TeamsFront:
    """The SDK's HTTP adapter. 401 without a good token, 403 for a tenant or address that isn't ours, 413, 400."""

    def __init__(
        self, tenants: Sequence[str], issuer: str, keys: jwt.PyJWKClient, *, allow_loopback: bool = False
    ) -> None:
        self._tenants = frozenset(tenants)
        self._issuer = issuer
        self._keys = keys
        self._allow_loopback = allow_loopback
        self._handlers: dict[str, HttpRouteHandler] = {}

    def register_route(self, method: HttpMethod, path: str, handler: HttpRouteHandler) -> None:
        self._handlers[path] = handler

    def serve_static(self, path: str, directory: str) -> None:
        """The bot serves no tabs."""

    async def start(self, port: int) -> None:
        """The server is the application's."""

    async def stop(self) -> None:
        """The server is the application's."""

    async def endpoint(self, request: Request) -> Response:
        body = await read_body(request)
        if body is None:
            return Response(status_code=413)
        activity = json_object(body)
        if not activity:
            return Response(status_code=400)
        refusal = await self._refusal(request.headers.get("authorization", ""), activity)
        if refusal:
            log.warning("activity refused", status=refusal)
            return Response(status_code=refusal)
        answer = await self._handlers[request.url.path](HttpRequest(body=activity, headers=dict(request.headers)))
        if answer["status"] == 500 and (status := _unreadable(activity)):
            log.warning("activity not read", status=status)
            return Response(status_code=status)
        content = answer.get("body")
        if content is None:
            return Response(status_code=answer["status"])
        return JSONResponse(content, status_code=answer["status"])

    async def _refusal(self, authorization: str, activity: Json) -> int | None:
        token = authorization.removeprefix("Bearer ")
        try:
            claims = jwt.decode(token, algorithms=["RS256"], options={"verify_signature": False})
            await asyncio.to_thread(self._keys.get_signing_key_from_jwt, token)
        except jwt.PyJWKClientConnectionError:
            return 503
        except jwt.PyJWTError:
            return 401
        if "exp" not in claims or claims.get("iss") != self._issuer:
            return 401
        if not self.may_serve(activity.get("serviceUrl")) or "serviceurl" not in claims:
            return 403
        return None if tenant_of(activity) in self._tenants else 403

    def may_serve(self, service_url: object) -> bool:
        """Whether an address may be given the bot's token."""
        try:
            url = urlsplit(service_url if isinstance(service_url, str) else "")
            host, port = url.hostname, url.port
        except ValueError:
            return False
        if self._allow_loopback and host in {"127.0.0.1", "localhost", "::1"}:
            return True
        return url.scheme == "https" and host in SERVICE_HOSTS and port in (None, 443) and url.username is None


def _unreadable(activity: Json) -> int | None:
    """What the SDK has no model for, and answers 500: kinds that it doesn't know are let pass, the rest is wrong."""
    try:
        ActivityTypeAdapter.validate_python(activity)
    except ValidationError as error:
        unknown = any(each["type"].startswith("union_tag") for each in error.errors())
        return 200 if unknown else 400
    return None


def tenant_of(activity: Json) -> str | None:
    """The tenant that an activity says it comes from. Two that disagree are none."""
    inner = mapping(mapping(activity.get("channelData")).get("tenant")).get("id")
    outer = mapping(activity.get("conversation")).get("tenantId")
    said = {str(tenant) for tenant in (inner, outer) if tenant}
    return said.pop() if len(said) == 1 else None
