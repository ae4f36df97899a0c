# pyright: reportUnknownMemberType=false
"""From Slack: mentions, direct messages, buttons and forms become intents; the work is done before the answer."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Coroutine
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.json_values import Json, json_object, mapping
from bot.slack.client import SlackClient, SlackRefused
from bot.slack.text import plain_words
from bot.words import say
from handlers.context import Place, Sender
from handlers.dispatch import Answered, Dispatcher, read_intent
from handlers.refusals import FormRejected
from templates.block_kit import to_block_kit, to_modal
from templates.elements import Actions, Card
from templates.plain_text import problems

log = structlog.get_logger()

_ANYTHING = re.compile(".*")
_WRITTEN = frozenset({None, "file_share", "thread_broadcast"})
"""Subtypes of messages that somebody wrote; the others are edits, deletions and notices."""


class SlackInbound:
    """Listeners on a Bolt app. Bolt has `process_before_response`: what raises here is answered 500, and retried."""

    def __init__(self, app: AsyncApp, client: SlackClient, dispatcher: Dispatcher, timezone: str) -> None:
        self._client = client
        self._dispatcher = dispatcher
        self._timezone = timezone
        self._background: set[asyncio.Task[Any]] = set()
        app.event("app_mention")(self.mentioned)
        app.event("message")(self.message)
        app.action(_ANYTHING)(self.pressed)
        app.view(_ANYTHING)(self.submitted)

    async def mentioned(self, event: Json, body: Json, context: AsyncBoltContext) -> None:
        """The answer goes into the thread of the message, so that the channel stays readable."""
        if _is_a_persons(event):
            await self._hear(event, body, context, thread=event.get("thread_ts") or event["ts"])

    async def message(self, event: Json, body: Json, context: AsyncBoltContext) -> None:
        """Direct messages. In channels the bot listens to mentions only; edits and others' bots are no questions."""
        if event.get("channel_type") == "im" and event.get("subtype") in _WRITTEN and _is_a_persons(event):
            await self._hear(event, body, context, thread=event.get("thread_ts"))

    async def _hear(self, event: Json, body: Json, context: AsyncBoltContext, thread: str | None) -> None:
        sender = Sender("slack", body["team_id"], event["user"])
        place = Place(event["channel"], "personal" if event.get("channel_type") == "im" else "channel", thread)
        text = plain_words(event.get("text", ""), context.bot_user_id)
        # Slack may send one message under two event ids: a message is known by where and when it was written
        await self._dispatcher.hear(sender, place, text, f"slack:{sender.tenant}:{event['channel']}:{event['ts']}")

    async def pressed(self, ack: AsyncAck, action: Json, body: Json) -> None:
        sender = Sender("slack", body["team"]["id"], body["user"]["id"])
        # the renderer numbers buttons of the same intent: cast_vote, cast_vote#2. The trigger is this delivery's; a
        # second press has another, and is settled by the rows
        intent = read_intent(action["action_id"].partition("#")[0], json_object(action.get("value")))
        answered = await self._dispatcher.carry_out(sender, _place(body), intent, f"press:{body['trigger_id']}")
        card = self._say(answered)
        if card.form is not None:
            await self._open(body["trigger_id"], card)
        elif url := body.get("response_url"):  # none in a modal
            whose = {"response_type": "ephemeral", "replace_original": False}
            self._later(self._client.answer(url, {**to_block_kit(card), **whose}))
        await ack()

    async def submitted(self, ack: AsyncAck, body: Json, view: Json) -> None:
        """Rejected fields keep the form open with what was written; anything else takes its place."""
        sent = json_object(view.get("private_metadata"))
        fields = {**sent.get("fields", {}), **_values(view)}
        sender = Sender("slack", body["team"]["id"], body["user"]["id"])
        intent = read_intent(view["callback_id"], fields)
        answered = await self._dispatcher.submit(sender, None, intent, sent.get("nonce"))
        card = self._say(answered)
        if isinstance(answered.reply, FormRejected):
            inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
            await ack(
                response_action="errors",
                errors={field: words for field, words in problems(card).items() if field in inputs},
            )
        else:
            # a button in a form has nowhere to answer; what it does can be typed, and the card says how
            await ack(response_action="update", view=to_modal(card.without(Actions)))

    async def finish(self) -> None:
        """Wait for answers that are on their way."""
        if self._background:
            await asyncio.wait(self._background, timeout=5)

    async def _open(self, trigger: str, card: Card) -> None:
        """Forms open inside the request: a trigger lives three seconds."""
        view = to_modal(card, secrets.token_urlsafe(12))
        try:
            await self._client.call("views.open", {"trigger_id": trigger, "view": view})
        except SlackRefused as error:
            log.warning("form not opened", error=error.code)

    def _say(self, answered: Answered) -> Card:
        return say(answered.reply, answered.language, self._timezone)

    def _later(self, sending: Coroutine[Any, Any, Any]) -> None:
        """Send an ephemeral answer after the acknowledgement: a slow Slack must not make the button time out."""

        async def send() -> None:
            try:
                await sending
            except Exception as error:  # the vote is counted and its card shows it; only this echo is lost
                log.warning("ephemeral answer not sent", error=type(error).__name__)

        task = asyncio.create_task(send())
        self._background.add(task)
        task.add_done_callback(self._background.discard)


def _is_a_persons(event: Json) -> bool:
    """Two bots that answer each other would never end; a workflow's messages have no user at all."""
    return "bot_id" not in event and "user" in event


def _place(body: Json) -> Place | None:
    channel = body.get("channel")
    return Place(channel["id"], "personal" if channel["id"].startswith("D") else "channel") if channel else None


def _values(view: Json) -> Json:
    """Each input's value, by its name; an empty one is an empty text."""
    return {name: _value(element) for block in view["state"]["values"].values() for name, element in block.items()}


def _value(element: Json) -> str:
    chosen = mapping(element.get("selected_option"))
    value: str | None = (
        element.get("value") or chosen.get("value") or element.get("selected_date") or element.get("selected_time")
    )
    return value or ""
