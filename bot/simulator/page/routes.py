"""The page and what its script asks for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from importlib.resources import files
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.simulator.conversations import Feed
from bot.simulator.faults import Faults
from bot.simulator.json_values import Json
from bot.simulator.line import Answer
from bot.simulator.page.view import PageView
from bot.simulator.slack.people import SlackPeople
from bot.simulator.teams.people import TeamsPeople
from bot.simulator.world import Platform, World

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
HEARTBEAT = 15.0
POSTING: dict[str, tuple[str, ...]] = {
    "slack": ("chat.postMessage", "chat.update", "chat.postEphemeral"),
    "teams": ("create", "update"),
}
FAULTS: dict[str, Json] = {
    "limited": {"status": 429, "retry_after": 5},
    "broken": {"status": 500},
    "lost": {"kind": "lost_reply"},
    "slow": {"kind": "delay", "seconds": 8.0},
}


class PageRoutes:
    def __init__(self, world: World, feed: Feed, slack: SlackPeople, teams: TeamsPeople, faults: Faults) -> None:
        self._feed = feed
        self._slack = slack
        self._teams = teams
        self._faults = faults
        self._view = PageView(world, slack, teams, faults)
        self.routes: list[BaseRoute] = [
            Route("/", self._index),
            Route("/simulator/page/world", self._world),
            Route("/simulator/page/state", self._state),
            Route("/simulator/page/changes", self._changes),
            Route("/simulator/page/do/{platform}/{act}", self._do, methods=["POST"]),
            Route("/simulator/page/{name}", self._file),
        ]

    async def _index(self, _: Request) -> Response:
        return _file("index.html")

    async def _file(self, request: Request) -> Response:
        return _file(request.path_params["name"])

    async def _world(self, _: Request) -> Response:
        return JSONResponse(self._view.world())

    async def _state(self, request: Request) -> Response:
        """What one person sees: `person`, and for each platform the conversation that is shown."""
        asked = request.query_params
        try:
            state = {
                "version": self._feed.version,
                "slack": self._view.slack(asked["person"], asked.get("slack", "")),
                "teams": self._view.teams(asked["person"], asked.get("teams", "")),
            }
        except KeyError:
            return JSONResponse({"problem": "gone"}, 404)
        return JSONResponse(state, headers={"Cache-Control": "no-store"})

    async def _changes(self, _: Request) -> Response:
        """Server-sent events: the number of the latest change."""
        return StreamingResponse(self._numbers(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def _numbers(self) -> AsyncIterator[str]:
        version = self._feed.version
        while True:
            yield f"data: {version}\n\n"
            try:
                async with asyncio.timeout(HEARTBEAT):
                    version = await self._feed.after(version)
            except TimeoutError:
                continue

    async def _do(self, request: Request) -> Response:
        """What the chosen person does. JSON only, so that no other site can send it."""
        path = request.path_params
        if request.headers.get("content-type") != "application/json":
            return JSONResponse({"problem": "refused"}, 415)
        body: Json = await request.json()
        try:
            answer = await self._act(path["platform"], path["act"], body)
        except (LookupError, ValueError):
            return JSONResponse({"problem": "gone"}, 404)
        return JSONResponse(_told(answer))

    async def _act(self, platform: Platform, act: str, body: Json) -> Answer:
        if act == "fail":
            self._faults.add(platform, POSTING[platform], **FAULTS[body["fault"]])
            self._feed.changed()
            return Answer(200)
        if act == "heal":
            self._faults.clear(platform)
            self._feed.changed()
            return Answer(200)
        person: str = body["person"]
        return await (self._in_slack(person, act, body) if platform == "slack" else self._in_teams(person, act, body))

    async def _in_slack(self, person: str, act: str, body: Json) -> Answer:
        match act:
            case "say":
                return await self._slack.says(person, body["channel"], body["text"], body.get("thread"))
            case "press":
                return await self._slack.presses(person, body["message"], body["action"], body["channel"])
            case "submit":
                return await self._slack.submits(person, body["form"], body["values"])
            case "close":
                self._slack.workspace.close_view(self._slack.views[body["form"]])
                return Answer(200)
            case _:
                raise LookupError(act)

    async def _in_teams(self, person: str, act: str, body: Json) -> Answer:
        match act:
            case "say":
                return await self._teams.says(person, body["channel"], body["text"], body.get("thread"))
            case "press":
                values: dict[str, Any] = body.get("values", {})
                return await self._teams.presses(person, body["message"], body["action"], body["channel"], values)
            case "submit":
                return await self._teams.submits(person, body["form"], body["values"], body.get("action"))
            case "close":
                self._teams.tenant.change_dialog(self._teams.dialogs[body["form"]], None)
                return Answer(200)
            case _:
                raise LookupError(act)


def _told(answer: Answer) -> Json:
    """What the page learns: a `problem` when the person has to be told that nothing came of it."""
    problem = answer.failure if answer.failure in ("timeout", "unreachable") else None
    if answer.status >= 400:
        problem = "refused"
    return {"problem": problem, "status": answer.status, "errors": answer.errors, "id": answer.id}


def _file(name: str) -> Response:
    file = files("bot.simulator.page") / name
    kind = next((kind for ending, kind in KINDS.items() if name.endswith(ending)), None)
    if kind is None or "/" in name or not file.is_file():
        return Response(status_code=404)
    return Response(file.read_bytes(), media_type=kind, headers=HEADERS)
