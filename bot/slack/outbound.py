"""To Slack: how a copy is posted, edited, removed and recognised, and how those calls end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.gateway import Address, End, Gone, LaneDown, Limited, Message, NotSent, Refused, Shown, Unclear
from bot.json_values import Json, mapping
from bot.slack.client import SlackClient, SlackRefused
from templates.block_kit import to_block_kit

EVENT_TYPE = "samordning_copy"
"""The metadata under which the bot's messages carry their key."""

MOST_PAGES = 5
"""So many pages of 200 messages are read to find one that may have been sent."""

_LANE_DOWN = frozenset(
    "token_revoked token_expired invalid_auth not_authed account_inactive channel_not_found is_archived "
    "not_in_channel restricted_action team_access_not_granted missing_scope".split()
)
_GONE = frozenset({"message_not_found", "cant_update_message", "cant_delete_message"})
_NOT_SENT = frozenset({"service_unavailable", "team_added_to_org"})
_MAY_NOT_READ = frozenset({"missing_scope", "not_in_channel", "channel_not_found", "no_permission"})
_UNCLEAR = frozenset({"internal_error", "fatal_error", "request_timeout"})


class SlackGateway:
    """The Slack side of the mirror. The client's own retries are off: they double what was shown."""

    readable = True
    edit_interval = 1.2
    """chat.update is Tier 3: about 50 a minute for a workspace."""

    def __init__(self, client: SlackClient) -> None:
        self._client = client

    async def send(self, to: Address, message: Message) -> End:
        return await self._call(
            "chat.postMessage",
            {
                "channel": to.conversation,
                **({"thread_ts": to.thread} if to.thread else {}),
                **_content(message),
                "unfurl_links": False,
                "unfurl_media": False,
            },
        )

    async def update(self, to: Address, reference: str, message: Message) -> End:
        return await self._call("chat.update", {"channel": to.conversation, "ts": reference, **_content(message)})

    async def remove(self, to: Address, reference: str) -> End:
        end = await self._call("chat.delete", {"channel": to.conversation, "ts": reference})
        return Gone() if isinstance(end, Shown) else end

    async def find(self, to: Address, keys: frozenset[str]) -> Mapping[str, str] | None:
        """Reads back through the channel, or through the thread. Raises when Slack can't be asked now."""
        method = "conversations.replies" if to.thread else "conversations.history"
        params: Json = {"channel": to.conversation, "limit": 200, "include_all_metadata": True}
        if to.thread:
            params["ts"] = to.thread
        seen: dict[str, str] = {}
        for _ in range(MOST_PAGES):
            try:
                answer = await self._client.read(method, params)
            except SlackRefused as error:
                if error.code in _MAY_NOT_READ:
                    return None
                raise
            messages: list[Json] = answer.get("messages") or []
            seen |= {_key(each): each["ts"] for each in messages}
            params["cursor"] = mapping(answer.get("response_metadata")).get("next_cursor")
            if not params["cursor"] or keys <= seen.keys():
                break
        return {key: seen[key] for key in keys & seen.keys()}

    async def _call(self, method: str, body: dict[str, Any]) -> End:
        try:
            answer = await self._client.call(method, body)
        except SlackRefused as error:
            return _end(error)
        except aiohttp.ClientConnectorError as error:
            return NotSent(type(error).__name__)
        except (aiohttp.ClientError, TimeoutError) as error:
            return Unclear(type(error).__name__)
        return Shown(str(answer.get("ts", "")))


def _content(message: Message) -> dict[str, Any]:
    return {
        **to_block_kit(message.card),
        "parse": "none",
        "link_names": False,
        "metadata": {
            "event_type": EVENT_TYPE,
            "event_payload": {"key": message.key, "revision": message.revision},
        },
    }


def _key(message: dict[str, Any]) -> str:
    metadata = mapping(message.get("metadata"))
    return str(mapping(metadata.get("event_payload")).get("key")) if metadata.get("event_type") == EVENT_TYPE else ""


def _end(error: SlackRefused) -> End:
    """What a refused call means; the platform's own name of the trouble goes on as the reason."""
    status, code = error.status, error.code
    if status == 429 or code in {"ratelimited", "rate_limited"}:
        return Limited(error.retry_after)
    if code in _LANE_DOWN:
        return LaneDown(code)
    if code in _GONE:
        return Gone()
    if status == 503 or code in _NOT_SENT:
        return NotSent(code)
    if status >= 500 or code in _UNCLEAR:
        return Unclear(code)
    return Refused(code)
