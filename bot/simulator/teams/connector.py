"""The Bot Connector (learn.microsoft.com, "Bot Connector REST API"): post, edit, delete, conversations, members."""

from __future__ import annotations

from bot.simulator.conversations import Message
from bot.simulator.json_values import Json, items, mapping
from bot.simulator.teams.cards import CONTENT_TYPE, card_problem, too_big
from bot.simulator.teams.tenant import Tenant, split
from bot.simulator.world import BOT, SimChannel, SimPerson


class ConnectorError(Exception):
    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.json: Json = {"error": {"code": code, "message": message}}


class Connector:
    def __init__(self, tenant: Tenant, base_url: str) -> None:
        self._tenant = tenant
        self._world = tenant.world
        self._base_url = base_url

    def create(self, conversation_id: str, activity: Json, *, targeted: bool = False) -> Json:
        """Posts into a conversation, or with `;messageid=` into a thread of a channel."""
        conversation, thread = split(conversation_id)
        channel = self._channel(conversation)
        if activity.get("type") == "typing":
            return {}
        if thread and channel.kind == "channel" and not self._tenant.messages.find(channel.id, thread):
            raise ConnectorError(404, "ConversationNotFound", "Thread not found.")
        text, card = _content(activity)
        to = self._recipient(activity).key if targeted else None
        root = thread if channel.kind == "channel" else None
        return {"id": self._tenant.post(channel.id, text, card=card, thread=root, ephemeral_to=to).id}

    def update(self, conversation_id: str, activity_id: str, activity: Json) -> Json:
        message = self._own_message(conversation_id, activity_id)
        message.text, message.card = _content(activity)
        message.metadata = (message.card or {}).get("metadata")
        message.card_for.clear()
        self._tenant.messages.changed(message)
        return {"id": message.id}

    def delete(self, conversation_id: str, activity_id: str) -> None:
        self._tenant.messages.delete(self._own_message(conversation_id, activity_id))

    def create_conversation(self, body: Json) -> Json:
        """A person's chat with the bot, or with `channelData.channel.id` a new thread in a channel."""
        channel_id = channel_of(body)
        if channel_id:
            posted = self.create(channel_id, body.get("activity") or {})
            thread = f"{channel_id};messageid={posted['id']}"
            return {"id": thread, "activityId": posted["id"], "serviceUrl": self._base_url}
        if not body.get("tenantId") and not mapping(mapping(body.get("channelData")).get("tenant")).get("id"):
            raise ConnectorError(400, "BadArgument", "Missing tenant id.")
        member = next(iter(items(body.get("members"))), None)
        person = self._person(str(mapping(member).get("id", "")))
        direct = self._world.direct("teams", person)
        assert direct
        self._channel(direct.id)
        activity = body.get("activity")
        sent = {"activityId": self.create(direct.id, activity)["id"]} if activity else {}
        return {"id": direct.id, "serviceUrl": self._base_url} | sent

    def member(self, conversation_id: str, member_id: str) -> Json:
        self._channel(split(conversation_id)[0])
        return self._member_json(self._person(member_id))

    def members(self, conversation_id: str) -> list[Json]:
        channel = self._channel(split(conversation_id)[0])
        owner = self._world.owner(channel)
        return [self._member_json(p) for p in self._world.people if p.teams and owner in (None, p)]

    def _member_json(self, person: SimPerson) -> Json:
        given, _, surname = person.name.rpartition(" ")
        return {
            "id": self._world.teams_user(person), "name": person.name, "objectId": person.teams,
            "aadObjectId": person.teams, "givenName": given, "surname": surname, "email": person.email,
            "userPrincipalName": person.email, "tenantId": self._world.tenant, "userRole": "user",
        }  # fmt: skip

    def _channel(self, conversation: str) -> SimChannel:
        channel = self._world.place("teams", conversation)
        if channel is None:
            raise ConnectorError(404, "ConversationNotFound", "Conversation not found.")
        if channel.id in self._tenant.removed:
            raise ConnectorError(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.")
        return channel

    def _person(self, identity: str) -> SimPerson:
        person = self._world.person_on("teams", identity)
        if person is None:
            raise ConnectorError(404, "MemberNotFoundInConversation", "User not found.")
        return person

    def _recipient(self, activity: Json) -> SimPerson:
        return self._person(str(mapping(activity.get("recipient")).get("id", "")))

    def _own_message(self, conversation_id: str, activity_id: str) -> Message:
        channel = self._channel(split(conversation_id)[0])
        message = self._tenant.messages.find(channel.id, activity_id)
        if message is None:
            raise ConnectorError(404, "ActivityNotFoundInConversation", "The activity is not in the conversation.")
        if message.author != BOT:
            raise ConnectorError(403, "ForbiddenOperationException", "Not a message of the bot.")
        return message


def channel_of(body: Json) -> str | None:
    """The channel in which a new conversation is to begin; None for a person's chat with the bot."""
    return mapping(mapping(body.get("channelData")).get("channel")).get("id")


def _content(activity: Json) -> tuple[str, Json | None]:
    """Text and card of an activity, or the refusal Teams would give."""
    if too_big(activity):
        raise ConnectorError(413, "MessageSizeTooBig", "Message size too large.")
    attachments = [mapping(attachment) for attachment in items(activity.get("attachments"))]
    cards = [a.get("content") for a in attachments if a.get("contentType") == CONTENT_TYPE]
    text = str(activity.get("text") or "")
    if not text and not cards:
        raise ConnectorError(400, "BadSyntax", "Activity has no text and no card.")
    for card in cards:
        if problem := card_problem(card):
            raise ConnectorError(400, "BadArgument", problem)
    return text, cards[0] if cards else None
