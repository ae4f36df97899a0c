"""Signed activities as Teams sends them.

Shapes: learn.microsoft.com, "Bot Framework activity schema", "Universal Actions for Adaptive Cards", "Dialogs".
"""

from __future__ import annotations

import html
import json
import uuid
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from bot.simulator.json_values import Json
from bot.simulator.line import SignedRequest
from bot.simulator.teams.tenant import Tenant
from bot.simulator.teams.tokens import Tokens
from bot.simulator.world import BOT, SimChannel, SimPerson

MENTION = f"<at>{BOT}</at>"
CONVERSATION_TYPE = {"channel": "channel", "group": "groupChat", "personal": "personal"}
ZONE = "Europe/Copenhagen"


class TeamsPayloads:
    def __init__(self, tenant: Tenant, tokens: Tokens) -> None:
        self._tenant = tenant
        self._world = tenant.world
        self.tokens = tokens

    def sign(self, body: bytes, *, key: RSAPrivateKey | None = None, **claims: Any) -> SignedRequest:
        """Any body with a token; `claims` as in Tokens.inbound."""
        token = self.tokens.inbound(key=key, **claims)
        return SignedRequest({"Content-Type": "application/json", "Authorization": f"Bearer {token}"}, body)

    def activity(self, activity: Json, *, key: RSAPrivateKey | None = None, **claims: Any) -> SignedRequest:
        return self.sign(json.dumps(activity).encode(), key=key, **claims)

    def says(
        self, person_key: str, conversation_id: str, text: str, *, activity_id: str | None = None,
        thread: str | None = None,
    ) -> SignedRequest:  # fmt: skip
        """A signed message that nobody sees in the conversation."""
        person, channel = self._world.person(person_key), self._channel(conversation_id)
        return self.activity(self.message(person, channel, text, activity_id or self._tenant.next_id(), thread))

    def message(
        self, person: SimPerson, channel: SimChannel, text: str, activity_id: str, thread: str | None = None
    ) -> Json:
        """A message activity; in a channel its conversation is the thread it begins or belongs to."""
        root = (thread or activity_id) if channel.kind == "channel" else None
        written = html.escape(text, quote=False).replace(f"@{BOT}", MENTION)
        activity = self.base("message", person, channel, activity_id, root)
        activity |= {"text": written, "textFormat": "plain"}
        activity["attachments"] = [{"contentType": "text/html", "content": f"<p>{written}</p>"}]
        if MENTION in written:
            mentioned = {"id": self._world.teams_bot_id, "name": BOT}
            activity["entities"].append({"type": "mention", "mentioned": mentioned, "text": MENTION})
        return activity

    def invoke(
        self, name: str, person: SimPerson, channel: SimChannel, value: Json, message_id: str | None = None,
        thread: str | None = None,
    ) -> Json:  # fmt: skip
        """An invoke activity: `adaptiveCard/action`, `task/fetch` or `task/submit`."""
        activity = self.base("invoke", person, channel, f"f:{uuid.uuid4()}", thread)
        activity |= {"name": name, "value": value}
        if message_id:
            activity["replyToId"] = message_id
            activity["channelData"] |= {"source": {"name": "message"}, "legacy": {"replyToId": message_id}}
        return activity

    def base(
        self, kind: str, person: SimPerson, channel: SimChannel, activity_id: str, thread: str | None = None
    ) -> Json:
        """What every activity has: who, where, when, in which tenant and team."""
        now = datetime.fromtimestamp(self._tenant.clock(), UTC)
        locale = "da-DK" if person.language == "da" else "en-GB"
        client: Json = {"type": "clientInfo", "locale": locale, "country": "DK", "platform": "Web", "timezone": ZONE}
        sender = {"id": self._world.teams_user(person), "name": person.name, "aadObjectId": person.teams}
        return {
            "type": kind, "id": activity_id, "timestamp": now.isoformat().replace("+00:00", "Z"),
            "localTimestamp": now.astimezone(ZoneInfo(ZONE)).isoformat(), "localTimezone": ZONE, "channelId": "msteams",
            "serviceUrl": f"{self.tokens.base_url}/", "locale": locale, "from": sender,
            "recipient": {"id": self._world.teams_bot_id, "name": BOT}, "entities": [client],
            "conversation": self._conversation(channel, thread), "channelData": self.channel_data(channel),
        }  # fmt: skip

    def channel_data(self, channel: SimChannel) -> Json:
        data: Json = {"tenant": {"id": self._world.tenant}}
        if channel.kind == "channel":
            group = str(uuid.uuid5(uuid.NAMESPACE_OID, self._world.team_id))
            team = {"id": self._world.team_id, "name": "Sundhedssamarbejdet", "aadGroupId": group}
            data |= {"teamsChannelId": channel.id, "teamsTeamId": self._world.team_id, "team": team}
            data["channel"] = {"id": channel.id, "name": channel.name}
        return data

    def _conversation(self, channel: SimChannel, thread: str | None) -> Json:
        shape: Json = {"id": channel.id, "tenantId": self._world.tenant}
        shape["conversationType"] = CONVERSATION_TYPE[channel.kind]
        if channel.kind != "personal":
            shape["isGroup"] = True
        if channel.kind == "channel" and thread:
            shape["id"] = f"{channel.id};messageid={thread}"
        return shape

    def _channel(self, conversation_id: str) -> SimChannel:
        channel = self._world.place("teams", conversation_id)
        if channel is None:
            raise KeyError(f"no Teams conversation {conversation_id}")
        return channel
