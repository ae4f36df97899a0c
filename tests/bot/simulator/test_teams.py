"""The simulated Teams, spoken to by microsoft-teams-apps."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from microsoft_teams.api import Account, MessageActivityInput
from microsoft_teams.api.clients.conversation.params import CreateConversationParams
from microsoft_teams.api.models.adaptive_card.adaptive_card_action_response import (
    AdaptiveCardActionCardResponse,
    AdaptiveCardActionMessageResponse,
)
from microsoft_teams.api.models.attachment.card_attachment import AdaptiveCardAttachment, card_attachment
from microsoft_teams.api.models.invoke_response import InvokeResponse
from microsoft_teams.api.models.task_module import (
    CardTaskModuleTaskInfo,
    TaskModuleContinueResponse,
    TaskModuleMessageResponse,
    TaskModuleResponse,
)
from microsoft_teams.cards.core import AdaptiveCard

from bot.simulator.teams.tokens import new_key
from tests.bot.simulator.conftest import CHAIR, DOCTOR, SDK_WARNING, TEAMS_CHANNEL, TEAMS_GROUP, Stage, card

pytestmark = SDK_WARNING

VOTE = {"type": "Action.Execute", "title": "Stem", "verb": "cast_vote", "data": {"action": "samordning", "poll": 1}}
OPEN = {"type": "Action.Submit", "title": "Foreslå", "data": {"msteams": {"type": "task/fetch"}, "dialog_id": "form"}}
SEND = {"type": "Action.Submit", "title": "Send", "data": {"action": "samordning", "nonce": "n"}}
TITLE = {"type": "Input.Text", "id": "title", "label": "Titel"}


def message(*actions: dict[str, Any], title: str = "Afstemning") -> MessageActivityInput:
    return MessageActivityInput().add_card(AdaptiveCard.model_validate(card(title, *actions)))


def form(title: str) -> TaskModuleResponse:
    content = AdaptiveCard.model_validate(card(title, SEND, body=[TITLE]))
    attachment = card_attachment(AdaptiveCardAttachment(content=content))
    info = CardTaskModuleTaskInfo(title=title, card=attachment)
    return TaskModuleResponse(task=TaskModuleContinueResponse(value=info))


async def test_a_signed_mention_reaches_the_sdk_and_the_answer_is_in_the_thread(stage: Stage) -> None:
    @stage.bot.teams.on_message
    async def on_message(ctx: Any) -> None:
        activity = ctx.activity
        stage.bot.heard.append((activity.text, activity.from_.aad_object_id, activity.conversation.conversation_type))
        stage.bot.heard.append((activity.channel_data.tenant.id, activity.locale, activity.recipient.id))
        await ctx.send("Hørt")

    answer = await stage.sim.teams.says("doctor", TEAMS_CHANNEL, "@samordning hvad er <nyt>?")

    assert answer.status == 200
    assert stage.bot.heard == [
        ("<at>samordning</at> hvad er &lt;nyt&gt;?", DOCTOR.teams, "channel"),
        (stage.sim.world.tenant, "en-GB", stage.sim.world.teams_bot_id),
    ]
    asked, said = stage.sim.teams.messages(TEAMS_CHANNEL)
    assert (said.author, said.text, said.thread) == ("samordning", "Hørt", asked.id)


@pytest.mark.parametrize(("place", "kind"), [(TEAMS_GROUP, "groupChat"), ("direct", "personal")])
async def test_group_chats_and_direct_chats_have_no_threads(stage: Stage, place: str, kind: str) -> None:
    conversation = stage.sim.teams.direct("chair") if place == "direct" else place

    @stage.bot.teams.on_message
    async def on_message(ctx: Any) -> None:
        stage.bot.heard.append((ctx.activity.conversation.conversation_type, ctx.activity.conversation.id))
        await ctx.send("Hørt")

    await stage.sim.teams.says("chair", conversation, "@samordning hej")

    assert stage.bot.heard == [(kind, conversation)]
    assert [m.thread for m in stage.sim.teams.messages(conversation)] == [None, None]


async def test_what_doesnt_mention_the_bot_isnt_delivered(stage: Stage) -> None:
    answer = await stage.sim.teams.says("chair", TEAMS_CHANNEL, "hej alle")

    assert (answer.failure, stage.bodies) == ("not_delivered", [])


async def test_the_bot_posts_edits_and_deletes(stage: Stage) -> None:
    teams = stage.bot.teams
    sent = await teams.send(TEAMS_CHANNEL, message(VOTE))
    reply = await teams.reply(TEAMS_CHANNEL, sent.id, "Svar")
    await teams.api.conversations.update_activity(TEAMS_CHANNEL, sent.id, message(VOTE, title="1 stemme"))

    root, answer = stage.sim.teams.messages(TEAMS_CHANNEL)
    assert (root.edits, root.card and root.card["body"][0]["text"]) == (1, "1 stemme")
    assert (answer.id, answer.thread) == (reply.id, root.id)

    await teams.api.conversations.delete_activity(TEAMS_CHANNEL, sent.id)
    with pytest.raises(httpx.HTTPStatusError) as gone:
        await teams.api.conversations.update_activity(TEAMS_CHANNEL, sent.id, message())
    assert gone.value.response.status_code == 404
    assert [m.id for m in stage.sim.teams.messages(TEAMS_CHANNEL)] == [reply.id]


async def test_the_mark_of_a_copy_is_kept(stage: Stage) -> None:
    mark = {"webUrl": "https://samordning.invalid/copy/k1/3"}
    marked = AdaptiveCard.model_validate({**card("Punkt"), "metadata": mark})
    await stage.bot.teams.send(TEAMS_CHANNEL, MessageActivityInput().add_card(marked))

    assert stage.sim.teams.messages(TEAMS_CHANNEL)[0].metadata == mark


async def test_a_card_answers_the_one_who_pressed_until_it_is_edited(stage: Stage) -> None:
    @stage.bot.teams.on_card_action_execute("samordning")
    async def on_vote(ctx: Any) -> AdaptiveCardActionCardResponse:
        stage.bot.heard.append(
            (ctx.activity.value.action.verb, ctx.activity.value.action.data, ctx.activity.from_.name)
        )
        return AdaptiveCardActionCardResponse(value=AdaptiveCard.model_validate(card("Du har stemt")))

    sent = await stage.bot.teams.send(TEAMS_CHANNEL, message(VOTE))
    answer = await stage.sim.teams.presses("doctor", sent.id, "cast_vote", TEAMS_CHANNEL)

    assert answer.status == 200
    assert stage.bot.heard == [("cast_vote", {"action": "samordning", "poll": 1}, "Læge Nordby")]
    shown = stage.sim.teams.messages(TEAMS_CHANNEL)[0]
    assert shown.card_for["doctor"]["body"][0]["text"] == "Du har stemt"
    assert shown.edits == 0

    await stage.bot.teams.api.conversations.update_activity(TEAMS_CHANNEL, sent.id, message(VOTE, title="1 stemme"))
    assert shown.card_for == {}


async def test_words_that_answer_a_press_are_seen_by_one_person(stage: Stage) -> None:
    @stage.bot.teams.on_card_action_execute("samordning")
    async def on_vote(ctx: Any) -> AdaptiveCardActionMessageResponse:
        return AdaptiveCardActionMessageResponse(value="Afstemningen er lukket.")

    sent = await stage.bot.teams.send(TEAMS_GROUP, message(VOTE))
    await stage.sim.teams.presses("chair", sent.id, "Stem", TEAMS_GROUP)

    assert [m.text for m in stage.sim.teams.messages(TEAMS_GROUP, to="chair")][1:] == ["Afstemningen er lukket."]
    assert len(stage.sim.teams.messages(TEAMS_GROUP, to="doctor")) == 1


async def test_a_dialog_is_opened_redrawn_and_closed(stage: Stage) -> None:
    @stage.bot.teams.on_dialog_open("form")
    async def on_open(ctx: Any) -> InvokeResponse[TaskModuleResponse]:
        return InvokeResponse(body=form("Nyt punkt"))

    @stage.bot.teams.on_dialog_submit("samordning")
    async def on_submit(ctx: Any) -> InvokeResponse[TaskModuleResponse]:
        data = ctx.activity.value.data
        stage.bot.heard.append(data)
        if not data.get("title"):
            return InvokeResponse(body=form("Skriv en titel"))
        return InvokeResponse(body=TaskModuleResponse(task=TaskModuleMessageResponse(value="Tak")))

    sent = await stage.bot.teams.send(TEAMS_CHANNEL, message(OPEN))
    opened = await stage.sim.teams.presses("chair", sent.id, "Foreslå", TEAMS_CHANNEL)
    assert opened.view
    dialog = stage.sim.teams.dialogs[opened.view]
    assert (dialog.json["title"], stage.sim.teams.dialog("chair")) == ("Nyt punkt", dialog)

    refused = await stage.sim.teams.submits("chair", dialog.id, {})
    assert (refused.view, dialog.json["title"]) == (dialog.id, "Skriv en titel")

    done = await stage.sim.teams.submits("chair", dialog.id, {"title": "Triage"})
    assert (done.view, stage.sim.teams.dialog("chair")) == (None, None)
    assert stage.bot.heard[-1] == {"action": "samordning", "nonce": "n", "title": "Triage"}
    assert [m.text for m in stage.sim.teams.messages(TEAMS_CHANNEL, to="chair")][1:] == ["Tak"]


async def test_an_ordinary_submit_is_a_message_with_a_value(stage: Stage) -> None:
    @stage.bot.teams.on_message
    async def on_message(ctx: Any) -> None:
        stage.bot.heard.append((ctx.activity.value, ctx.activity.reply_to_id))

    sent = await stage.bot.teams.send(TEAMS_GROUP, message(SEND))
    await stage.sim.teams.presses("chair", sent.id, "Send", TEAMS_GROUP)

    assert stage.bot.heard == [(SEND["data"], sent.id)]


async def test_installing_and_removing_is_told_and_matters(stage: Stage) -> None:
    @stage.bot.teams.on_install_add
    async def on_add(ctx: Any) -> None:
        stage.bot.heard.append(ctx.activity.conversation.conversation_type)

    @stage.bot.teams.on_conversation_update
    async def on_update(ctx: Any) -> None:
        stage.bot.heard.append([member.id for member in ctx.activity.members_added or []])

    await stage.sim.teams.installs("doctor")
    assert stage.bot.heard == [[stage.sim.world.teams_bot_id], "personal"]

    await stage.sim.teams.installs("doctor", action="remove")
    with pytest.raises(httpx.HTTPStatusError) as refusal:
        await stage.bot.teams.send(stage.sim.teams.direct("doctor"), "hej")
    assert refusal.value.response.status_code == 403


async def test_a_chat_and_a_thread_are_created(stage: Stage) -> None:
    create = stage.bot.teams.api.conversations.create
    member, tenant = stage.sim.world.teams_user(CHAIR), stage.sim.world.tenant
    assert member
    chat = await create(CreateConversationParams(members=[Account(id=member)], tenant_id=tenant))
    channel = {"channel": {"id": TEAMS_CHANNEL}}
    thread = await create(CreateConversationParams(channel_data=channel, activity=message()))

    assert chat.id == stage.sim.teams.direct("chair")
    root = stage.sim.teams.messages(TEAMS_CHANNEL)[0]
    assert (thread.id, thread.activity_id) == (f"{TEAMS_CHANNEL};messageid={root.id}", root.id)


async def test_members_are_known_by_both_their_ids(stage: Stage) -> None:
    conversations = stage.bot.teams.api.conversations
    listed = await conversations.get_members(TEAMS_CHANNEL)
    one = await conversations.get_member_by_id(TEAMS_CHANNEL, listed[0].id)

    assert [person.aad_object_id for person in listed] == [CHAIR.teams, DOCTOR.teams]
    assert (one.email, one.user_principal_name) == ("chair@example.dk", "chair@example.dk")


@pytest.mark.parametrize(
    ("activity", "status"),
    [
        (MessageActivityInput(), 400),
        (MessageActivityInput(text="x" * 30_000), 413),
        (MessageActivityInput().add_card(AdaptiveCard(version="1.6")), 400),
    ],
)
async def test_what_teams_wouldnt_take_is_refused(stage: Stage, activity: MessageActivityInput, status: int) -> None:
    with pytest.raises(httpx.HTTPStatusError) as refusal:
        await stage.bot.teams.send(TEAMS_GROUP, activity)

    assert refusal.value.response.status_code == status


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://elsewhere.invalid"},
        {"aud": "33333333-3333-4333-8333-333333333333"},
        {"exp": 1_700_000_000},
        {"serviceurl": "https://smba.invalid/"},
        {"serviceurl": None},
    ],
    ids=["issuer", "audience", "expired", "other service", "no service"],
)
async def test_the_sdk_refuses_a_token_with_a_wrong_claim(stage: Stage, claims: dict[str, Any]) -> None:
    payloads = stage.sim.payloads.teams
    _, body = payloads.says("chair", TEAMS_CHANNEL, "@samordning hej")

    assert (await stage.sim.send("teams", payloads.sign(body))).status == 200
    assert (await stage.sim.send("teams", payloads.sign(body, **claims))).status == 401


async def test_the_sdk_refuses_a_token_of_another_key(stage: Stage) -> None:
    payloads = stage.sim.payloads.teams
    _, body = payloads.says("chair", TEAMS_CHANNEL, "@samordning hej")

    assert (await stage.sim.send("teams", payloads.sign(body, key=new_key()))).status == 401
    assert (await stage.sim.send("teams", ({"Content-Type": "application/json"}, body))).status == 401


@pytest.mark.parametrize(
    ("change", "status"),
    [({}, 200), ({"client_secret": "guess"}, 401), ({"client_id": "other"}, 400), ({"scope": "other"}, 400)],
)
async def test_tokens_are_granted_for_the_right_secret_only(stage: Stage, change: dict[str, str], status: int) -> None:
    settings = stage.sim.settings()
    form = {
        "grant_type": "client_credentials",
        "client_id": settings["TEAMS_CLIENT_ID"],
        "client_secret": settings["TEAMS_CLIENT_SECRET"],
        "scope": "https://api.botframework.com/.default",
    }
    async with httpx.AsyncClient() as http:
        assert (await http.post(settings["TEAMS_TOKEN_URL"], data=form | change)).status_code == status


async def test_the_connector_wants_a_token(stage: Stage) -> None:
    url = f"{stage.sim.settings()['TEAMS_SERVICE_URL']}/v3/conversations/{TEAMS_CHANNEL}/activities"
    async with httpx.AsyncClient() as http:
        assert (await http.post(url, json={"type": "message", "text": "hej"})).status_code == 401
