"""What a tenant remembers: messages, open dialogs and where the app is installed."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from bot.simulator.conversations import Conversations, Feed, Message
from bot.simulator.json_values import Json
from bot.simulator.world import BOT, SimPerson, World


@dataclass
class Dialog:
    """A dialog a person has open; `json` is Teams' task info (`title`, `card`), `conversation` where it was opened."""

    id: str
    person: str
    conversation: str
    json: Json
    open: bool = True
    version: int = 0


class Tenant:
    def __init__(self, world: World, feed: Feed, clock: Callable[[], float]) -> None:
        self.world = world
        self.clock = clock
        self.messages = Conversations("teams", feed)
        self.dialogs: dict[str, Dialog] = {}
        self.removed: set[str] = set()
        """Conversations the app has been removed from."""
        self._feed = feed
        self._last_id = 0

    def next_id(self) -> str:
        """An activity id: milliseconds, later than any before."""
        self._last_id = max(self._last_id + 1, int(self.clock() * 1000))
        return str(self._last_id)

    def post(
        self,
        conversation: str,
        text: str,
        *,
        person: SimPerson | None = None,
        card: Json | None = None,
        thread: str | None = None,
        ephemeral_to: str | None = None,
    ) -> Message:
        """A new message; without a person it is the bot's."""
        author, name = (person.key, person.name) if person else (BOT, BOT)
        message = Message(conversation, self.next_id(), author, name, text, self.clock(), thread, ephemeral_to)
        message.card = card
        message.metadata = (card or {}).get("metadata")
        return self.messages.add(message)

    def show_card_to(self, person: SimPerson, message: Message, card: Json) -> None:
        """The answer to Action.Execute replaces the card for the one who pressed, until it is edited."""
        message.card_for[person.key] = card
        self.messages.changed(message, edited=False)

    def open_dialog(self, person: SimPerson, conversation: str, info: Json) -> Dialog:
        for other in self.dialogs.values():
            other.open = other.open and other.person != person.key
        dialog = Dialog(secrets.token_hex(8), person.key, conversation, info)
        self.dialogs[dialog.id] = dialog
        self._feed.changed()
        return dialog

    def change_dialog(self, dialog: Dialog, info: Json | None) -> None:
        """Redraws a dialog, or closes it."""
        dialog.json, dialog.open = info or dialog.json, info is not None
        dialog.version = self._feed.changed()

    def dialog_of(self, person_key: str) -> Dialog | None:
        """The dialog a person has open now."""
        return next((d for d in self.dialogs.values() if d.open and d.person == person_key), None)


def split(conversation_id: str) -> tuple[str, str | None]:
    """`19:…;messageid=…` as the conversation and the thread's first message."""
    conversation, _, thread = conversation_id.partition(";messageid=")
    return conversation, thread or None
