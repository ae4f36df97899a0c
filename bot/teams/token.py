"""The bot's own token, which it shows to the Bot Connector."""

from __future__ import annotations

import asyncio
import time

import httpx

from bot.json_values import mapping

SCOPE = "https://api.botframework.com/.default"
TIMEOUT = 15
EARLY = 300.0
"""Seconds before its end at which a token is replaced."""


class TokenSource:
    """By client credentials from TEAMS_TOKEN_URL; kept until shortly before it ends. The SDK calls it as a function."""

    def __init__(self, url: str, client_id: str, client_secret: str) -> None:
        self._url = url
        self._asked = {
            "grant_type": "client_credentials",
            "client_id": client_id,
            "client_secret": client_secret,
            "scope": SCOPE,
        }
        self._token = ""
        self._until = 0.0
        self._fetching = asyncio.Lock()

    async def __call__(self, scope: str | list[str], tenant: str | None = None) -> str:
        return await self.fetch()

    async def fetch(self) -> str:
        """Raises httpx's errors, and ValueError or KeyError for an answer that is no token."""
        async with self._fetching:
            if time.monotonic() >= self._until:
                async with httpx.AsyncClient(timeout=TIMEOUT) as client:
                    response = await client.post(self._url, data=self._asked)
                answer = mapping(response.raise_for_status().json())
                self._token = str(answer["access_token"])
                self._until = time.monotonic() + float(answer.get("expires_in", 3600)) - EARLY
        return self._token
