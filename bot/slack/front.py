"""Before Bolt: bounds the body, and checks the signature over the raw bytes.

Bolt parses before it checks, so a body that isn't what Slack sends would raise inside it. What Bolt knows no listener
for is answered 200: Slack counts a 404 as a failure, and switches events off after too many.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.body import read_body

MOST_AGE = 300
"""Seconds that a signature's timestamp may be away from now, on either side."""


class SlackFront:
    """An ASGI application around Bolt's. 401 forged or stale, 413 too large, 400 not what Slack sends."""

    def __init__(self, bolt: ASGIApp, signing_secret: str, clock: Callable[[], float] = time.time) -> None:
        if not signing_secret:
            raise ValueError("without a secret anybody could sign")
        self._bolt = bolt
        self._secret = signing_secret.encode()
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await read_body(request)
        if body is None:
            await Response(status_code=413)(scope, receive, send)
        elif not self._is_signed(request, body):
            await Response(status_code=401)(scope, receive, send)
        elif not _is_slacks(request, body):
            await Response(status_code=400)(scope, receive, send)
        else:
            await self._bolt(scope, _again(body), _unhandled_is_fine(send))

    def _is_signed(self, request: Request, body: bytes) -> bool:
        stamp = request.headers.get("x-slack-request-timestamp", "")
        signature = request.headers.get("x-slack-signature", "")
        if not (stamp.isascii() and stamp.isdecimal() and len(stamp) < 20 and signature.isascii()):
            return False
        if abs(self._clock() - int(stamp)) > MOST_AGE:
            return False
        # slack_sdk's verifier decodes the body, and raises for one that isn't UTF-8
        right = "v0=" + hmac.new(self._secret, f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        return hmac.compare_digest(right, signature)


def _is_slacks(request: Request, body: bytes) -> bool:
    """JSON objects (events), or forms, whose payload is a JSON object (interactions). Tells them apart as Bolt does."""
    try:
        text = body.decode("utf-8")
        if request.headers.get("content-type", "").startswith("application/json") or text.startswith("{"):
            return isinstance(json.loads(text), dict)
        form = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=100))
        return "payload" not in form or isinstance(json.loads(form["payload"]), dict)
    except (ValueError, RecursionError):
        return False


def _again(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _unhandled_is_fine(send: Send) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 404:
            message = {**message, "status": 200}
        await send(message)

    return answer
