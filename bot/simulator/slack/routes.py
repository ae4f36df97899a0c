"""The addresses of Slack's Web API and its response URLs."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.simulator.faults import Call, Fault, Faults, answer
from bot.simulator.json_values import Json
from bot.simulator.slack.web_api import SlackError, WebApi, parsed
from bot.simulator.slack.workspace import Workspace


class SlackRoutes:
    def __init__(self, workspace: Workspace, api: WebApi, bot_token: str, faults: Faults, sent: list[Call]) -> None:
        self._workspace = workspace
        self._api = api
        self._bot_token = bot_token
        self._faults = faults
        self._sent = sent
        self.routes = [
            Route("/simulator/slack/api/{method}", self._method, methods=["GET", "POST"]),
            Route("/simulator/slack/respond/{key}", self._respond, methods=["POST"]),
        ]

    async def _method(self, request: Request) -> Response:
        method, body = request.path_params["method"], await _body(request)
        token = request.headers.get("authorization", "").removeprefix("Bearer ") or str(body.pop("token", ""))

        async def work() -> Response:
            if token != self._bot_token:
                return JSONResponse({"ok": False, "error": "invalid_auth" if token else "not_authed"})
            try:
                return JSONResponse(self._api.call(method, body))
            except SlackError as error:
                return JSONResponse(error.json)

        return await answer(self._log(method, body, body.get("channel")), request, work)

    async def _respond(self, request: Request) -> Response:
        key, body = request.path_params["key"], await _body(request)
        url = self._workspace.response_urls.get(key)

        async def work() -> Response:
            try:
                self._api.respond(key, body)
            except SlackError as error:
                return JSONResponse(error.json, 404)
            return PlainTextResponse("ok")

        return await answer(self._log("response_url", body, url.channel if url else None), request, work)

    def _log(self, method: str, body: Json, channel: str | None) -> Fault | None:
        fault = self._faults.take("slack", method, channel)
        self._sent.append(Call("slack", method, body, channel, self._workspace.clock(), fault and fault.kind))
        return fault


async def _body(request: Request) -> Json:
    """The arguments of a call, from the query, a form or JSON."""
    raw = await request.body()
    if request.headers.get("content-type", "").startswith("application/json"):
        return json.loads(raw or b"{}")
    return parsed(dict(request.query_params) | dict(parse_qsl(raw.decode(), keep_blank_values=True)))
