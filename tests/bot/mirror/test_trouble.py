"""Platforms in trouble: nothing is lost, nothing is doubled, and the other channels go on."""

from __future__ import annotations

import io
from typing import Any

import pytest
from sqlalchemy import select

from bot import mirror
from storage.models import Channel, Copy
from tests.bot.running import SLACK, TEAMS, Clock, RunningBot, running_bot


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429, "retry_after": 1},
        {"status": 503},
        {"status": 500},
        {"kind": "error", "error": "internal_error"},
        {"kind": "reset"},
        {"kind": "lost_reply"},
    ],
    ids=str,
)
async def test_what_slack_didnt_take_is_sent_again_and_what_it_took_isnt(
    sqlite_url: str, clock: Clock, fault: dict[str, Any]
) -> None:
    """The reply of a message that was shown may be lost: it is found by its key, and not sent twice."""
    async with running_bot(sqlite_url, clock=clock) as bot:
        bot.simulator.faults.add("slack", "chat.postMessage", channel=SLACK, times=2, **fault)

        await bot.simulator.teams.says("lone", TEAMS, "@samordning punkt: Triage")

        await bot.eventually(lambda: bot.is_settled() and bot.on_slack("Triage"))
        assert bot.posts("Triage") == (1, 1)
        assert bot.states("proposal") == ["shown", "shown"]


@pytest.mark.parametrize("status", [412, 429, 500, 502, 503, 504])
async def test_what_teams_didnt_take_is_sent_again(sqlite_url: str, clock: Clock, status: int) -> None:
    async with running_bot(sqlite_url, clock=clock) as bot:
        bot.simulator.faults.add("teams", "create", status=status, times=2, channel=TEAMS)

        await bot.proposes("Triage")

        await bot.eventually(lambda: bot.is_settled() and bot.on_teams("Triage"))
        assert bot.posts("Triage") == (1, 1)
        assert bot.states("proposal") == ["shown", "shown"]


@pytest.mark.parametrize("fault", [{"kind": "lost_reply"}, {"kind": "reset"}], ids=str)
async def test_what_teams_may_have_taken_is_left_to_a_person(
    samples_url: str, clock: Clock, logged: io.StringIO, fault: dict[str, Any]
) -> None:
    """Teams can't be read: sending again might double it. It is said so, and everything else goes on."""
    async with running_bot(samples_url, clock=clock, paced=False) as bot:
        poll = await bot.opens_poll()
        bot.simulator.faults.add("teams", "create", channel=TEAMS, **fault)

        await bot.proposes("Triage", "Hjemmeilt")
        await poll.votes_on_slack("sune", 1)

        await bot.eventually(lambda: bot.is_settled() and bot.on_teams("Hjemmeilt") and bot.on_teams("1 har stemt"))
        assert bot.posts("Triage") == (1, 1 if fault.get("kind") == "lost_reply" else 0)
        assert bot.rows(select(Copy.error).where(Copy.state == "parked")) == [("unclear",)]
    assert '"unclear end"' in logged.getvalue()


async def test_edits_whose_reply_was_lost_are_repeated(samples_url: str, clock: Clock) -> None:
    """Repeating an edit does no harm."""
    async with running_bot(samples_url, clock=clock, paced=False) as bot:
        poll = await bot.opens_poll()
        for platform, method in (("slack", "chat.update"), ("teams", "update")):
            bot.simulator.faults.add(platform, method, "lost_reply")  # type: ignore[arg-type]

        await poll.votes_on_slack("sune", 1)

        await bot.eventually(lambda: bot.is_settled() and bot.on_slack("1 har stemt") and bot.on_teams("1 har stemt"))
        assert bot.states() == ["shown", "shown"]


async def test_a_limited_channel_holds_up_no_other(sqlite_url: str, clock: Clock) -> None:
    async with running_bot(sqlite_url, clock=clock) as bot:
        bot.simulator.faults.add("slack", "chat.postMessage", status=429, retry_after=2, channel=SLACK)
        await bot.proposes("Triage")

        teams = (await bot.eventually(lambda: bot.on_teams("Triage")))[0]
        slack = (await bot.eventually(lambda: bot.on_slack("Triage")))[0]

        first, second = bot.calls("slack", "chat.postMessage")[:2]
        assert second.at - first.at >= 2.0  # as long as Retry-After says
        assert teams.at - first.at < 1.0
        assert slack.at >= second.at


async def test_answers_in_several_threads_are_found_in_their_threads(samples_url: str) -> None:
    """Slack's history leaves out what was said in threads."""
    async with running_bot(samples_url) as bot:
        bot.simulator.faults.add("slack", "chat.postMessage", "lost_reply", times=2)
        await bot.simulator.slack.says("sune", SLACK, "@samordning hvor tit skal vi mødes?")
        await bot.simulator.slack.says("aase", SLACK, "@samordning hjælp")
        await bot.simulator.slack.says("karin", SLACK, "@samordning punkt: Triage")

        await bot.eventually(lambda: bot.is_settled() and bot.on_slack("Modtaget: Triage") and bot.on_teams("Triage"))

        threads = [message.thread for message in bot.on_slack() if message.thread]
        assert len(threads) == len(set(threads)) == 3
        assert bot.posts("Triage") == (1, 1)


async def test_while_slack_cant_be_looked_at_nothing_is_given_up(sqlite_url: str, clock: Clock) -> None:
    async with running_bot(sqlite_url, clock=clock) as bot:
        bot.simulator.faults.add("slack", "chat.postMessage", "lost_reply", channel=SLACK)
        bot.simulator.faults.add("slack", ("conversations.history", "conversations.replies"), status=503, times=3)

        await bot.simulator.teams.says("lone", TEAMS, "@samordning punkt: Triage")

        await bot.eventually(lambda: bot.states("proposal") == ["shown", "shown"])
        assert bot.posts("Triage") == (1, 1)


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 503}, {"kind": "reset"}], ids=str)
async def test_without_a_token_nothing_can_have_been_shown(
    sqlite_url: str, clock: Clock, fault: dict[str, Any]
) -> None:
    """The bot's own token comes from elsewhere: when it doesn't come, Teams was never called."""
    async with running_bot(sqlite_url, clock=clock) as bot:
        bot.simulator.faults.add("teams", "token", times=2, **fault)

        await bot.proposes("Triage")

        await bot.eventually(lambda: bot.states("proposal") == ["shown", "shown"])
        assert bot.posts("Triage") == (1, 1)


@pytest.mark.parametrize(
    ("platform", "method", "fault"),
    [
        ("slack", "chat.postMessage", {"kind": "error", "error": "invalid_blocks"}),
        ("slack", "chat.postMessage", {"kind": "error", "error": "msg_too_long"}),
        ("teams", "create", {"status": 400}),
        ("teams", "create", {"status": 413}),
    ],
)
async def test_poison_is_parked_with_its_reason_and_its_lane_goes_on(
    sqlite_url: str, clock: Clock, logged: io.StringIO, platform: Any, method: str, fault: dict[str, Any]
) -> None:
    async with running_bot(sqlite_url, clock=clock) as bot:
        bot.simulator.faults.add(platform, method, channel=SLACK if platform == "slack" else TEAMS, **fault)

        await bot.simulator.teams.says("lone", TEAMS, "@samordning punkt: Triage")
        await bot.proposes("Hjemmeilt")

        await bot.eventually(lambda: bot.is_settled() and bot.on_slack("Hjemmeilt") and bot.on_teams("Hjemmeilt"))
        (parked,) = bot.rows(select(Copy.error).where(Copy.state == "parked"))
        assert parked[0] == fault.get("error", str(fault.get("status")))
    assert '"parked"' in logged.getvalue()


async def test_a_post_that_cant_be_rendered_is_parked_and_its_lane_goes_on(
    samples_url: str, clock: Clock, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = mirror.say

    def say(reply: Any, language: str, timezone: str) -> Any:
        if getattr(reply, "title", "") == "Triage":
            raise ValueError("a template with a fault")
        return right(reply, language, timezone)

    monkeypatch.setattr(mirror, "say", say)
    async with running_bot(samples_url, clock=clock) as bot:
        await bot.simulator.teams.says("lone", TEAMS, "@samordning punkt: Triage")
        await bot.proposes("Hjemmeilt")

        await bot.eventually(lambda: bot.is_settled() and bot.on_slack("Hjemmeilt") and bot.on_teams("Hjemmeilt"))
        assert bot.states("proposal") == ["parked", "parked", "shown", "shown"]
        assert bot.on_slack("Triage") == []
    assert "a post can't be rendered" in logged.getvalue()


@pytest.mark.parametrize(
    ("platform", "method", "fault"),
    [
        ("slack", "*", {"kind": "error", "error": "token_revoked"}),
        ("slack", "*", {"kind": "error", "error": "is_archived"}),
        ("slack", "*", {"kind": "error", "error": "not_in_channel"}),
        ("teams", "create", {"status": 403}),
        ("teams", "create", {"status": 401}),
        ("teams", "create", {"status": 404}),
    ],
)
async def test_a_channel_that_is_down_is_suspended_and_recovers(
    sqlite_url: str, clock: Clock, platform: Any, method: str, fault: dict[str, Any]
) -> None:
    async with running_bot(sqlite_url, clock=clock) as bot:
        down, up = (bot.on_slack, bot.on_teams) if platform == "slack" else (bot.on_teams, bot.on_slack)
        address = SLACK if platform == "slack" else TEAMS
        bot.simulator.faults.add(platform, method, times=None, channel=address, **fault)
        await _proposes_from_the_other_side(bot, platform)
        reason = fault.get("error", str(fault.get("status")))
        await bot.eventually(lambda: up("Triage") and _suspended(bot, address) == reason)
        assert down("Triage") == []

        bot.simulator.faults.clear()
        await bot.eventually(lambda: down("Triage") and _suspended(bot, address) is None)
        await bot.eventually(lambda: bot.states("proposal") == ["shown", "shown"])
        assert bot.posts("Triage") == (1, 1)


async def test_what_a_person_deletes_stays_deleted(samples_url: str, clock: Clock) -> None:
    async with running_bot(samples_url, clock=clock, paced=False) as bot:
        poll = await bot.opens_poll()
        await bot.simulator.slack.deletes("karin", poll.ts, SLACK)
        await poll.votes_on_teams("lone", 1)
        await bot.eventually(lambda: bot.states() == ["gone", "shown"] and bot.on_teams("1 har stemt"))

        await bot.simulator.teams.deletes("lone", poll.activity, TEAMS)
        await bot.simulator.slack.says("sune", SLACK, "@samordning stem 2")
        await bot.eventually(lambda: bot.states() == ["gone", "gone"])

        await bot.simulator.slack.says("aase", SLACK, "@samordning stem 2")
        await bot.eventually(lambda: len(bot.on_slack("Din stemme")) == 2 and bot.is_settled())
        assert bot.on_slack("har stemt") == bot.on_teams() == []


async def test_people_are_answered_while_a_platform_is_slow(sqlite_url: str, clock: Clock) -> None:
    async with running_bot(sqlite_url, clock=clock) as bot:
        poll = await bot.opens_poll()
        bot.simulator.faults.add("slack", "*", "delay", seconds=1.0, times=None, channel=SLACK)
        await bot.proposes("Triage")

        assert (await poll.votes_on_slack("sune", 1)).ok
        assert (await poll.votes_on_teams("lone", 1)).ok

        await bot.eventually(lambda: bot.on_teams("2 har stemt"))
        bot.simulator.faults.clear()


async def _proposes_from_the_other_side(bot: RunningBot, platform: str) -> None:
    """So that the answer in the thread is in the way of nothing."""
    if platform == "slack":
        await bot.simulator.teams.says("lone", TEAMS, "@samordning punkt: Triage")
    else:
        await bot.proposes("Triage")


def _suspended(bot: RunningBot, address: str) -> str | None:
    return bot.one(select(Channel.suspended).where(Channel.address == address))
