"""From Teams: messages, card buttons, dialogs and installations become intents; the work is done before the answer."""

from __future__ import annotations

import html
import re
import secrets
import unicodedata
from typing import Any

from microsoft_teams.api.activities.install_update import InstalledActivity
from microsoft_teams.api.activities.invoke.adaptive_card.action import AdaptiveCardInvokeActivity
from microsoft_teams.api.activities.invoke.task.task_fetch import TaskFetchInvokeActivity
from microsoft_teams.api.activities.invoke.task.task_submit import TaskSubmitInvokeActivity
from microsoft_teams.api.activities.message.message import MessageActivity
from microsoft_teams.api.models.adaptive_card.adaptive_card_action_response import (
    AdaptiveCardActionCardResponse,
    AdaptiveCardActionMessageResponse,
)
from microsoft_teams.api.models.attachment.attachment import Attachment
from microsoft_teams.api.models.invoke_response import InvokeResponse
from microsoft_teams.api.models.task_module.task_module_continue_response import TaskModuleContinueResponse
from microsoft_teams.api.models.task_module.task_module_response import TaskModuleResponse
from microsoft_teams.api.models.task_module.task_module_task_info import CardTaskModuleTaskInfo
from microsoft_teams.apps.app import App
from microsoft_teams.apps.routing.activity_context import ActivityContext
from microsoft_teams.cards.core import AdaptiveCard

from bot.json_values import Json, mapping
from bot.words import say
from handlers.context import Place, Sender
from handlers.dispatch import Answered, Dispatcher, read_intent
from handlers.refusals import FormRejected
from templates.adaptive_card import to_adaptive_card
from templates.elements import Actions, Card, Note, Paragraph, Problem, Title
from templates.plain_text import to_plain_text

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
_KINDS = {"personal": "personal", "groupChat": "group"}
_MENTION = re.compile(r"<at[^>]*>(.*?)</at>", re.IGNORECASE | re.DOTALL)


class TeamsInbound:
    """Handlers on a Teams app. What raises here is answered 500."""

    def __init__(self, app: App, dispatcher: Dispatcher, timezone: str) -> None:
        self._dispatcher = dispatcher
        self._timezone = timezone
        app.on_message(self.message)
        app.on_card_action(self.pressed)
        app.on_dialog_open(self.opened)
        app.on_dialog_submit(self.submitted)
        app.on_install_add(self.installed)

    async def message(self, ctx: ActivityContext[MessageActivity]) -> None:
        activity = ctx.activity
        await self._dispatcher.hear(_sender(activity), _place(activity), _words(activity), _key(activity))

    async def installed(self, ctx: ActivityContext[InstalledActivity]) -> None:
        """Say hello where the bot was added, and remember the conversation."""
        await self._dispatcher.say_hello(_sender(ctx.activity), _place(ctx.activity), _key(ctx.activity))

    async def pressed(
        self, ctx: ActivityContext[AdaptiveCardInvokeActivity]
    ) -> AdaptiveCardActionMessageResponse | AdaptiveCardActionCardResponse:
        answered = await self._carry_out(ctx.activity, ctx.activity.value.action.data, _key(ctx.activity))
        card = self._say(answered)
        if _says_it_in_a_line(card):
            return AdaptiveCardActionMessageResponse(value=to_plain_text(card))
        return AdaptiveCardActionCardResponse(value=AdaptiveCard.model_validate(to_adaptive_card(card, _nonce(card))))

    async def opened(self, ctx: ActivityContext[TaskFetchInvokeActivity]) -> InvokeResponse[TaskModuleResponse]:
        return _dialog(self._say(await self._carry_out(ctx.activity, ctx.activity.value.data, _key(ctx.activity))))

    async def submitted(self, ctx: ActivityContext[TaskSubmitInvokeActivity]) -> InvokeResponse[TaskModuleResponse]:
        """Rejected fields reopen the form with what was written, the problems on top."""
        data = mapping(ctx.activity.value.data)
        answered = await self._dispatcher.submit(
            _sender(ctx.activity), _place(ctx.activity), _intent(data), data.get("nonce")
        )
        card = self._say(answered)
        if isinstance(answered.reply, FormRejected):
            again = {"intent": answered.reply.form, "fields": answered.reply.fields}
            form = self._say(await self._carry_out(ctx.activity, again, _key(ctx.activity)))
            found = tuple(block for block in card.blocks if isinstance(block, Problem))
            card = Card(form.summary, (*found, *form.blocks), form.language)
        return _dialog(card)

    async def _carry_out(self, activity: Any, data: object, key: str) -> Answered:
        return await self._dispatcher.carry_out(_sender(activity), _place(activity), _intent(mapping(data)), key)

    def _say(self, answered: Answered) -> Card:
        return say(answered.reply, answered.language, self._timezone)


_OURS = frozenset({"action", "intent", "nonce", "dialog_id", "msteams"})


def _intent(data: Json) -> Any | None:
    """What a card's button or form carries; Teams puts the inputs' values beside our own fields."""
    inputs = {name: value for name, value in data.items() if isinstance(value, str) and name not in _OURS}
    return read_intent(str(data.get("intent")), {**mapping(data.get("fields")), **inputs})


def _sender(activity: Any) -> Sender:
    tenant = activity.channel_data.tenant.id if activity.channel_data and activity.channel_data.tenant else None
    return Sender("teams", tenant or activity.conversation.tenant_id, activity.from_.aad_object_id or "")


def _place(activity: Any) -> Place:
    conversation, _, root = activity.conversation.id.partition(";messageid=")
    kind = _KINDS.get(activity.conversation.conversation_type or "", "channel")
    thread = (root or activity.id) if kind == "channel" else None
    return Place(conversation, kind, thread, activity.service_url)


def _key(activity: Any) -> str:
    return f"teams:{_sender(activity).tenant}:{activity.conversation.id}:{activity.type}:{activity.id}"


def _words(activity: MessageActivity) -> str:
    """The text without the mention of the bot, others' mentions by name, in composed characters."""
    own = activity.recipient.name if activity.recipient else None
    text = _MENTION.sub(lambda found: " " if found[1] == own else found[1], activity.text or "")
    return unicodedata.normalize("NFC", html.unescape(text)).strip()


def _says_it_in_a_line(card: Card) -> bool:
    """Short enough for the line that Teams shows on a press, leaving the card as it is."""
    return all(isinstance(block, Title | Paragraph | Note) for block in card.blocks)


def _nonce(card: Card) -> str | None:
    return secrets.token_urlsafe(12) if card.form else None


def _dialog(card: Card) -> InvokeResponse[TaskModuleResponse]:
    title = next((block.text for block in card.blocks if isinstance(block, Title)), card.summary)
    # the dialog has the title itself, and Teams runs no Action.Execute in it: what a button does can be typed
    content = to_adaptive_card(card.without(Title, Actions), _nonce(card))
    info = CardTaskModuleTaskInfo(
        title=title, height="medium", width="medium", card=Attachment(content_type=CARD_TYPE, content=content)
    )
    return InvokeResponse(status=200, body=TaskModuleResponse(task=TaskModuleContinueResponse(value=info)))
