"""The same thing again, as platforms and people do it: one row, one visible answer, and the first answer again."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from sqlalchemy import func, select

from storage.models import AuditEntry, Ballot, Poll, Proposal
from tests.bot.running import SLACK, TEAMS, Clock, RunningBot, poll_form, running_bot


async def test_a_message_that_slack_sends_four_times_counts_once(samples_url: str) -> None:
    async with running_bot(samples_url) as bot:
        root = await bot.simulator.slack.says("sune", SLACK, "Jeg har et punkt")
        request = bot.simulator.payloads.slack.says("sune", SLACK, "@samordning punkt: Triage", thread=root.id)

        answers = [await bot.simulator.send("slack", _retry(request, number)) for number in range(4)]

        assert [answer.status for answer in answers] == [200] * 4
        await _shows_one_proposal(bot)


async def test_a_message_that_comes_four_times_at_once_counts_once(samples_url: str) -> None:
    """Several processes may get it; here it is one whose transactions meet."""
    async with running_bot(samples_url) as bot:
        root = await bot.simulator.slack.says("sune", SLACK, "Jeg har et punkt")
        request = bot.simulator.payloads.slack.says("sune", SLACK, "@samordning punkt: Triage", thread=root.id)

        answers = await asyncio.gather(*(bot.simulator.send("slack", request) for _ in range(4)))

        assert [answer.status for answer in answers] == [200] * 4
        await _shows_one_proposal(bot)


async def test_a_message_under_another_event_id_is_the_same_message(samples_url: str) -> None:
    """Slack has been seen to do it, and tells of a mention both as `app_mention` and as `message`."""
    async with running_bot(samples_url) as bot:
        payloads = bot.simulator.payloads.slack
        root = await bot.simulator.slack.says("sune", SLACK, "Jeg har et punkt")
        for number in range(3):
            request = payloads.says(
                "sune", SLACK, "@samordning punkt: Triage", ts="1795500000.0001", thread=root.id, event_id=f"Ev{number}"
            )
            assert (await bot.simulator.send("slack", request)).status == 200

        await _shows_one_proposal(bot)


async def test_an_activity_that_teams_sends_again_counts_once(samples_url: str) -> None:
    async with running_bot(samples_url) as bot:
        await bot.simulator.teams.says("lone", TEAMS, "@samordning punkt: Triage")
        again = [await bot.simulator.repeat_last("teams") for _ in range(3)]

        assert [answer.status for answer in again] == [200] * 3
        await bot.eventually(lambda: bot.on_slack("Triage") and len(bot.on_teams("Triage")) == 2 and bot.is_settled())
        assert bot.one(select(func.count()).select_from(Proposal)) == 1
        assert len(bot.on_slack("Triage")) == 1


async def test_the_words_of_before_in_a_new_message_are_a_new_message(sqlite_url: str) -> None:
    async with running_bot(sqlite_url) as bot:
        await bot.proposes("Triage", "Triage")

        assert bot.one(select(func.count()).select_from(Proposal)) == 2


async def test_a_press_that_is_sent_again_gets_the_first_answer_again(samples_url: str, clock: Clock) -> None:
    async with running_bot(samples_url, clock=clock) as bot:
        poll = await bot.opens_poll()
        before = bot.one(select(func.count()).select_from(AuditEntry))

        card = bot.on_slack()[0]
        value = json.dumps({"poll": poll.id, "option": poll.options[0]})
        button = {"type": "button", "action_id": "cast_vote", "block_id": "b", "action_ts": "1.1", "value": value}
        press = bot.simulator.payloads.slack.action("sune", card, button)
        for _ in range(4):
            assert (await bot.simulator.send("slack", press)).status == 200
        first = await poll.votes_on_teams("lone", 1)
        for _ in range(3):
            assert (await bot.simulator.repeat_last("teams")).body == first.body

        assert bot.one(select(func.count()).select_from(Ballot)) == 2
        assert bot.one(select(func.count()).select_from(AuditEntry)) == before + 2
        said = await bot.eventually(lambda: bot.privately("sune")[3:] and bot.privately("sune"))
        assert len({_text(words) for words in said}) == 1


async def test_a_form_that_is_sent_again_gets_the_first_answer_again(samples_url: str, clock: Clock) -> None:
    """People press again, and Slack gives each press a trigger of its own; the form's opening is what counts."""
    async with running_bot(samples_url, clock=clock) as bot:
        answers = [await _sends_form(bot, "karin", "the-opening") for _ in range(4)]

        assert len({json.dumps(answer.body) for answer in answers}) == 1
        assert bot.one(select(func.count()).select_from(Poll)) == 1
        await bot.eventually(lambda: bot.on_slack("Mødested") and bot.on_teams("Mødested") and bot.is_settled())
        assert len(bot.on_slack("Mødested")) == len(bot.on_teams("Mødested")) == 1


async def test_a_rejected_form_may_be_sent_again_mended(sqlite_url: str, clock: Clock) -> None:
    async with running_bot(sqlite_url, clock=clock) as bot:
        rejected = await _sends_form(bot, "karin", "the-opening", title="")
        mended = await _sends_form(bot, "karin", "the-opening")

        assert (rejected.json["response_action"], mended.json["response_action"]) == ("errors", "update")
        assert bot.rows(select(Poll.title)) == [("Mødested",)]


async def test_anothers_opening_is_not_ones_own(sqlite_url: str, clock: Clock) -> None:
    """Nobody gets an answer that was meant for somebody else."""
    async with running_bot(sqlite_url, clock=clock) as bot:
        await _sends_form(bot, "karin", "the-opening")
        other = await _sends_form(bot, "sune", "the-opening")

        assert "Mødested" not in json.dumps(other.body)
        assert bot.one(select(func.count()).select_from(Poll)) == 1


async def test_a_repetition_after_a_restart_is_one_too(samples_url: str) -> None:
    async with running_bot(samples_url) as bot:
        request = bot.simulator.payloads.teams.says("lone", TEAMS, "@samordning punkt: Triage")
        body = request[1]
        await bot.simulator.send("teams", request)

    async with running_bot(samples_url) as bot:
        activity = json.loads(body) | {"serviceUrl": f"{bot.simulator.payloads.teams.tokens.base_url}/"}
        again = await bot.simulator.send("teams", bot.simulator.payloads.teams.activity(activity))

        assert again.status == 200
        assert bot.one(select(func.count()).select_from(Proposal)) == 1


async def _shows_one_proposal(bot: RunningBot) -> None:
    await bot.eventually(lambda: bot.on_slack("Modtaget") and bot.on_teams("Triage") and bot.is_settled())
    assert bot.one(select(func.count()).select_from(Proposal)) == 1
    assert len(bot.on_teams("Triage")) == 1
    assert len([m for m in bot.on_slack("Triage") if m.thread is None]) == 1
    assert len([m for m in bot.on_slack("Modtaget") if m.thread is not None]) == 1


async def _sends_form(bot: RunningBot, person: str, nonce: str, title: str = "Mødested") -> Any:
    return await bot.simulator.send("slack", poll_form(bot.simulator, person, title, ("Nordby", "Klitborg"), nonce))


def _retry(request: tuple[dict[str, str], bytes], number: int) -> tuple[dict[str, str], bytes]:
    """What Slack adds to a repetition."""
    headers, body = request
    if number:
        headers = headers | {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": "http_timeout"}
    return headers, body


def _text(words: str) -> str:
    """Without the ids that Slack gives to blocks."""
    return words.partition(" [")[0]
