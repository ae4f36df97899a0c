"""What has been said on one platform, and who can see it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.simulator.json_values import Json
from bot.simulator.world import Platform


@dataclass
class Message:
    """`author` and `ephemeral_to` are person keys (the bot's is BOT), `thread` is the id of the thread's first message.

    Slack fills `blocks` and `metadata`; Teams `card`, and `card_for` with the cards only one person sees.
    """

    channel: str
    id: str
    author: str
    author_name: str
    text: str
    at: float
    thread: str | None = None
    ephemeral_to: str | None = None
    blocks: list[Json] = field(default_factory=list[Json])
    metadata: Json | None = None
    card: Json | None = None
    card_for: dict[str, Json] = field(default_factory=dict[str, Json])
    edits: int = 0
    deleted: bool = False
    version: int = 0


class Feed:
    """Counts changes; the page waits for the next one."""

    def __init__(self) -> None:
        self.version = 0
        self._next = asyncio.Event()

    def changed(self) -> int:
        self.version += 1
        self._next.set()
        self._next = asyncio.Event()
        return self.version

    async def after(self, version: int) -> int:
        """The current version, as soon as it is later than `version`."""
        while self.version <= version:
            await self._next.wait()
        return self.version


class Conversations:
    def __init__(self, platform: Platform, feed: Feed) -> None:
        self.platform: Platform = platform
        self._feed = feed
        self._messages: dict[str, list[Message]] = {}

    def add(self, message: Message) -> Message:
        self._messages.setdefault(message.channel, []).append(message)
        message.version = self._feed.changed()
        return message

    def find(self, channel: str, message_id: str) -> Message | None:
        """A message that is still there."""
        return next((m for m in self._messages.get(channel, []) if m.id == message_id and not m.deleted), None)

    def changed(self, message: Message, *, edited: bool = True) -> None:
        message.edits += edited
        message.version = self._feed.changed()

    def delete(self, message: Message) -> None:
        message.deleted = True
        message.version = self._feed.changed()

    def visible(self, channel: str, to: str | None = None) -> list[Message]:
        """What is there to see, oldest first; `to` leaves out what only other people see."""
        return [m for m in self.everything(channel, to) if not m.deleted]

    def everything(self, channel: str, to: str | None = None) -> list[Message]:
        """As `visible`, with the deleted messages in their places."""
        messages = self._messages.get(channel, [])
        return [m for m in messages if to is None or m.ephemeral_to in (None, to)]
