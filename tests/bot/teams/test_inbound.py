"""What Teams sends, signed and through the real SDK: what is answered, and what is let pass."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from storage.models import Ballot, Channel, Poll, Proposal
from tests.bot.running import BODY, SLACK, TEAMS, TEAMS_GROUP, Clock, RunningBot, running_bot


async def test_a_message_in_a_channel_is_answered_in_its_thread(samples_url: str) -> None:
    async with running_bot(samples_url) as bot:
        asked = await bot.simulator.teams.says("lone", TEAMS, "@samordning hvor tit skal vi mødes?")

        assert asked.status == 200
        shown = (await bot.eventually(bot.on_teams))[0]
        assert shown.thread == asked.id

        again = await bot.simulator.teams.says("signe", TEAMS, "@samordning hjælp", thread=asked.id)
        assert again.status == 200
        assert (await bot.eventually(lambda: bot.on_teams()[1:]))[0].thread == asked.id


async def test_a_group_chat_is_answered_at_its_end(samples_url: str) -> None:
    async with running_bot(samples_url) as bot:
        assert (await bot.simulator.teams.says("hans", TEAMS_GROUP, "@samordning hjælp")).status == 200

        assert (await bot.eventually(lambda: bot.on_teams(channel=TEAMS_GROUP)))[0].thread is None


async def test_a_chat_with_the_bot_needs_no_mention(samples_url: str) -> None:
    async with running_bot(samples_url) as bot:
        direct = bot.simulator.teams.direct("lone")

        assert (await bot.simulator.teams.says("lone", direct, "hjælp")).status == 200

        await bot.eventually(lambda: bot.on_teams(channel=direct))
        kind, service = bot.rows(select(Channel.kind, Channel.service_url).where(Channel.address == direct))[0]
        assert kind == "personal"
        assert service == f"{bot.simulator.payloads.teams.tokens.base_url}/"


async def test_a_button_is_answered_to_the_one_who_pressed(samples_url: str, clock: Clock) -> None:
    async with running_bot(samples_url, clock=clock) as bot:
        poll = await bot.opens_poll("Signaturindsats", "Akutteam", "Hjemmeilt")

        answer = await poll.votes_on_teams("lone", 2)

        assert answer.json["type"] == "application/vnd.microsoft.activity.message"
        assert "Hjemmeilt" in answer.json["value"]
        assert bot.rows(select(Ballot.option_id, Ballot.platform)) == [(poll.options[1], "teams")]
        assert bot.privately("signe") == []


async def test_a_dialog_opens_comes_back_with_what_is_wrong_and_is_taken_when_mended(samples_url: str) -> None:
    async with running_bot(samples_url) as bot:
        people = bot.simulator.teams
        await people.says("mads", TEAMS, "@samordning hjælp")
        offered = (await bot.eventually(bot.on_teams))[0]

        assert (await people.presses("mads", offered.id, "start_proposal", TEAMS)).status == 200
        dialog = people.dialog("mads")
        assert dialog
        rejected = await people.submits("mads", dialog.id, {"title": "", "background": "Hver sin skala."})

        assert rejected.status == 200
        assert bot.rows(select(Proposal.id)) == []
        card = dialog.json["card"]["content"]
        assert dialog.open
        assert "Hver sin skala." in json.dumps(card, ensure_ascii=False)  # nothing that was written is lost
        taken = await people.submits("mads", dialog.id, {"title": "Triage", "background": "Hver sin skala."})

        assert taken.status == 200
        assert bot.rows(select(Proposal.title, Proposal.background)) == [("Triage", "Hver sin skala.")]
        assert "Input.Text" not in json.dumps(dialog.json)
        await bot.eventually(lambda: bot.on_slack("Triage") and bot.on_teams("Triage"))


async def test_a_dialog_keeps_a_poll_that_was_rejected(sqlite_url: str) -> None:
    async with running_bot(sqlite_url) as bot:
        people = bot.simulator.teams
        await people.says("mads", TEAMS, "@samordning afstemning om mødested: Nordby, Klitborg")
        offered = (await bot.eventually(bot.on_teams))[0]
        await people.presses("mads", offered.id, "start_poll", TEAMS)
        dialog = people.dialog("mads")
        assert dialog

        await people.submits("mads", dialog.id, {"options": "Nordby", "closes_on": "2020-01-01"})
        await people.submits("mads", dialog.id, {"options": "Nordby\nKlitborg", "closes_on": "2030-01-01"})

        assert len(bot.rows(select(Poll.id))) == 1
        await bot.eventually(lambda: bot.on_slack("Klitborg") and bot.on_teams("Klitborg"))


async def test_the_bot_says_hello_where_it_is_installed(samples_url: str) -> None:
    async with running_bot(samples_url) as bot:
        assert (await bot.simulator.teams.installs("lone")).status == 200
        assert (await bot.simulator.teams.installs("hans", TEAMS_GROUP)).status == 200

        await bot.eventually(lambda: bot.on_teams(channel=bot.simulator.teams.direct("lone")))
        await bot.eventually(lambda: bot.on_teams(channel=TEAMS_GROUP))


async def test_being_removed_is_no_trouble(sqlite_url: str) -> None:
    async with running_bot(sqlite_url) as bot:
        assert (await bot.simulator.teams.installs("hans", TEAMS_GROUP, "remove")).status == 200
        assert bot.on_teams(channel=TEAMS_GROUP) == []


async def test_activities_that_nobody_listens_to_are_let_pass(sqlite_url: str) -> None:
    """Answered as the SDK does: 200, or 501 to an invoke that wants an answer it has none for."""
    async with running_bot(sqlite_url) as bot:
        before = bot.counts()
        kinds: list[dict[str, Any]] = [
            {"type": "typing"},
            {"type": "conversationUpdate", "membersAdded": [{"id": "29:new"}]},
            {"type": "conversationUpdate", "channelData": {"eventType": "channelRenamed"}},
            {"type": "messageReaction", "reactionsAdded": [{"type": "like"}], "replyToId": "1"},
            {"type": "messageUpdate", "text": "x", "channelData": {"eventType": "editMessage"}},
            {"type": "messageDelete", "channelData": {"eventType": "softDeleteMessage"}},
            {"type": "event", "name": "application/vnd.microsoft.readReceipt", "value": {"lastReadMessageId": "1"}},
            {"type": "installationUpdate", "action": "remove"},
            {"type": "invoke", "name": "composeExtension/query", "value": {"commandId": "x", "parameters": []}},
            {
                "type": "invoke",
                "name": "message/submitAction",
                "replyToId": "1",
                "value": {"actionName": "feedback", "actionValue": {"reaction": "like", "feedback": ""}},
            },
            {"type": "invoke", "name": "of/next/year", "value": {}},
            {"type": "event", "name": "ofNextYear", "value": {}},
            {"type": "ofNextYear"},
        ]
        statuses = {_name(kind): await _sends(bot, kind) for kind in kinds}

        assert {name: status for name, status in statuses.items() if status not in (200, 501)} == {}
        assert bot.counts() == before


async def test_a_button_that_says_nothing_sensible_changes_nothing(samples_url: str) -> None:
    """Forged, of an older version, or about something that is gone."""
    buttons: list[Any] = [
        {},
        {"intent": "cast_vote"},
        {"intent": "cast_vote", "fields": {"poll": "1"}},
        {"intent": "cast_vote", "fields": {"poll": "one", "option": "two"}},
        {"intent": "cast_vote", "fields": {"poll": 10**30, "option": 1}},
        {"intent": "cast_vote", "fields": {"poll": 4711, "option": 1}},
        {"intent": "cast_vote", "fields": [1]},
        {"intent": ["cast_vote"], "fields": {}},
        {"intent": None},
        {"intent": "of_an_older_version", "fields": {}},
        {"intent": "withdraw_agenda_item", "fields": {"proposal": 4711}},
        {"intent": "create_poll", "fields": {"body": BODY}, "title": "x\0", "options": "a\nb"},
    ]
    async with running_bot(samples_url) as bot:
        before = bot.counts()

        for data in buttons:
            action = {"type": "Action.Execute", "verb": "x", "data": {"action": "samordning", **data}}
            answer = await _invokes(bot, "adaptiveCard/action", {"action": action, "trigger": "manual"})
            assert (answer.status, answer.json.get("statusCode")) == (200, 200), data
        assert bot.counts() == before


async def test_a_dialog_that_says_nothing_sensible_tells_so(sqlite_url: str) -> None:
    async with running_bot(sqlite_url) as bot:
        before = bot.counts()
        for name in ("task/fetch", "task/submit"):
            for data in ({}, {"dialog_id": "samordning"}, {"action": "samordning", "intent": "x", "nonce": "n"}):
                answer = await _invokes(bot, name, {"data": data, "context": {"theme": "default"}})
                assert answer.status in (200, 501), (name, data)
        assert bot.counts() == before


async def test_a_form_without_its_nonce_isnt_taken(sqlite_url: str) -> None:
    async with running_bot(sqlite_url) as bot:
        data = {"action": "samordning", "intent": "submit_agenda_item", "fields": {"body": BODY}, "title": "Triage"}

        answer = await _invokes(bot, "task/submit", {"data": data, "context": {"theme": "default"}})

        assert answer.status == 200
        assert bot.rows(select(Proposal.id)) == []


async def test_others_mentions_are_read_by_name(sqlite_url: str) -> None:
    async with running_bot(sqlite_url) as bot:
        _, body = bot.simulator.payloads.teams.says("lone", TEAMS, "@samordning punkt: Spørg X om a\u030alykke & <b>")
        activity = json.loads(body)
        activity["text"] = activity["text"].replace("X", "<at>Karin Kommunechef</at>")

        await bot.simulator.send("teams", bot.simulator.payloads.teams.activity(activity))

        await bot.eventually(lambda: bot.rows(select(Proposal.title)))
        assert bot.rows(select(Proposal.title)) == [("Spørg Karin Kommunechef om ålykke & <b>",)]
        await bot.eventually(lambda: bot.on_slack("ålykke &amp; &lt;b&gt;", channel=SLACK))


def _name(activity: dict[str, Any]) -> str:
    return f"{activity['type']} {activity.get('name', '')} {activity.get('channelData', '')}"


async def _sends(bot: RunningBot, changes: dict[str, Any]) -> int:
    """An activity in the committee's channel with other fields than a message's."""
    _, body = bot.simulator.payloads.teams.says("lone", TEAMS, "@samordning hjælp")
    activity = json.loads(body)
    data = activity["channelData"] | changes.get("channelData", {})
    request = bot.simulator.payloads.teams.activity(activity | changes | {"channelData": data})
    return (await bot.simulator.send("teams", request)).status


async def _invokes(bot: RunningBot, name: str, value: dict[str, Any]) -> Any:
    world, payloads = bot.simulator.world, bot.simulator.payloads.teams
    channel = world.place("teams", TEAMS)
    assert channel
    activity = payloads.invoke(name, world.person("mads"), channel, value, "1795500000000", "1795500000000")
    return await bot.simulator.send("teams", payloads.activity(activity))
