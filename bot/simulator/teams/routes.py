"""The addresses of the Bot Connector, the token endpoint and the signing keys."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.simulator.faults import Call, Faults, answer
from bot.simulator.json_values import Json
from bot.simulator.teams.connector import Connector, ConnectorError, channel_of
from bot.simulator.teams.tenant import Tenant, split
from bot.simulator.teams.tokens import Tokens

BASE = "/simulator/teams"
CONVERSATION = BASE + "/v3/conversations/{conversation}"


class TeamsRoutes:
    def __init__(self, tenant: Tenant, connector: Connector, tokens: Tokens, faults: Faults, sent: list[Call]) -> None:
        self._tenant = tenant
        self._connector = connector
        self._tokens = tokens
        self._faults = faults
        self._sent = sent
        activity = CONVERSATION + "/activities/{activity}"
        self.routes = [
            Route(BASE + "/openidconfiguration", self._metadata),
            Route(BASE + "/keys", self._keys),
            Route(BASE + "/token", self._token, methods=["POST"]),
            Route(BASE + "/v3/conversations", self._create_conversation, methods=["POST"]),
            Route(CONVERSATION + "/activities", self._create, methods=["POST"]),
            Route(activity, self._update, methods=["PUT"]),
            Route(activity, self._delete, methods=["DELETE"]),
            Route(CONVERSATION + "/members", self._members),
            Route(CONVERSATION + "/pagedMembers", self._paged_members),
            Route(CONVERSATION + "/members/{member}", self._member),
        ]

    async def _metadata(self, request: Request) -> Response:
        return await self._open(request, "keys", {}, lambda: JSONResponse(self._tokens.metadata()))

    async def _keys(self, request: Request) -> Response:
        return await self._open(request, "keys", {}, lambda: JSONResponse(self._tokens.keys()))

    async def _token(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))

        def grant() -> Response:
            status, body = self._tokens.grant(form)
            return JSONResponse(body, status)

        return await self._open(request, "token", {**form, "client_secret": "…"}, grant)

    async def _create_conversation(self, request: Request) -> Response:
        body = await _json(request)
        channel = channel_of(body)
        work = self._connector.create_conversation
        return await self._closed(request, "create_conversation", body, lambda: work(body), 201, channel)

    async def _create(self, request: Request) -> Response:
        body, conversation = await _json(request), request.path_params["conversation"]
        targeted = request.query_params.get("isTargetedActivity") == "true"
        work = self._connector.create
        return await self._closed(request, "create", body, lambda: work(conversation, body, targeted=targeted), 201)

    async def _update(self, request: Request) -> Response:
        body, work, path = await _json(request), self._connector.update, request.path_params
        return await self._closed(
            request, "update", body, lambda: work(path["conversation"], path["activity"], body), 200
        )

    async def _delete(self, request: Request) -> Response:
        work, path = self._connector.delete, request.path_params
        return await self._closed(request, "delete", {}, lambda: work(path["conversation"], path["activity"]), 200)

    async def _member(self, request: Request) -> Response:
        work, path = self._connector.member, request.path_params
        return await self._closed(request, "member", {}, lambda: work(path["conversation"], path["member"]), 200)

    async def _members(self, request: Request) -> Response:
        work, path = self._connector.members, request.path_params
        return await self._closed(request, "member", {}, lambda: work(path["conversation"]), 200)

    async def _paged_members(self, request: Request) -> Response:
        work, path = self._connector.members, request.path_params
        return await self._closed(request, "member", {}, lambda: {"members": work(path["conversation"])}, 200)

    async def _closed(
        self, request: Request, method: str, body: Json, work: Callable[[], Any], status: int,
        channel: str | None = None,
    ) -> Response:  # fmt: skip
        """Answers a call that needs the bot's token."""

        def respond() -> Response:
            if not self._tokens.accepts(request.headers.get("authorization", "")):
                return JSONResponse({"error": {"code": "Unauthorized", "message": "Authorization denied."}}, 401)
            try:
                result = work()
            except ConnectorError as error:
                return JSONResponse(error.json, error.status)
            return Response(status_code=status) if result is None else JSONResponse(result, status)

        return await self._open(request, method, body, respond, channel)

    async def _open(
        self, request: Request, method: str, body: Json, respond: Callable[[], Response], channel: str | None = None
    ) -> Response:
        """Logs the call, meets its fault and answers it."""
        path = request.path_params
        where = channel or (split(path["conversation"])[0] if "conversation" in path else None)
        logged = body | ({"id": path["activity"]} if "activity" in path else {})
        fault = self._faults.take("teams", method, where)
        self._sent.append(Call("teams", method, logged, where, self._tenant.clock(), fault and fault.kind))

        async def work() -> Response:
            return respond()

        return await answer(fault, request, work)


async def _json(request: Request) -> Json:
    return json.loads(await request.body() or b"{}")
