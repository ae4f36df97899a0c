# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
"""The Web API, typed: the one place that touches slack_sdk's untyped calls.

Its own retries are off: they repeat a call whose reply was lost, and double what was shown.
"""

from __future__ import annotations

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.json_values import Json, mapping

TIMEOUT = 15


class SlackRefused(Exception):
    """Slack answered no. `code` is its own name of the trouble, or the status where it gives none."""

    def __init__(self, status: int, code: str, retry_after: float) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.retry_after = retry_after


class SlackClient:
    """Make it inside the running event loop. Calls raise SlackRefused, aiohttp's errors and TimeoutError."""

    def __init__(self, token: str, api_url: str) -> None:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT))
        self.web = AsyncWebClient(
            token=token, base_url=api_url, timeout=TIMEOUT, session=self._session, retry_handlers=[]
        )

    async def call(self, method: str, body: Json) -> Json:
        try:
            return mapping((await self.web.api_call(method, json=body)).data)
        except SlackApiError as error:
            raise _refused(error) from None

    async def read(self, method: str, params: Json) -> Json:
        try:
            return mapping((await self.web.api_call(method, params=params, http_verb="GET")).data)
        except SlackApiError as error:
            raise _refused(error) from None

    async def answer(self, response_url: str, message: Json) -> None:
        """Show a message to who pressed a button. Raises aiohttp's errors."""
        async with self._session.post(response_url, json=message) as response:
            response.raise_for_status()

    async def close(self) -> None:
        await self._session.close()


def _refused(error: SlackApiError) -> SlackRefused:
    status = int(error.response.status_code)
    code = str(mapping(error.response.data).get("error") or status)
    retry_after = str(error.response.headers.get("Retry-After", ""))  # a plain dict would mind the case of its name
    return SlackRefused(status, code, float(retry_after) if retry_after.isdecimal() else 1.0)
