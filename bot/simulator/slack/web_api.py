"""Slack's Web API, as far as a bot of our kind calls it (docs.slack.dev, "Web API methods")."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from bot.simulator.conversations import Message
from bot.simulator.json_values import Json, items, mapping
from bot.simulator.slack.blocks import block_problems, metadata_problems, view_problems
from bot.simulator.slack.workspace import Workspace, with_block_ids
from bot.simulator.world import BOT, SimChannel, SimPerson

Echo = Callable[[Message, Json | None, str | None], None]
LONGEST_TEXT = 40_000


class SlackError(Exception):
    """Slack's `{"ok": false, "error": …}`; `more` is added to it."""

    def __init__(self, error: str, messages: list[str] | None = None) -> None:
        super().__init__(error)
        self.json: Json = {"ok": False, "error": error}
        if messages:
            self.json |= {"errors": messages}
            self.json["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in messages]}


class WebApi:
    def __init__(self, workspace: Workspace, echo: Echo) -> None:
        self._workspace = workspace
        self._world = workspace.world
        self._echo = echo
        self._methods: dict[str, Callable[[Json], Json]] = {
            "api.test": lambda _: {}, "auth.test": self._auth_test,
            "chat.postMessage": self._post_message, "chat.postEphemeral": self._post_ephemeral,
            "chat.update": self._update, "chat.delete": self._delete,
            "conversations.open": self._open, "conversations.info": self._info,
            "conversations.history": self._history, "conversations.replies": self._replies,
            "users.info": self._user, "views.open": self._open_view, "views.update": self._update_view,
        }  # fmt: skip

    def call(self, method: str, body: Json) -> Json:
        if method not in self._methods:
            raise SlackError("unknown_method")
        return {"ok": True} | self._methods[method](body)

    def respond(self, key: str, body: Json) -> None:
        """A post to a response URL; raises SlackError when it is unknown, too old or used up."""
        workspace, url = self._workspace, self._workspace.response_urls.get(key)
        if url is None or url.uses == 0 or url.until < workspace.clock():
            raise SlackError("expired_url" if url else "invalid_url")
        url.uses -= 1
        original = workspace.messages.find(url.channel, url.message) if url.message else None
        if body.get("delete_original") and original:
            return self._remove(original)
        if body.get("replace_original") and original:
            return self._rewrite(original, body)
        to = None if body.get("response_type") == "in_channel" else url.person
        thread = body.get("thread_ts") or (original.thread if original else None)
        self._new(url.channel, body, thread=thread, ephemeral_to=to)

    def _auth_test(self, _: Json) -> Json:
        world = self._world
        return {
            "url": "https://simulator.slack.com/", "team": "simulator", "user": BOT, "team_id": world.workspace,
            "user_id": world.slack_bot_user, "bot_id": world.slack_bot_id, "is_enterprise_install": False,
        }  # fmt: skip

    def _post_message(self, body: Json) -> Json:
        channel = self._channel(body)
        message = self._new(channel.id, body, thread=body.get("thread_ts"))
        return {"channel": channel.id, "ts": message.id, "message": self._workspace.message_json(message)}

    def _post_ephemeral(self, body: Json) -> Json:
        channel = self._channel(body)
        person = self._person(body)
        message = self._new(channel.id, body, thread=body.get("thread_ts"), ephemeral_to=person.key)
        return {"message_ts": message.id}

    def _update(self, body: Json) -> Json:
        message = self._own_message(body, "cant_update_message")
        self._rewrite(message, body)
        return {
            "channel": message.channel, "ts": message.id, "text": message.text,
            "message": self._workspace.message_json(message),
        }  # fmt: skip

    def _delete(self, body: Json) -> Json:
        message = self._own_message(body, "cant_delete_message")
        self._remove(message)
        return {"channel": message.channel, "ts": message.id}

    def _open(self, body: Json) -> Json:
        channel = body.get("channel")
        if channel is None:
            person = self._person({"user": str(body.get("users", "")).split(",")[0]})
            direct = self._world.direct("slack", person)
            channel = direct.id if direct else ""
        return {"no_op": True, "already_open": True, "channel": {"id": self._channel({"channel": channel}).id}}

    def _info(self, body: Json) -> Json:
        channel = self._channel(body)
        shape: Json = {"id": channel.id, "name": channel.name, "is_archived": False, "is_member": True}
        shape |= {"is_im": channel.kind == "personal", "is_channel": channel.kind == "channel"}
        return {"channel": shape | {"is_private": channel.kind != "channel"}}

    def _history(self, body: Json) -> Json:
        messages = [m for m in self._real(self._channel(body)) if m.thread in (None, m.id)]
        return self._page(list(reversed(messages)), body)

    def _replies(self, body: Json) -> Json:
        root = str(body.get("ts", ""))
        messages = [m for m in self._real(self._channel(body)) if root in (m.id, m.thread)]
        if not messages:
            raise SlackError("thread_not_found")
        return self._page(messages, body)

    def _user(self, body: Json) -> Json:
        person = self._person(body)
        locale = {"locale": "da-DK" if person.language == "da" else "en-GB"} if _yes(body.get("include_locale")) else {}
        profile = {"real_name": person.name, "display_name": person.name, "email": person.email}
        user: Json = {"id": person.slack, "team_id": self._world.workspace, "name": person.key, "deleted": False}
        user |= {"real_name": person.name, "tz": "Europe/Copenhagen", "is_bot": False, "profile": profile}
        return {"user": user | locale}

    def _open_view(self, body: Json) -> Json:
        view = _checked_view(body)
        person = self._workspace.use_trigger(str(body.get("trigger_id", "")))
        if person is None:
            raise SlackError("expired_trigger_id")
        return {"view": self._workspace.open_view(person, view).json}

    def _update_view(self, body: Json) -> Json:
        view = _checked_view(body)
        opened = self._workspace.views.get(str(body.get("view_id", "")))
        if opened is None or not opened.open:
            raise SlackError("not_found")
        if body.get("hash") and body["hash"] != opened.json["hash"]:
            raise SlackError("hash_conflict")
        return {"view": self._workspace.update_view(opened, view).json}

    def _new(self, channel: str, body: Json, *, thread: str | None, ephemeral_to: str | None = None) -> Message:
        text, blocks, metadata = _checked_content(body)
        message = self._workspace.post(
            channel, text, blocks=blocks, metadata=metadata, thread=thread, ephemeral_to=ephemeral_to
        )
        if ephemeral_to is None:
            self._echo(message, None, None)
        return message

    def _rewrite(self, message: Message, body: Json) -> None:
        before = self._workspace.message_json(message)
        text, blocks, metadata = _checked_content(body)
        message.text, message.blocks = text, with_block_ids(blocks)
        message.metadata = metadata or message.metadata
        self._workspace.messages.changed(message)
        if message.ephemeral_to is None:
            self._echo(message, before, "message_changed")

    def _remove(self, message: Message) -> None:
        before = self._workspace.message_json(message)
        self._workspace.messages.delete(message)
        if message.ephemeral_to is None:
            self._echo(message, before, "message_deleted")

    def _real(self, channel: SimChannel) -> list[Message]:
        return [m for m in self._workspace.messages.visible(channel.id) if m.ephemeral_to is None]

    def _page(self, messages: list[Message], body: Json) -> Json:
        oldest, latest = str(body.get("oldest") or "0"), str(body.get("latest") or "9999999999")
        start, limit = int(body.get("cursor") or 0), int(body.get("limit") or 100)
        inclusive = _yes(body.get("inclusive"))
        found = [
            m for m in messages
            if float(oldest) < float(m.id) < float(latest) or (inclusive and m.id in (oldest, latest))
        ]  # fmt: skip
        with_metadata = _yes(body.get("include_all_metadata"))
        page = [self._workspace.message_json(m, metadata=with_metadata) for m in found[start : start + limit]]
        more = start + limit < len(found)
        cursor = {"next_cursor": str(start + limit) if more else ""}
        return {"messages": page, "has_more": more, "response_metadata": cursor}

    def _channel(self, body: Json) -> SimChannel:
        """A channel, or a person's chat with the bot by the person's id."""
        wanted = str(body.get("channel", ""))
        person = self._world.person_on("slack", wanted)
        channel = self._world.direct("slack", person) if person else self._world.place("slack", wanted)
        if channel is None:
            raise SlackError("channel_not_found")
        return channel

    def _person(self, body: Json) -> SimPerson:
        person = self._world.person_on("slack", str(body.get("user", "")))
        if person is None:
            raise SlackError("user_not_found")
        return person

    def _own_message(self, body: Json, refusal: str) -> Message:
        message = self._workspace.messages.find(self._channel(body).id, str(body.get("ts", "")))
        if message is None or message.ephemeral_to is not None:
            raise SlackError("message_not_found")
        if message.author != BOT:
            raise SlackError(refusal)
        return message


def _checked_content(body: Json) -> tuple[str, list[Json], Json | None]:
    text, blocks, metadata = str(body.get("text") or ""), items(body.get("blocks")), body.get("metadata")
    if not text and not blocks:
        raise SlackError("no_text")
    if len(text) > LONGEST_TEXT:
        raise SlackError("msg_too_long")
    if problems := block_problems(blocks):
        raise SlackError("invalid_blocks", problems)
    if metadata and (problems := metadata_problems(metadata)):
        raise SlackError("invalid_metadata_schema", problems)
    return text, blocks, metadata


def _checked_view(body: Json) -> Json:
    view = mapping(body.get("view"))
    if view.get("type") != "modal":
        raise SlackError("invalid_arguments", ["missing or unsupported view [json-pointer:/view]"])
    if problems := view_problems(view):
        raise SlackError("invalid_arguments", problems)
    return view


def _yes(value: Any) -> bool:
    return value in (True, 1, "1", "true", "True")


def parsed(fields: Json) -> Json:
    """Form fields with the JSON in them read."""
    return {
        key: json.loads(value) if key in ("blocks", "metadata", "view") and isinstance(value, str) else value
        for key, value in fields.items()
    }
