"""To Teams: how a copy is posted, edited, removed and recognised, and how those calls end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

import httpx
from microsoft_teams.api.activities.message.message import MessageActivityInput
from microsoft_teams.api.models.attachment.attachment import Attachment
from microsoft_teams.apps.app import App
from microsoft_teams.apps.utils.thread import to_threaded_conversation_id

from bot.gateway import Address, End, Gone, LaneDown, Limited, Message, NotSent, Refused, Shown, Unclear
from bot.teams.token import TokenSource
from templates.adaptive_card import to_adaptive_card

COPY_ADDRESS = "https://samordning.invalid/copy/{key}/{revision}"
"""A card's `metadata.webUrl`: how a copy is recognised. It leads nowhere."""


class TeamsGateway:
    """The Teams side of the mirror, through the Bot Connector. The SDK retries nothing, which is what we want."""

    readable = False
    edit_interval = 1.0
    """The Bot Connector allows 7 calls in a second and 60 in 30 seconds to one thread."""

    def __init__(self, app: App, token: TokenSource, service_url: str) -> None:
        """`service_url`: for conversations that no activity has come from yet."""
        self._app = app
        self._token = token
        self._service_url = service_url

    async def send(self, to: Address, message: Message) -> End:
        conversation = to_threaded_conversation_id(to.conversation, to.thread) if to.thread else to.conversation

        async def call() -> Shown:
            sent = await self._app.send(conversation, _activity(message), service_url=self._url(to))
            return Shown(sent.id)

        return await self._ended(call)

    async def update(self, to: Address, reference: str, message: Message) -> End:
        async def call() -> Shown:
            await self._app.api.conversations.update_activity(
                to.conversation, reference, _activity(message), service_url=self._url(to)
            )
            return Shown(reference)

        return await self._ended(call, gone=True)

    async def remove(self, to: Address, reference: str) -> End:
        async def call() -> Gone:
            await self._app.api.conversations.delete_activity(to.conversation, reference, service_url=self._url(to))
            return Gone()

        return await self._ended(call, gone=True)

    async def find(self, to: Address, keys: frozenset[str]) -> Mapping[str, str] | None:
        """The Bot Connector can't read a conversation back; until Graph does, a person decides."""
        return None

    async def _ended(self, call: Callable[[], Awaitable[End]], *, gone: bool = False) -> End:
        """How a call ended. `gone`: a missing message is one that a person deleted. Without a token nothing is sent."""
        try:
            await self._token.fetch()
        except (httpx.HTTPError, ValueError, KeyError) as error:
            return NotSent(f"no token: {type(error).__name__}")
        try:
            return await call()
        except httpx.HTTPStatusError as error:
            return _end(error.response, gone=gone)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            return NotSent(type(error).__name__)
        except httpx.HTTPError as error:
            return Unclear(type(error).__name__)

    def _url(self, to: Address) -> str:
        return to.service_url or self._service_url


def _activity(message: Message) -> MessageActivityInput:
    card = to_adaptive_card(message.card)
    card["metadata"] = {"webUrl": COPY_ADDRESS.format(key=message.key, revision=message.revision)}
    attachment = Attachment(content_type="application/vnd.microsoft.card.adaptive", content=card)
    # `summary` is what a notification says; the SDK's input model has no field for it, and lets it through
    return MessageActivityInput.model_validate({"summary": message.card.summary, "attachments": [attachment]})


def _end(response: httpx.Response, *, gone: bool) -> End:
    status = response.status_code
    if status == 429:
        return Limited(_seconds(response.headers.get("Retry-After")))
    if status == 404 and gone:
        return Gone()
    if status in (401, 403, 404):
        return LaneDown(str(status))
    if status == 412 or status >= 500:
        return NotSent(str(status))  # the documented answer is to try again; only a lost reply leaves it unclear
    return Refused(str(status))


def _seconds(retry_after: str | None) -> float:
    return float(retry_after) if retry_after and retry_after.isdecimal() else 1.0
