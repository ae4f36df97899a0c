"""Faults of a platform, and the log of the calls it got."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.simulator.json_values import Json
from bot.simulator.world import Platform

FaultKind = Literal["status", "error", "lost_reply", "reset", "delay"]


@dataclass
class Fault:
    """`status`: answers it and does nothing. `error`: Slack's `{"ok": false, "error": …}`. `reset`: hangs up at once.
    `lost_reply`: does the work, then hangs up. `delay`: does the work after `seconds`. `times=None`: until cleared.
    """

    platform: Platform
    method: str | tuple[str, ...]
    kind: FaultKind
    status: int = 500
    retry_after: int | None = None
    seconds: float = 0.0
    times: int | None = 1
    channel: str | None = None
    error: str = "internal_error"

    def hits(self, platform: Platform, method: str, channel: str | None) -> bool:
        return (
            self.times != 0
            and self.platform == platform
            and (self.method in ("*", method) or (isinstance(self.method, tuple) and method in self.method))
            and self.channel in (None, channel)
        )


@dataclass(frozen=True, slots=True)
class Call:
    """A call the bot made. `fault` is the kind of fault it met."""

    platform: Platform
    method: str
    body: Json
    channel: str | None
    at: float
    fault: FaultKind | None = None


class Faults:
    def __init__(self) -> None:
        self._planned: list[Fault] = []

    def add(
        self,
        platform: Platform,
        method: str | tuple[str, ...] = "*",
        kind: FaultKind = "status",
        *,
        status: int = 500,
        retry_after: int | None = None,
        seconds: float = 0.0,
        times: int | None = 1,
        channel: str | None = None,
        error: str = "internal_error",
    ) -> Fault:
        """`method`: Slack's name (`chat.update`), or on Teams `create`, `update`, `delete`, `create_conversation`,
        `member`, `token`, `keys`; `*` is any; or several of them.
        `channel` is a conversation's id without `;messageid=`.
        """
        fault = Fault(platform, method, kind, status, retry_after, seconds, times, channel, error)
        self._planned.append(fault)
        return fault

    def clear(self, platform: Platform | None = None) -> None:
        self._planned = [fault for fault in self._planned if platform not in (None, fault.platform)]

    def planned(self, platform: Platform) -> list[Fault]:
        return [fault for fault in self._planned if fault.platform == platform and fault.times != 0]

    def take(self, platform: Platform, method: str, channel: str | None) -> Fault | None:
        fault = next((f for f in self._planned if f.hits(platform, method, channel)), None)
        if fault and fault.times is not None:
            fault.times -= 1
        return fault


async def answer(fault: Fault | None, request: Request, work: Callable[[], Awaitable[Response]]) -> Response:
    """The answer to a call: what `work` answers, or what is left of it after the fault."""
    if fault is None:
        return await work()
    match fault.kind:
        case "status":
            return _refusal(fault)
        case "error":
            return JSONResponse({"ok": False, "error": fault.error})
        case "delay":
            await asyncio.sleep(fault.seconds)
            return await work()
        case "reset":
            return await _hang_up(request)
        case "lost_reply":
            await work()
            return await _hang_up(request)


def _refusal(fault: Fault) -> Response:
    headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    body: Json = {"error": {"code": f"simulated{fault.status}", "message": "Fault chosen in the simulator"}}
    if fault.platform == "slack":
        body = {"ok": False, "error": "ratelimited" if fault.status == 429 else "internal_error"}
    return JSONResponse(body, fault.status, headers)


async def _hang_up(request: Request) -> Response:
    """Closes the connection without a byte of an answer; uvicorn keeps it in the object that `receive` belongs to."""
    transport = getattr(getattr(request.receive, "__self__", None), "transport", None)
    if transport is None:
        raise ConnectionResetError("this server can't hang up")
    transport.abort()
    while (await request.receive())["type"] != "http.disconnect":
        pass
    return Response(status_code=204)
