"""A fake Slack and a fake Bot Connector that take everything at once, and remember when each call came.

Fast rather than faithful: the simulator is for fidelity. Run as `python -m benchmarks.platforms PORT`.
"""

from __future__ import annotations

import itertools
import json
import re
import sys
import time
from typing import Any

from starlette.types import Receive, Scope, Send

from bot.serving import serve

_SLACK_REVISION = re.compile(rb'"revision": ?(\d+)')
_TEAMS_REVISION = re.compile(rb"samordning\.invalid/copy/[^/]+/(\d+)")


class Platforms:
    """`PUT /fixed/PATH` gives the answer to every later call of /PATH; `GET /record` tells the calls since the last."""

    def __init__(self) -> None:
        self._answers: dict[str, bytes] = {"/healthz": b"{}"}
        self._calls: list[tuple[float, str, bytes]] = []
        self._ids = itertools.count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        method, path, body = scope["method"], scope["path"], await _body(receive)
        if path == "/record":
            answer = json.dumps([_call(*call) for call in self._calls]).encode()
            self._calls = []
        elif path.startswith("/fixed/"):
            answer = self._answers[path.removeprefix("/fixed")] = body
        elif path in self._answers:
            answer = self._answers[path]
        else:
            self._calls.append((time.monotonic(), f"{method} {path}", body))
            answer = b'{"ok": true, "ts": "%d.000000", "id": "%d"}' % ((next(self._ids),) * 2)
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(answer))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer})


async def _body(receive: Receive) -> bytes:
    message = await receive()
    body = message.get("body", b"")
    while message.get("more_body"):
        message = await receive()
        body += message.get("body", b"")
    return body


def _call(at: float, path: str, body: bytes) -> dict[str, Any]:
    """`revision`: which state of a copy the call shows; None for messages that carry none."""
    pattern = _TEAMS_REVISION if "/teams/" in path else _SLACK_REVISION
    found = pattern.search(body)
    return {"at": at, "path": path, "revision": int(found[1]) if found else None}


if __name__ == "__main__":
    serve(Platforms(), "127.0.0.1", int(sys.argv[1]))
