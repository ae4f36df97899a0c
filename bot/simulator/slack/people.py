"""What people do in Slack: say, edit, delete, press, fill in, command."""

from __future__ import annotations

from typing import Any

from bot.simulator.conversations import Message
from bot.simulator.json_values import Json
from bot.simulator.line import Answer, Line
from bot.simulator.slack.blocks import options_of
from bot.simulator.slack.payloads import SlackPayloads
from bot.simulator.slack.workspace import View, Workspace
from bot.simulator.world import SimChannel, SimPerson

ALL_EVENTS = frozenset({"app_mention", "message.im", "message.channels", "message.groups"})
SUBSCRIPTION = {"personal": "message.im", "channel": "message.channels", "group": "message.groups"}


class SlackPeople:
    """Each act returns what the bot answered. `events` are the event types the app has subscribed to."""

    def __init__(self, workspace: Workspace, payloads: SlackPayloads, line: Line, events: frozenset[str]) -> None:
        self.workspace = workspace
        self._world = workspace.world
        self.payloads = payloads
        self._line = line
        self._events = events

    def direct(self, person_key: str) -> str:
        """The id of a person's chat with the bot."""
        channel = self._world.direct("slack", self._member(person_key))
        assert channel
        return channel.id

    def messages(self, channel_id: str, to: str | None = None) -> list[Message]:
        """What can be seen in a channel, oldest first; `to` leaves out what only other people see."""
        return self.workspace.messages.visible(channel_id, to)

    def view(self, person_key: str) -> View | None:
        """The form a person has open."""
        return self.workspace.view_of(person_key)

    @property
    def views(self) -> dict[str, View]:
        """Every form that was opened, by id."""
        return self.workspace.views

    async def says(self, person_key: str, channel_id: str, text: str, thread: str | None = None) -> Answer:
        """Events: `app_mention` when the text has "@samordning" in it, and `message`; the first one's answer."""
        person, channel = self._member(person_key), self._channel(channel_id)
        message = self.workspace.post(channel.id, self.payloads.mrkdwn(text), person=person, thread=thread)
        kinds: list[str] = []
        if f"<@{self._world.slack_bot_user}>" in message.text and channel.kind != "personal":
            kinds.append("app_mention")
        kinds.append("message")
        answers = [await self._tell(channel, self.payloads.message_event(message, kind)) for kind in kinds]
        told = next((answer for answer in answers if answer.failure != "not_delivered"), answers[0])
        return Answer(told.status, told.body, told.failure, id=message.id)

    async def edits(self, person_key: str, ts: str, text: str, channel_id: str) -> Answer:
        message = self._own(person_key, channel_id, ts)
        before = self.workspace.message_json(message)
        message.text = self.payloads.mrkdwn(text)
        self.workspace.messages.changed(message)
        return await self.echo(message, before, "message_changed")

    async def deletes(self, person_key: str, ts: str, channel_id: str) -> Answer:
        """A person deletes their own message, or (as an admin may) the bot's."""
        message = self._message(channel_id, ts)
        before = self.workspace.message_json(message)
        self.workspace.messages.delete(message)
        return await self.echo(message, before, "message_deleted")

    async def presses(self, person_key: str, ts: str, action: str, channel_id: str) -> Answer:
        """Presses the button with this action_id or label; LookupError if the message has none."""
        person, message = self._member(person_key), self._message(channel_id, ts)
        pressed = _action(message.blocks, action) | {"action_ts": self.workspace.next_ts()}
        return await self._line.send("slack", self.payloads.action(person.key, message, pressed))

    async def submits(self, person_key: str, view_id: str, values: dict[str, Any]) -> Answer:
        """Sends a form; `values` are by input name, a choice by its value or its label."""
        view = self.workspace.views[view_id]
        request = self.payloads.view(person_key, view, state_values(view.json["blocks"], values))
        answer = await self._line.send("slack", request)
        return self._after_submit(view, answer)

    async def commands(self, person_key: str, channel_id: str, command: str, text: str = "") -> Answer:
        """A slash command; an answer with a text is shown to the person only, unless it says `in_channel`."""
        person = self._member(person_key)
        answer = await self._line.send("slack", self.payloads.slash(person.key, channel_id, command, text))
        words = answer.json.get("text", answer.body if isinstance(answer.body, str) else "")
        if answer.ok and (words or answer.json.get("blocks")):
            to = None if answer.json.get("response_type") == "in_channel" else person.key
            self.workspace.post(channel_id, words, blocks=answer.json.get("blocks"), ephemeral_to=to)
        return answer

    async def echo(self, message: Message, before: Json | None = None, subtype: str | None = None) -> Answer:
        """The event about a message that is new, or was edited or deleted."""
        channel = self._channel(message.channel)
        if subtype is None or before is None:
            return await self._tell(channel, self.payloads.message_event(message))
        return await self._tell(channel, self.payloads.change_event(message, before, subtype))

    async def _tell(self, channel: SimChannel, event: Json) -> Answer:
        wanted = "app_mention" if event["type"] == "app_mention" else SUBSCRIPTION[channel.kind]
        if wanted not in self._events:
            return Answer(0, failure="not_delivered")
        return await self._line.send("slack", self.payloads.event(event))

    def _after_submit(self, view: View, answer: Answer) -> Answer:
        response = answer.json.get("response_action")
        errors: dict[str, str] = {}
        if response == "errors":
            errors = answer.json.get("errors", {})
        elif response in ("update", "push"):
            self.workspace.update_view(view, answer.json["view"])
        elif answer.ok:
            self.workspace.close_view(view)
        return Answer(answer.status, answer.body, answer.failure, errors=errors, view=view.id if view.open else None)

    def _member(self, person_key: str) -> SimPerson:
        person = self._world.person(person_key)
        if person.slack is None:
            raise LookupError(f"{person.name} isn't on Slack")
        return person

    def _channel(self, channel_id: str) -> SimChannel:
        channel = self._world.place("slack", channel_id)
        if channel is None:
            raise LookupError(f"no Slack channel {channel_id}")
        return channel

    def _message(self, channel_id: str, ts: str) -> Message:
        message = self.workspace.messages.find(channel_id, ts)
        if message is None:
            raise LookupError(f"no message {ts} in {channel_id}")
        return message

    def _own(self, person_key: str, channel_id: str, ts: str) -> Message:
        message = self._message(channel_id, ts)
        if message.author != person_key:
            raise LookupError(f"{ts} isn't a message of {person_key}")
        return message


def _action(blocks: list[Json], wanted: str) -> Json:
    """The entry in Slack's `actions` for the element with this action_id or label."""
    for block in blocks:
        elements: list[Json] = list(block.get("elements", [])) if block["type"] == "actions" else []
        elements += [block["accessory"]] if "accessory" in block else []
        for element in elements:
            if wanted in (element.get("action_id"), element.get("text", {}).get("text")):
                return element | {"block_id": block["block_id"]}
    raise LookupError(f"no button {wanted!r} in the message")


def state_values(blocks: list[Json], values: dict[str, Any]) -> Json:
    """Slack's `state.values` of a form in which `values` have been filled in; the rest keeps what it started with."""
    state: Json = {}
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            name = element.get("action_id", block["block_id"])
            state[block["block_id"]] = {name: _input_value(element, values.get(name, values.get(block["block_id"])))}
    return state


def _input_value(element: Json, value: Any) -> Json:
    kind = element["type"]
    match kind:
        case "static_select" | "radio_buttons":
            chosen = [o for o in options_of(element) if value in (o["value"], o["text"]["text"])]
            if value and not chosen:
                raise LookupError(f"no option {value!r} in {element.get('action_id')}")
            return {"type": kind, "selected_option": chosen[0] if value else element.get("initial_option")}
        case "datepicker":
            return {"type": kind, "selected_date": value or element.get("initial_date")}
        case "timepicker":
            return {"type": kind, "selected_time": value or element.get("initial_time")}
        case _:
            return {"type": kind, "value": element.get("initial_value") if value is None else value or None}
