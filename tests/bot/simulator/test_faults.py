"""Every kind of fault, as the SDKs see it and with what is left of it on the platform."""

from __future__ import annotations

import aiohttp
import httpx
import pytest
from slack_sdk.errors import SlackApiError

from bot.simulator.line import PATIENCE
from tests.bot.simulator.conftest import SDK_WARNING, SLACK_CHANNEL, TEAMS_CHANNEL, TEAMS_GROUP, Stage

pytestmark = SDK_WARNING


async def test_a_status_on_slack_does_nothing_and_says_when_to_come_back(stage: Stage) -> None:
    stage.sim.faults.add("slack", "chat.postMessage", status=429, retry_after=30)

    with pytest.raises(SlackApiError) as refusal:
        await stage.bot.client.chat_postMessage(channel=SLACK_CHANNEL, text="x")
    assert (refusal.value.response.status_code, refusal.value.response["error"]) == (429, "ratelimited")
    assert refusal.value.response.headers["Retry-After"] == "30"
    assert stage.sim.slack.messages(SLACK_CHANNEL) == []

    await stage.bot.client.chat_postMessage(channel=SLACK_CHANNEL, text="x")
    assert [call.fault for call in stage.sim.sent] == ["status", None]


async def test_an_error_on_slack_is_slacks_own(stage: Stage) -> None:
    stage.sim.faults.add("slack", "*", "error", error="token_revoked")

    with pytest.raises(SlackApiError, match="token_revoked"):
        await stage.bot.client.chat_postMessage(channel=SLACK_CHANNEL, text="x")


async def test_a_lost_reply_on_slack_leaves_the_message(stage: Stage) -> None:
    stage.sim.faults.add("slack", "chat.postMessage", "lost_reply")

    with pytest.raises(aiohttp.ClientConnectionError):
        await stage.bot.client.chat_postMessage(channel=SLACK_CHANNEL, text="x")
    assert [m.text for m in stage.sim.slack.messages(SLACK_CHANNEL)] == ["x"]


async def test_a_reset_on_slack_leaves_nothing(stage: Stage) -> None:
    stage.sim.faults.add("slack", "chat.postMessage", "reset")

    with pytest.raises(aiohttp.ClientConnectionError):
        await stage.bot.client.chat_postMessage(channel=SLACK_CHANNEL, text="x")
    assert stage.sim.slack.messages(SLACK_CHANNEL) == []


async def test_a_delay_keeps_the_caller_waiting_and_does_the_work(stage: Stage) -> None:
    stage.sim.faults.add("slack", "chat.postMessage", "delay", seconds=0.3)
    stage.bot.client.timeout = 0.1  # type: ignore[assignment]

    with pytest.raises(TimeoutError):
        await stage.bot.client.chat_postMessage(channel=SLACK_CHANNEL, text="x")
    while not stage.sim.slack.messages(SLACK_CHANNEL):
        await stage.sim.feed.after(stage.sim.feed.version)


async def test_a_status_on_teams(stage: Stage) -> None:
    stage.sim.faults.add("teams", "create", status=429, retry_after=1)

    with pytest.raises(httpx.HTTPStatusError) as refusal:
        await stage.bot.teams.send(TEAMS_CHANNEL, "x")
    assert (refusal.value.response.status_code, refusal.value.response.headers["Retry-After"]) == (429, "1")
    assert stage.sim.teams.messages(TEAMS_CHANNEL) == []


async def test_a_lost_reply_on_teams_leaves_the_message(stage: Stage) -> None:
    stage.sim.faults.add("teams", "create", "lost_reply")

    with pytest.raises(httpx.TransportError):
        await stage.bot.teams.send(TEAMS_CHANNEL, "x")
    assert [m.text for m in stage.sim.teams.messages(TEAMS_CHANNEL)] == ["x"]


async def test_a_reset_on_teams_leaves_nothing(stage: Stage) -> None:
    stage.sim.faults.add("teams", "create", "reset")

    with pytest.raises(httpx.TransportError):
        await stage.bot.teams.send(TEAMS_CHANNEL, "x")
    assert stage.sim.teams.messages(TEAMS_CHANNEL) == []


async def test_a_fault_hits_its_channel_and_only_as_often_as_told(stage: Stage) -> None:
    stage.sim.faults.add("teams", status=500, times=2, channel=TEAMS_CHANNEL)

    await stage.bot.teams.send(TEAMS_GROUP, "x")
    for _ in range(2):
        with pytest.raises(httpx.HTTPStatusError):
            await stage.bot.teams.send(TEAMS_CHANNEL, "x")
    await stage.bot.teams.send(TEAMS_CHANNEL, "x")
    assert stage.sim.faults.planned("teams") == []


async def test_a_platform_that_is_down_stays_down_until_cleared(stage: Stage) -> None:
    stage.sim.faults.add("slack", status=503, times=None)
    for _ in range(3):
        with pytest.raises(SlackApiError):
            await stage.bot.client.auth_test()

    stage.sim.faults.clear("slack")
    await stage.bot.client.auth_test()


async def test_a_bot_that_is_too_slow_gets_no_second_chance(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PATIENCE, "slack", 0.05)
    stage.sim.faults.add("slack", "auth.test", "delay", seconds=0.3)

    answer = await stage.sim.slack.says("chair", SLACK_CHANNEL, "hej")

    assert (answer.status, answer.failure, answer.ok) == (0, "timeout", False)


async def test_a_bot_that_isnt_there_is_unreachable(stage: Stage) -> None:
    stage.sim.line.bot_url = "http://127.0.0.1:9"

    assert (await stage.sim.slack.says("chair", SLACK_CHANNEL, "hej")).failure == "unreachable"
    assert (await stage.sim.teams.says("chair", TEAMS_CHANNEL, "@samordning hej")).failure == "unreachable"
