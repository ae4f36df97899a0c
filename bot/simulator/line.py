"""The line to the bot: sends signed requests and tells what the bot answered."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import httpx

from bot.simulator.json_values import Json, mapping
from bot.simulator.world import Platform

PATH: dict[Platform, str] = {"slack": "/slack/events", "teams": "/api/messages"}
PATIENCE: dict[Platform, float] = {"slack": 3.0, "teams": 10.0}
"""Seconds a platform waits for the bot's answer."""

Failure = Literal["timeout", "unreachable", "not_delivered"]


class SignedRequest(NamedTuple):
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `status` is 0 and `failure` says why when there was no answer.

    `id` is the message just said, `errors` are a form's errors by field, `view` the id of a form that is open now.
    """

    status: int
    body: Any = None
    failure: Failure | None = None
    id: str | None = None
    errors: dict[str, str] = field(default_factory=dict[str, str])
    view: str | None = None

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300 and not self.errors

    @property
    def json(self) -> Json:
        return mapping(self.body)


class Line:
    def __init__(self, bot_url: str) -> None:
        self.bot_url = bot_url.rstrip("/")
        self._last: dict[Platform, SignedRequest] = {}
        self._repeats: dict[Platform, int] = {}
        self._client: httpx.AsyncClient | None = None

    async def send(self, platform: Platform, request: SignedRequest) -> Answer:
        self._last[platform] = request
        self._repeats[platform] = 0
        return await self._post(platform, request)

    async def repeat(self, platform: Platform) -> Answer:
        """The last request again, unchanged; Slack says which repetition it is."""
        request = self._last[platform]
        self._repeats[platform] += 1
        if platform == "slack":
            retry = {"X-Slack-Retry-Num": str(self._repeats[platform]), "X-Slack-Retry-Reason": "http_timeout"}
            request = SignedRequest(request.headers | retry, request.body)
        return await self._post(platform, request)

    async def close(self) -> None:
        if self._client:
            await self._client.aclose()
            self._client = None

    async def _post(self, platform: Platform, request: SignedRequest) -> Answer:
        if self._client is None:
            self._client = httpx.AsyncClient(trust_env=False)
        url = self.bot_url + PATH[platform]
        try:
            response = await self._client.post(
                url, content=request.body, headers=request.headers, timeout=PATIENCE[platform]
            )
        except httpx.TimeoutException:
            return Answer(0, failure="timeout")
        except httpx.TransportError:
            return Answer(0, failure="unreachable")
        return Answer(response.status_code, _content(response))


def _content(response: httpx.Response) -> Any:
    if not response.content:
        return None
    try:
        return response.json()
    except json.JSONDecodeError:
        return response.text
