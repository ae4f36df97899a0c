"""Platforms in trouble: nothing is lost, nothing is doubled, and the other channels go on."""

from __future__ import annotations

import io
from typing import Any

import pytest
from sqlalchemy import select

from bot import mirror
from storage.models import Channel, Copy
from tests.bot.running import SLACK, TEAMS, Clock, RunningBot, running_bot


async def test_what_slack_didnt_take_is_sent_again_and_what_it_took_isnt(samples_url: str, clock: Clock) -> None:
    """One message meets them all in turn. In the end its reply is lost: it is found by its key, and not sent twice."""
    faults: list[dict[str, Any]] = [
        {"status": 429, "retry_after": 1},
        {"status": 503},
        {"status": 500},
        {"kind": "error", "error": "internal_error"},
        {"kind": "reset"},
        {"kind": "lost_reply"},
    ]
    async with running_bot(samples_url, clock=clock) as bot:
        for fault in faults:
            bot.simulator.faults.add("slack", "chat.postMessage", channel=SLACK, **fault)

        await bot.simulator.teams.says("lone", TEAMS, "@samordning punkt: Triage")

        await bot.eventually(lambda: bot.is_settled() and bot.on_slack("Triage"))
        assert bot.posts("Triage") == (1, 1)
        assert bot.states("proposal") == ["shown", "shown"]
        assert bot.simulator.faults.planned("slack") == []


async def test_what_teams_didnt_take_is_sent_again(sqlite_url: str, clock: Clock) -> None:
    async with running_bot(sqlite_url, clock=clock) as bot:
        for status in (412, 429, 500, 502, 503, 504):
            bot.simulator.faults.add("teams", "create", status=status, channel=TEAMS)

        await bot.proposes("Triage")

        await bot.eventually(lambda: bot.is_settled() and bot.on_teams("Triage"))
        assert bot.posts("Triage") == (1, 1)
        assert bot.states("proposal") == ["shown", "shown"]
        assert bot.simulator.faults.planned("teams") == []


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


async def test_without_a_token_nothing_can_have_been_shown(sqlite_url: str, clock: Clock) -> None:
    """The bot's own token comes from elsewhere: when it doesn't come, Teams was never called."""
    async with running_bot(sqlite_url, clock=clock) as bot:
        for fault in ({"status": 500}, {"status": 503}, {"status": 404}, {"kind": "reset"}):
            bot.simulator.faults.add("teams", "token", **fault)

        await bot.proposes("Triage")

        await bot.eventually(lambda: bot.states("proposal") == ["shown", "shown"])
        assert bot.posts("Triage") == (1, 1)


POISON: dict[Any, tuple[str, list[dict[str, Any]]]] = {
    "slack": (
        "chat.postMessage",
        [{"kind": "error", "error": "invalid_blocks"}, {"kind": "error", "error": "msg_too_long"}],
    ),
    "teams": ("create", [{"status": 400}, {"status": 413}]),
}


@pytest.mark.parametrize("platform", POISON)
async def test_poison_is_parked_with_its_reason_and_its_lane_goes_on(
    sqlite_url: str, clock: Clock, logged: io.StringIO, platform: Any
) -> None:
    method, faults = POISON[platform]
    async with running_bot(sqlite_url, clock=clock) as bot:
        for fault in faults:
            bot.simulator.faults.add(platform, method, channel=SLACK if platform == "slack" else TEAMS, **fault)

        await _proposes_from_the_other_side(bot, platform)
        await _proposes_from_the_other_side(bot, platform)
        await bot.proposes("Hjemmeilt")

        await bot.eventually(lambda: bot.is_settled() and bot.on_slack("Hjemmeilt") and bot.on_teams("Hjemmeilt"))
        parked = bot.rows(select(Copy.error).where(Copy.state == "parked").order_by(Copy.id))
        assert parked == [(fault.get("error", str(fault.get("status"))),) for fault in faults]
    assert logged.getvalue().count('"parked"') == len(faults)


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


DOWN: dict[Any, tuple[str, list[dict[str, Any]]]] = {
    "slack": (
        "*",
        [{"kind": "error", "error": reason} for reason in ("token_revoked", "is_archived", "not_in_channel")],
    ),
    "teams": ("create", [{"status": status} for status in (401, 403, 404)]),
}


@pytest.mark.parametrize("platform", DOWN)
async def test_a_channel_that_is_down_is_suspended_and_recovers(sqlite_url: str, clock: Clock, platform: Any) -> None:
    method, faults = DOWN[platform]
    address = SLACK if platform == "slack" else TEAMS
    async with running_bot(sqlite_url, clock=clock) as bot:
        down, up = (bot.on_slack, bot.on_teams) if platform == "slack" else (bot.on_teams, bot.on_slack)
        for number, fault in enumerate(faults, start=1):
            bot.simulator.faults.add(platform, method, times=None, channel=address, **fault)
            await _proposes_from_the_other_side(bot, platform)

            reason = fault.get("error", str(fault.get("status")))
            await bot.eventually(lambda said=reason: _suspended(bot, address) == said)
            await bot.eventually(lambda number=number: bot.posts("Triage")[up == bot.on_teams] == number)
            assert bot.posts("Triage")[down == bot.on_teams] == number - 1

            bot.simulator.faults.clear()
            await bot.eventually(lambda number=number: bot.posts("Triage") == (number, number))
            await bot.eventually(lambda: _suspended(bot, address) is None and bot.is_settled())
        assert set(bot.states("proposal")) == {"shown"}


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
