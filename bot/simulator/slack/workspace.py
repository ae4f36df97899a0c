"""What a workspace remembers: messages, open forms, triggers and response URLs."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from bot.simulator.conversations import Conversations, Feed, Message
from bot.simulator.json_values import Json
from bot.simulator.world import BOT, SimPerson, World

TRIGGER_LIFE = 3.0
"""Seconds a trigger_id can be used (docs.slack.dev, interactivity)."""
RESPONSE_URL_LIFE, RESPONSE_URL_USES = 1800.0, 5


@dataclass
class View:
    """A form a person has open; `json` is the view as Slack's API gives it."""

    id: str
    person: str
    json: Json
    open: bool = True


@dataclass
class ResponseUrl:
    channel: str
    message: str | None
    person: str
    until: float
    uses: int = RESPONSE_URL_USES


class Workspace:
    def __init__(self, world: World, feed: Feed, clock: Callable[[], float]) -> None:
        self.world = world
        self.clock = clock
        self.messages = Conversations("slack", feed)
        self.views: dict[str, View] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self._feed = feed
        self._triggers: dict[str, tuple[str, float]] = {}
        self._last_ts = 0

    def next_ts(self) -> str:
        """A message id: seconds and microseconds, later than any before."""
        self._last_ts = max(self._last_ts + 1, int(self.clock() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06}"

    def post(
        self,
        channel: str,
        text: str,
        *,
        person: SimPerson | None = None,
        blocks: list[Json] | None = None,
        thread: str | None = None,
        metadata: Json | None = None,
        ephemeral_to: str | None = None,
    ) -> Message:
        """A new message; without a person it is the bot's. `text` is Slack's escaped mrkdwn."""
        author, name = (person.key, person.name) if person else (BOT, BOT)
        message = Message(channel, self.next_ts(), author, name, text, self.clock(), thread, ephemeral_to)
        message.blocks, message.metadata = with_block_ids(blocks or []), metadata
        return self.messages.add(message)

    def new_trigger(self, person: SimPerson) -> str:
        trigger = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._triggers[trigger] = (person.key, self.clock() + TRIGGER_LIFE)
        return trigger

    def use_trigger(self, trigger: str) -> str | None:
        """The key of the person behind a trigger, once; None when it is unknown, used or too old."""
        person, until = self._triggers.pop(trigger, ("", 0.0))
        return person if self.clock() <= until else None

    def open_view(self, person: str, view: Json) -> View:
        """Opens a form; a person sees one at a time."""
        for other in self.views.values():
            other.open = other.open and other.person != person
        opened = View(f"V{secrets.token_hex(5).upper()}", person, {})
        opened.json = self._view_json(opened.id, view)
        self.views[opened.id] = opened
        self._feed.changed()
        return opened

    def update_view(self, opened: View, view: Json) -> View:
        opened.json = self._view_json(opened.id, view)
        self._feed.changed()
        return opened

    def close_view(self, opened: View) -> None:
        opened.open = False
        self._feed.changed()

    def view_of(self, person_key: str) -> View | None:
        """The form a person has open now."""
        return next((view for view in self.views.values() if view.open and view.person == person_key), None)

    def new_response_url(self, person: SimPerson, channel: str, message: str | None) -> str:
        """The secret part of a response URL."""
        key = secrets.token_urlsafe(18)
        self.response_urls[key] = ResponseUrl(channel, message, person.key, self.clock() + RESPONSE_URL_LIFE)
        return key

    def message_json(self, message: Message, *, metadata: bool = False) -> Json:
        """A message as Slack's API and events give it."""
        world = self.world
        author = next((p.slack for p in world.people if p.key == message.author), world.slack_bot_user)
        json: Json = {"type": "message", "user": author, "ts": message.id, "team": world.workspace}
        json |= {"text": message.text, "blocks": message.blocks or [_rich_text(message.text)]}
        if message.author == BOT:
            json |= {"bot_id": world.slack_bot_id, "app_id": world.slack_app_id, "bot_profile": _bot_profile(world)}
        else:
            json["client_msg_id"] = str(uuid.uuid5(uuid.NAMESPACE_OID, message.channel + message.id))
        if message.thread:
            json["thread_ts"] = message.thread
        if message.edits:
            json["edited"] = {"user": author, "ts": f"{int(message.at)}.000000"}
        if metadata and message.metadata:
            json["metadata"] = message.metadata
        return json

    def _view_json(self, view_id: str, view: Json) -> Json:
        world = self.world
        return {
            "id": view_id, "team_id": world.workspace, "type": view["type"], "blocks": with_block_ids(view["blocks"]),
            "private_metadata": view.get("private_metadata", ""), "callback_id": view.get("callback_id", ""),
            "state": {"values": {}}, "hash": f"{int(self.clock())}.{secrets.token_hex(4)}", "title": view.get("title"),
            "clear_on_close": view.get("clear_on_close", False), "notify_on_close": view.get("notify_on_close", False),
            "close": view.get("close"), "submit": view.get("submit"), "previous_view_id": None,
            "root_view_id": view_id, "app_id": world.slack_app_id, "external_id": view.get("external_id", ""),
            "app_installed_team_id": world.workspace, "bot_id": world.slack_bot_id,
        }  # fmt: skip


def with_block_ids(blocks: list[Json]) -> list[Json]:
    """Slack gives every block an id that has none."""
    return [{"block_id": secrets.token_urlsafe(4), **block} for block in blocks]


def _rich_text(text: str) -> Json:
    """What today's clients send beside the text of a message."""
    section: Json = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "block_id": secrets.token_urlsafe(4), "elements": [section]}


def _bot_profile(world: World) -> Json:
    return {
        "id": world.slack_bot_id, "app_id": world.slack_app_id, "user_id": world.slack_bot_user, "name": BOT,
        "icons": {}, "deleted": False, "updated": 1700000000, "team_id": world.workspace,
    }  # fmt: skip
