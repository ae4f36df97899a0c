"""The simulated Slack, spoken to by slack_sdk and Bolt."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from tests.bot.simulator.conftest import DOCTOR, SDK_WARNING, SLACK_CHANNEL, TEAMS_CHANNEL, Stage

pytestmark = SDK_WARNING

BUTTON = {
    "type": "actions",
    "elements": [
        {
            "type": "button",
            "action_id": "cast_vote",
            "value": '{"poll":1}',
            "text": {"type": "plain_text", "text": "Stem"},
        }
    ],
}
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Afstemning"}}
MODAL = {
    "type": "modal",
    "callback_id": "propose_item",
    "private_metadata": '{"nonce":"n"}',
    "title": {"type": "plain_text", "text": "Nyt punkt"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "title",
            "label": {"type": "plain_text", "text": "Titel"},
            "element": {"type": "plain_text_input", "action_id": "title"},
        },
        {
            "type": "input",
            "block_id": "kind",
            "label": {"type": "plain_text", "text": "Slags"},
            "element": {
                "type": "static_select",
                "action_id": "kind",
                "options": [
                    {"text": {"type": "plain_text", "text": "Drøftelse"}, "value": "discuss"},
                    {"text": {"type": "plain_text", "text": "Beslutning"}, "value": "decide"},
                ],
            },
        },
    ],
}


async def test_a_signed_mention_reaches_bolt_and_the_answer_is_seen(stage: Stage) -> None:
    @stage.bot.slack.event("app_mention")
    async def on_mention(event: dict[str, Any], say: Any, context: Any) -> None:
        stage.bot.heard.append((event["text"], context.user_id, context.team_id))
        await say(f"Hørt: {event['text']}", thread_ts=event["ts"])

    @stage.bot.slack.event("message")
    async def on_message() -> None: ...

    answer = await stage.sim.slack.says("chair", SLACK_CHANNEL, "@samordning hvad er <nyt>?")

    assert answer.status == 200
    assert stage.bot.heard == [("<@U0BOT> hvad er &lt;nyt&gt;?", "U0CHAIR", "T0NORDBY")]
    asked, said = stage.sim.slack.messages(SLACK_CHANNEL)
    assert (asked.author, said.author, said.thread) == ("chair", "samordning", asked.id)
    assert [call.method for call in stage.sim.sent] == ["auth.test", "chat.postMessage"]


async def test_a_direct_message_is_a_message_im(stage: Stage) -> None:
    @stage.bot.slack.event("message")
    async def on_message(event: dict[str, Any]) -> None:
        stage.bot.heard.append((event["channel_type"], event["text"]))

    await stage.sim.slack.says("member", stage.sim.slack.direct("member"), "hej")

    assert stage.bot.heard == [("im", "hej")]


async def test_metadata_comes_back_through_the_history_only_when_asked_for(stage: Stage) -> None:
    copy = {"event_type": "samordning_copy", "event_payload": {"key": "k1", "revision": 3}}
    posted = await stage.bot.client.chat_postMessage(channel=SLACK_CHANNEL, text="Punkt", metadata=copy)

    history = await stage.bot.client.conversations_history(channel=SLACK_CHANNEL, include_all_metadata=True)
    plain = await stage.bot.client.conversations_history(channel=SLACK_CHANNEL)

    assert [(m["ts"], m["metadata"]) for m in history["messages"]] == [(posted["ts"], copy)]
    assert "metadata" not in plain["messages"][0]


async def test_replies_are_in_the_thread_and_not_in_the_history(stage: Stage) -> None:
    client = stage.bot.client
    root = (await client.chat_postMessage(channel=SLACK_CHANNEL, text="Rod"))["ts"]
    reply = (await client.chat_postMessage(channel=SLACK_CHANNEL, text="Svar", thread_ts=root))["ts"]

    thread = await client.conversations_replies(channel=SLACK_CHANNEL, ts=root)
    history = await client.conversations_history(channel=SLACK_CHANNEL)

    assert [m["ts"] for m in thread["messages"]] == [root, reply]
    assert [m["ts"] for m in history["messages"]] == [root]


async def test_a_button_is_pressed_and_the_message_edited(stage: Stage) -> None:
    @stage.bot.slack.action("cast_vote")
    async def on_press(ack: Any, body: dict[str, Any], client: Any, respond: Any) -> None:
        await ack()
        stage.bot.heard.append((body["actions"][0]["value"], body["message"]["text"], body["user"]["id"]))
        await client.chat_update(channel=body["channel"]["id"], ts=body["container"]["message_ts"], text="1 stemme")
        await respond("Din stemme er talt med.", replace_original=False)

    posted = await stage.bot.client.chat_postMessage(channel=SLACK_CHANNEL, text="Poll", blocks=[SECTION, BUTTON])
    answer = await stage.sim.slack.presses("member", posted["ts"], "Stem", SLACK_CHANNEL)

    assert answer.status == 200
    assert stage.bot.heard == [('{"poll":1}', "Poll", "U0MEMBER")]
    edited, private = stage.sim.slack.messages(SLACK_CHANNEL)
    assert (edited.text, edited.edits) == ("1 stemme", 1)
    assert (private.text, private.ephemeral_to) == ("Din stemme er talt med.", "member")
    assert stage.sim.slack.messages(SLACK_CHANNEL, to="chair") == [edited]


async def test_a_form_is_opened_refused_and_sent(stage: Stage) -> None:
    @stage.bot.slack.action("cast_vote")
    async def on_press(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @stage.bot.slack.view("propose_item")
    async def on_submit(ack: Any, view: dict[str, Any]) -> None:
        values = view["state"]["values"]
        stage.bot.heard.append((values["title"]["title"]["value"], values["kind"]["kind"]["selected_option"]))
        if values["title"]["title"]["value"]:
            await ack()
        else:
            await ack(response_action="errors", errors={"title": "Skriv en titel."})

    posted = await stage.bot.client.chat_postMessage(channel=SLACK_CHANNEL, text="Poll", blocks=[BUTTON])
    await stage.sim.slack.presses("chair", posted["ts"], "cast_vote", SLACK_CHANNEL)
    view = stage.sim.slack.view("chair")
    assert view

    refused = await stage.sim.slack.submits("chair", view.id, {})
    assert (refused.errors, refused.view, refused.ok) == ({"title": "Skriv en titel."}, view.id, False)

    sent = await stage.sim.slack.submits("chair", view.id, {"title": "Triage", "kind": "Beslutning"})
    assert (sent.ok, sent.view, stage.sim.slack.view("chair")) == (True, None, None)
    assert stage.bot.heard[-1][1]["value"] == "decide"


async def test_a_trigger_lives_three_seconds(world: Any, stage: Stage) -> None:
    now = [1000.0]
    workspace = stage.sim.slack.workspace
    workspace.clock = lambda: now[0]
    trigger = workspace.new_trigger(world.person("chair"))
    now[0] += 3.1

    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await stage.bot.client.views_open(trigger_id=trigger, view=MODAL)


async def test_a_slash_command_is_answered_to_one_person(stage: Stage) -> None:
    @stage.bot.slack.command("/samordning")
    async def on_command(ack: Any, command: dict[str, Any]) -> None:
        await ack(f"Du skrev {command['text']}")

    answer = await stage.sim.slack.commands("chair", SLACK_CHANNEL, "/samordning", "hjælp")

    assert answer.status == 200
    assert [m.text for m in stage.sim.slack.messages(SLACK_CHANNEL, to="chair")] == ["Du skrev hjælp"]
    assert stage.sim.slack.messages(SLACK_CHANNEL, to="member") == []


async def test_the_bots_own_posts_and_edits_come_back_as_events(stage: Stage) -> None:
    @stage.bot.slack.event("message")
    async def on_message(event: dict[str, Any]) -> None:
        stage.bot.heard.append(event)

    bot = stage.bot.client
    ts = (await bot.chat_postMessage(channel=SLACK_CHANNEL, text="Et"))["ts"]
    await stage.sim.settle()
    await bot.chat_update(channel=SLACK_CHANNEL, ts=ts, text="To")
    await stage.sim.settle()
    await bot.chat_delete(channel=SLACK_CHANNEL, ts=ts)
    await stage.sim.settle()

    kinds = [(event.get("subtype"), event.get("bot_id")) for event in stage.slack_events()]
    assert kinds == [(None, "B0BOT"), ("message_changed", None), ("message_deleted", None)]
    assert stage.bot.heard == []  # Bolt keeps all three from its listeners


async def test_a_persons_edit_and_deletion_are_told(stage: Stage) -> None:
    @stage.bot.slack.event("message")
    async def on_message(event: dict[str, Any]) -> None:
        stage.bot.heard.append(event.get("subtype"))

    said = await stage.sim.slack.says("member", SLACK_CHANNEL, "Først")
    assert said.id
    await stage.sim.slack.edits("member", said.id, "Så", SLACK_CHANNEL)
    await stage.sim.slack.deletes("member", said.id, SLACK_CHANNEL)

    assert stage.bot.heard == [None, "message_changed", "message_deleted"]
    assert stage.sim.slack.messages(SLACK_CHANNEL) == []


@pytest.mark.parametrize(
    ("blocks", "reason"),
    [
        ([{"type": "divider"}] * 51, "no more than 50"),
        ([{"text": "x"}], "unsupported type"),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}], "less than 3001"),
        ([{"type": "section"}], "either text or fields"),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "plain_text"),
        ([{**BUTTON, "elements": BUTTON["elements"] * 2}], "action_id already exists"),
        (
            [{"type": "section", "text": {"type": "mrkdwn", "text": "x"}, "colour": "red"}],
            "additional property: colour",
        ),
    ],
)
async def test_broken_blocks_are_refused_with_the_reason(stage: Stage, blocks: Any, reason: str) -> None:
    with pytest.raises(SlackApiError) as refusal:
        await stage.bot.client.chat_postMessage(channel=SLACK_CHANNEL, text="x", blocks=blocks)

    assert refusal.value.response["error"] == "invalid_blocks"
    assert reason in refusal.value.response["errors"][0]
    assert stage.sim.slack.messages(SLACK_CHANNEL) == []


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("chat.postMessage", {"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": SLACK_CHANNEL}, "no_text"),
        ("chat.update", {"channel": SLACK_CHANNEL, "ts": "1.000000", "text": "x"}, "message_not_found"),
        ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
        ("views.open", {"trigger_id": "1.2.3", "view": MODAL}, "expired_trigger_id"),
        ("views.open", {"trigger_id": "1.2.3", "view": {**MODAL, "submit": None}}, "invalid_arguments"),
        ("team.info", {}, "unknown_method"),
    ],
)
async def test_refusals_are_slacks(stage: Stage, method: str, arguments: dict[str, Any], error: str) -> None:
    with pytest.raises(SlackApiError) as refusal:
        await stage.bot.client.api_call(method, json=arguments)

    assert refusal.value.response["error"] == error


async def test_another_token_is_refused(stage: Stage) -> None:
    stage.bot.client.token = "xoxb-wrong"

    with pytest.raises(SlackApiError, match="invalid_auth"):
        await stage.bot.client.auth_test()


async def test_people_have_an_address_and_a_language(stage: Stage) -> None:
    user = (await stage.bot.client.users_info(user="U0CHAIR", include_locale=True))["user"]

    assert (user["profile"]["email"], user["locale"]) == ("chair@example.dk", "da-DK")


async def test_a_repeated_request_is_the_same_and_says_so(stage: Stage) -> None:
    @stage.bot.slack.event("app_mention")
    async def on_mention(body: dict[str, Any], request: Any) -> None:
        stage.bot.heard.append((body["event_id"], request.headers.get("x-slack-retry-num")))

    request = stage.sim.payloads.slack.says("chair", SLACK_CHANNEL, "@samordning hej")
    first = await stage.sim.send("slack", request)
    again = await stage.sim.repeat_last("slack")

    assert (first.status, again.status) == (200, 200)
    assert stage.bot.heard[0][0] == stage.bot.heard[1][0]
    assert [retry for _, retry in stage.bot.heard] == [None, ["1"]]


async def test_a_forged_signature_is_refused(stage: Stage) -> None:
    headers, body = stage.sim.payloads.slack.says("chair", SLACK_CHANNEL, "@samordning hej")

    assert (await stage.sim.send("slack", (headers | {"X-Slack-Signature": "v0=00"}, body))).status == 401
    assert (await stage.sim.send("slack", (headers, body.replace(b"hej", b"nej")))).status == 401
    old = stage.sim.payloads.slack.sign(body, timestamp="1700000000")
    assert (await stage.sim.send("slack", old)).status == 401


async def test_only_people_of_the_workspace_can_act_in_it(stage: Stage) -> None:
    with pytest.raises(LookupError, match="isn't on Slack"):
        await stage.sim.slack.says(DOCTOR.key, SLACK_CHANNEL, "hej")
    with pytest.raises(LookupError, match="no Slack channel"):
        await stage.sim.slack.says("chair", TEAMS_CHANNEL, "hej")
