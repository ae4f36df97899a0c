"""What people do in Teams: say, edit, delete, press, fill in, install the app."""

from __future__ import annotations

from typing import Any, Literal

from bot.simulator.conversations import Message
from bot.simulator.json_values import Json, mapping
from bot.simulator.line import Answer, Line
from bot.simulator.teams.cards import find_action, merged
from bot.simulator.teams.payloads import MENTION, TeamsPayloads
from bot.simulator.teams.tenant import Dialog, Tenant
from bot.simulator.world import BOT, SimChannel, SimPerson

CARD_ANSWER = "application/vnd.microsoft.card.adaptive"
WORDS_ANSWER = "application/vnd.microsoft.activity.message"


class TeamsPeople:
    """Each act returns what the bot answered. In channels and group chats the bot hears only what mentions it."""

    def __init__(self, tenant: Tenant, payloads: TeamsPayloads, line: Line) -> None:
        self.tenant = tenant
        self._world = tenant.world
        self._payloads = payloads
        self._line = line

    def direct(self, person_key: str) -> str:
        """The id of a person's chat with the bot."""
        channel = self._world.direct("teams", self._member(person_key))
        assert channel
        return channel.id

    def messages(self, conversation_id: str, to: str | None = None) -> list[Message]:
        """What can be seen in a conversation, oldest first; `to` leaves out what only other people see."""
        return self.tenant.messages.visible(conversation_id, to)

    def dialog(self, person_key: str) -> Dialog | None:
        """The dialog a person has open."""
        return self.tenant.dialog_of(person_key)

    @property
    def dialogs(self) -> dict[str, Dialog]:
        """Every dialog that was opened, by id."""
        return self.tenant.dialogs

    async def says(self, person_key: str, conversation_id: str, text: str, thread: str | None = None) -> Answer:
        person, channel = self._member(person_key), self._channel(conversation_id)
        message = self.tenant.post(channel.id, text, person=person, thread=thread)
        activity = self._payloads.message(person, channel, text, message.id, thread)
        answer = await self._tell(channel, activity)
        return Answer(answer.status, answer.body, answer.failure, id=message.id)

    async def edits(self, person_key: str, message_id: str, text: str, conversation_id: str) -> Answer:
        person, channel = self._member(person_key), self._channel(conversation_id)
        message = self._message(channel.id, message_id)
        message.text = text
        self.tenant.messages.changed(message)
        activity = self._payloads.message(person, channel, text, message.id, message.thread)
        activity["channelData"]["eventType"] = "editMessage"
        return await self._tell(channel, activity | {"type": "messageUpdate"})

    async def deletes(self, person_key: str, message_id: str, conversation_id: str) -> Answer:
        """A person deletes their own message, or (as an owner may) the bot's; only the former is told to the bot."""
        person, channel = self._member(person_key), self._channel(conversation_id)
        message = self._message(channel.id, message_id)
        self.tenant.messages.delete(message)
        if message.author == BOT:
            return Answer(0, failure="not_delivered")
        activity = self._payloads.base("messageDelete", person, channel, message.id, message.thread)
        activity["channelData"]["eventType"] = "softDeleteMessage"
        return await self._line.send("teams", self._payloads.activity(activity))

    async def presses(
        self,
        person_key: str,
        message_id: str,
        action: str | int,
        conversation_id: str,
        values: dict[str, Any] | None = None,
    ) -> Answer:
        """Presses the action with this verb, id, intent, title or number; `values` are those of the card's inputs."""
        person, channel = self._member(person_key), self._channel(conversation_id)
        message = self._message(channel.id, message_id)
        card = message.card_for.get(person.key, message.card or {})
        pressed, data = find_action(card, action), {}
        data = merged(card, pressed, values or {})
        if pressed["type"] == "Action.Execute":
            return await self._execute(person, channel, message, pressed, data)
        if data.get("msteams", {}).get("type") == "task/fetch":
            return await self._fetch(person, channel, message, data)
        activity = self._payloads.base("message", person, channel, self.tenant.next_id(), self._root(message))
        activity |= {"value": data, "replyToId": message.id}
        return await self._line.send("teams", self._payloads.activity(activity))

    async def submits(
        self, person_key: str, dialog_id: str, values: dict[str, Any], action: str | int | None = None
    ) -> Answer:
        """Sends a dialog by its first action, or the one named; `values` are by input name."""
        person, dialog = self._member(person_key), self.tenant.dialogs[dialog_id]
        card = dialog.json["card"]["content"]
        pressed = find_action(card, 0 if action is None else action)
        value = {"data": merged(card, pressed, values), "context": {"theme": "default"}}
        activity = self._payloads.invoke("task/submit", person, self._channel(dialog.conversation), value)
        answer = await self._line.send("teams", self._payloads.activity(activity))
        task = mapping(answer.json.get("task"))
        if answer.ok:
            self.tenant.change_dialog(dialog, task["value"] if task.get("type") == "continue" else None)
            self._say_privately(person, dialog.conversation, task, None)
        return Answer(answer.status, answer.body, answer.failure, view=dialog.id if dialog.open else None)

    async def installs(
        self, person_key: str, conversation_id: str | None = None, action: Literal["add", "remove"] = "add"
    ) -> Answer:
        """Installs the app in a conversation (the person's own chat unless told), or removes it."""
        person = self._member(person_key)
        channel = self._channel(conversation_id or self.direct(person_key))
        moved = "membersAdded" if action == "add" else "membersRemoved"
        (self.tenant.removed.discard if action == "add" else self.tenant.removed.add)(channel.id)
        update = self._payloads.base("conversationUpdate", person, channel, f"f:{self.tenant.next_id()}")
        update[moved] = [{"id": self._world.teams_bot_id}]
        if channel.kind == "channel":
            update["channelData"]["eventType"] = "teamMemberAdded" if action == "add" else "teamMemberRemoved"
        await self._line.send("teams", self._payloads.activity(update))
        install = self._payloads.base("installationUpdate", person, channel, f"f:{self.tenant.next_id()}")
        return await self._line.send("teams", self._payloads.activity(install | {"action": action}))

    async def _execute(
        self, person: SimPerson, channel: SimChannel, message: Message, pressed: Json, data: Json
    ) -> Answer:
        action = {key: pressed[key] for key in ("type", "id", "title", "verb") if key in pressed} | {"data": data}
        value: Json = {"action": action, "trigger": "manual"}
        answer = await self._invoke("adaptiveCard/action", person, channel, message, value)
        shown = answer.json.get("value")
        if answer.json.get("type") == CARD_ANSWER:
            self.tenant.show_card_to(person, message, mapping(shown))
        elif answer.json.get("type") == WORDS_ANSWER:
            self._say_privately(person, channel.id, {"type": "message", "value": shown}, self._root(message))
        return answer

    async def _fetch(self, person: SimPerson, channel: SimChannel, message: Message, data: Json) -> Answer:
        value: Json = {"data": data, "context": {"theme": "default"}}
        answer = await self._invoke("task/fetch", person, channel, message, value)
        task = mapping(answer.json.get("task"))
        self._say_privately(person, channel.id, task, self._root(message))
        if task.get("type") != "continue":
            return answer
        dialog = self.tenant.open_dialog(person, channel.id, task["value"])
        return Answer(answer.status, answer.body, answer.failure, view=dialog.id)

    async def _invoke(self, name: str, person: SimPerson, channel: SimChannel, message: Message, value: Json) -> Answer:
        activity = self._payloads.invoke(name, person, channel, value, message.id, self._root(message))
        return await self._line.send("teams", self._payloads.activity(activity))

    async def _tell(self, channel: SimChannel, activity: Json) -> Answer:
        if channel.kind != "personal" and MENTION not in activity["text"]:
            return Answer(0, failure="not_delivered")
        return await self._line.send("teams", self._payloads.activity(activity))

    def _say_privately(self, person: SimPerson, conversation: str, task: Json, thread: str | None) -> None:
        """Teams shows such words in a small window; here they are a message only that person sees."""
        if task.get("type") == "message" and task.get("value"):
            self.tenant.post(conversation, str(task["value"]), thread=thread, ephemeral_to=person.key)

    def _root(self, message: Message) -> str:
        return message.thread or message.id

    def _member(self, person_key: str) -> SimPerson:
        person = self._world.person(person_key)
        if person.teams is None:
            raise LookupError(f"{person.name} isn't on Teams")
        return person

    def _channel(self, conversation_id: str) -> SimChannel:
        channel = self._world.place("teams", conversation_id)
        if channel is None:
            raise LookupError(f"no Teams conversation {conversation_id}")
        return channel

    def _message(self, conversation_id: str, message_id: str) -> Message:
        message = self.tenant.messages.find(conversation_id, message_id)
        if message is None:
            raise LookupError(f"no message {message_id} in {conversation_id}")
        return message
