"""Signed requests as Slack sends them: events, presses, forms and slash commands.

Shapes: docs.slack.dev, "Events API", "block_actions", "view_submission", "Slash commands"; signature v0.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from typing import Any
from urllib.parse import urlencode

from bot.simulator.conversations import Message
from bot.simulator.json_values import Json
from bot.simulator.line import SignedRequest
from bot.simulator.slack.workspace import View, Workspace
from bot.simulator.world import BOT, SimChannel, SimPerson

TOKEN = "deprecated-verification-token"
FORM = "application/x-www-form-urlencoded"
CHANNEL_TYPE = {"channel": "channel", "group": "group", "personal": "im"}


class SlackPayloads:
    def __init__(self, workspace: Workspace, signing_secret: str, own_url: str) -> None:
        self._workspace = workspace
        self._world = workspace.world
        self._secret = signing_secret
        self._own_url = own_url

    def sign(
        self, body: bytes, content_type: str = "application/json", *, timestamp: str | None = None
    ) -> SignedRequest:
        """Any body, signed; `timestamp` in seconds, now unless told."""
        timestamp = timestamp or str(int(self._workspace.clock()))
        base = b"v0:" + timestamp.encode() + b":" + body
        signature = "v0=" + hmac.new(self._secret.encode(), base, hashlib.sha256).hexdigest()
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
        return SignedRequest(headers | {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature}, body)

    def says(
        self, person_key: str, channel_id: str, text: str, *, kind: str = "app_mention", ts: str | None = None,
        thread: str | None = None, event_id: str | None = None,
    ) -> SignedRequest:  # fmt: skip
        """The event of a message (`app_mention` or `message`) that nobody sees in the channel."""
        person, channel = self._world.person(person_key), self._channel(channel_id)
        ts = ts or self._workspace.next_ts()
        message = Message(channel.id, ts, person.key, person.name, self.mrkdwn(text), 0.0, thread)
        return self.event(self.message_event(message, kind), event_id=event_id)

    def event(self, event: Json, *, event_id: str | None = None) -> SignedRequest:
        """An event in the envelope of the Events API."""
        world = self._world
        envelope: Json = {
            "token": TOKEN, "team_id": world.workspace, "context_team_id": world.workspace,
            "context_enterprise_id": None, "api_app_id": world.slack_app_id, "event": event, "type": "event_callback",
            "event_id": event_id or f"Ev{secrets.token_hex(5).upper()}", "event_time": int(self._workspace.clock()),
            "authorizations": [{
                "enterprise_id": None, "team_id": world.workspace, "user_id": world.slack_bot_user, "is_bot": True,
                "is_enterprise_install": False,
            }],
            "is_ext_shared_channel": False, "event_context": f"4-{secrets.token_urlsafe(24)}",
        }  # fmt: skip
        return self.sign(_bytes(envelope))

    def message_event(self, message: Message, kind: str = "message") -> Json:
        """The inner event of a new message."""
        event = self._workspace.message_json(message) | {"channel": message.channel, "event_ts": message.id}
        if kind == "message":
            event["channel_type"] = CHANNEL_TYPE[self._channel(message.channel).kind]
        return event | {"type": kind}

    def change_event(self, message: Message, before: Json, subtype: str) -> Json:
        """The inner event of an edit (`message_changed`) or a deletion (`message_deleted`)."""
        ts = self._workspace.next_ts()
        event: Json = {"type": "message", "subtype": subtype, "channel": message.channel, "ts": ts, "event_ts": ts}
        event |= {"hidden": True, "previous_message": before}
        event["channel_type"] = CHANNEL_TYPE[self._channel(message.channel).kind]
        if subtype == "message_deleted":
            return event | {"deleted_ts": message.id}
        return event | {"message": self._workspace.message_json(message)}

    def action(self, person_key: str, message: Message, action: Json) -> SignedRequest:
        """A press of a button of a message (`block_actions`); `action` is an entry of Slack's `actions`."""
        person = self._world.person(person_key)
        channel = self._channel(message.channel)
        key = self._workspace.new_response_url(person, channel.id, message.id)
        container: Json = {"type": "message", "message_ts": message.id, "channel_id": channel.id}
        container["is_ephemeral"] = message.ephemeral_to is not None
        payload = self._interaction("block_actions", person) | {
            "container": container, "channel": {"id": channel.id, "name": self._channel_name(channel)},
            "state": {"values": dict[str, Json]()}, "response_url": self.response_url(key), "actions": [action],
        }  # fmt: skip
        if message.thread:
            container["thread_ts"] = message.thread
        if message.ephemeral_to is None:  # Slack leaves ephemeral messages out
            payload["message"] = self._workspace.message_json(message)
        return self._interactive(payload)

    def view(self, person_key: str, view: View, values: Json) -> SignedRequest:
        """A form that is sent (`view_submission`); `values` is Slack's `state.values`."""
        person = self._world.person(person_key)
        sent = view.json | {"state": {"values": values}}
        return self._interactive(self._interaction("view_submission", person) | {"view": sent, "response_urls": []})

    def slash(self, person_key: str, channel_id: str, command: str, text: str) -> SignedRequest:
        person, channel = self._world.person(person_key), self._channel(channel_id)
        key = self._workspace.new_response_url(person, channel.id, None)
        fields = {
            "token": TOKEN, "team_id": self._world.workspace, "team_domain": "simulator", "channel_id": channel.id,
            "channel_name": self._channel_name(channel), "user_id": person.slack or "", "user_name": person.key,
            "command": command, "text": text, "api_app_id": self._world.slack_app_id,
            "is_enterprise_install": "false", "response_url": self.response_url(key),
            "trigger_id": self._workspace.new_trigger(person),
        }  # fmt: skip
        return self.sign(urlencode(fields).encode(), FORM)

    def mrkdwn(self, text: str) -> str:
        """What Slack makes of what a person typed: escaped, with the bot's name as a mention."""
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return escaped.replace(f"@{BOT}", f"<@{self._world.slack_bot_user}>")

    def response_url(self, key: str) -> str:
        return f"{self._own_url}/simulator/slack/respond/{key}"

    def _interaction(self, kind: str, person: SimPerson) -> Json:
        workspace = self._world.workspace
        return {
            "type": kind, "api_app_id": self._world.slack_app_id, "token": TOKEN,
            "user": {"id": person.slack, "username": person.key, "name": person.key, "team_id": workspace},
            "team": {"id": workspace, "domain": "simulator"}, "enterprise": None, "is_enterprise_install": False,
            "trigger_id": self._workspace.new_trigger(person),
        }  # fmt: skip

    def _interactive(self, payload: Json) -> SignedRequest:
        return self.sign(urlencode({"payload": json.dumps(payload)}).encode(), FORM)

    def _channel(self, channel_id: str) -> SimChannel:
        channel = self._world.place("slack", channel_id)
        if channel is None:
            raise KeyError(f"no Slack channel {channel_id}")
        return channel

    def _channel_name(self, channel: SimChannel) -> str:
        return "directmessage" if channel.kind == "personal" else channel.name


def _bytes(value: Any) -> bytes:
    return json.dumps(value).encode()
