"""What Slack sends, signed and through the real SDK: what is answered, and what is let pass with a 200."""

from __future__ import annotations

import io
import json
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select

from bot.slack.text import plain_words
from storage.models import Ballot, Channel, Poll, Post, Proposal, Seen
from tests.bot.running import BODY, SLACK, Clock, RunningBot, poll_form, running_bot

FORM = "application/x-www-form-urlencoded"


async def test_a_mention_in_a_channel_is_answered_in_its_thread(samples_url: str) -> None:
    async with running_bot(samples_url) as bot:
        answer = await bot.simulator.slack.says("sune", SLACK, "@samordning hjælp")

        assert answer.status == 200
        shown = (await bot.eventually(bot.on_slack))[0]
        assert shown.thread == answer.id


async def test_a_mention_in_a_thread_is_answered_in_that_thread(sqlite_url: str) -> None:
    async with running_bot(sqlite_url) as bot:
        root = await bot.simulator.slack.says("aase", SLACK, "Hvad siger I?")

        await bot.simulator.slack.says("sune", SLACK, "@samordning hjælp", thread=root.id)

        assert (await bot.eventually(bot.on_slack))[0].thread == root.id


async def test_a_direct_message_needs_no_mention(samples_url: str) -> None:
    async with running_bot(samples_url) as bot:
        direct = bot.simulator.slack.direct("sune")

        assert (await bot.simulator.slack.says("sune", direct, "hjælp")).status == 200

        shown = (await bot.eventually(lambda: bot.on_slack(channel=direct)))[0]
        assert shown.thread is None
        assert bot.rows(select(Channel.kind, Channel.body_id).where(Channel.address == direct)) == [("personal", None)]


async def test_what_people_say_among_themselves_is_none_of_the_bots_business(sqlite_url: str) -> None:
    async with running_bot(sqlite_url) as bot:
        before = bot.traces()

        said = await bot.simulator.slack.says("sune", SLACK, "Skal vi spise frokost?")
        edited = await bot.simulator.slack.edits("sune", said.id or "", "Skal vi spise aftensmad?", SLACK)
        deleted = await bot.simulator.slack.deletes("sune", said.id or "", SLACK)

        assert [said.status, edited.status, deleted.status] == [200, 200, 200]
        assert bot.traces() == before


async def test_the_bots_own_words_start_nothing(samples_url: str, clock: Clock) -> None:
    """Slack tells the bot about its own posts, edits and deletions too."""
    async with running_bot(samples_url, clock=clock, paced=False) as bot:
        poll = await bot.opens_poll("Afstemning: A, B")  # words that would open a form if a person wrote them
        await poll.votes_on_slack("sune", 1)
        await bot.eventually(lambda: bot.on_slack("har stemt") and bot.is_settled())
        await bot.simulator.slack.deletes("karin", poll.ts, SLACK)
        await bot.simulator.settle()

        assert bot.rows(select(Post.kind)) == [("poll",)]


async def test_another_bot_that_mentions_ours_starts_nothing(sqlite_url: str) -> None:
    """Two bots that answer each other would never end."""
    async with running_bot(sqlite_url) as bot:
        before = bot.traces()
        _, body = bot.simulator.payloads.slack.says("sune", SLACK, "@samordning hjælp")
        event = json.loads(body)["event"]
        others = event | {"bot_id": "B0OTHER", "user": "U0OTHERBOT"}
        nobodys = {key: value for key, value in event.items() if key != "user"} | {"bot_id": "B0WORKFLOW"}

        for each in (others, nobodys):
            assert (await bot.simulator.send("slack", bot.simulator.payloads.slack.event(each))).status == 200
        assert bot.traces() == before


async def test_a_button_does_its_work_before_the_answer_and_tells_only_the_one_who_pressed(
    samples_url: str, clock: Clock
) -> None:
    async with running_bot(samples_url, clock=clock) as bot:
        poll = await bot.opens_poll("Signaturindsats", "Akutteam", "Hjemmeilt")

        answer = await poll.votes_on_slack("sune", 2)

        assert answer.status == 200
        assert bot.rows(select(Ballot.option_id, Ballot.platform)) == [(poll.options[1], "slack")]
        assert "Hjemmeilt" in (await bot.eventually(lambda: bot.privately("sune")))[0]
        assert bot.privately("aase") == []


async def test_a_form_opens_inside_the_request_and_keeps_what_was_written(samples_url: str) -> None:
    async with running_bot(samples_url) as bot:
        people = bot.simulator.slack
        await people.says("karin", SLACK, "@samordning afstemning om mødested: Nordby, Klitborg")
        offered = (await bot.eventually(bot.on_slack))[0]

        assert (await people.presses("karin", offered.id, "start_poll", SLACK)).status == 200
        view = people.view("karin")
        assert view
        rejected = await people.submits("karin", view.id, {"title": "", "options": "Nordby", "closes_on": "2020-01-01"})
        assert set(rejected.errors) == {"title", "options", "closes_on"}
        assert bot.rows(select(Poll.id)) == []

        taken = await people.submits("karin", view.id, {"title": "Mødested", "closes_on": "2030-01-01"})
        assert taken.json["response_action"] == "update"
        assert taken.json["view"]["type"] == "modal"
        assert "submit" not in taken.json["view"]
        await bot.eventually(lambda: bot.on_slack("Afstemning: Mødested") and bot.on_teams("Mødested"))


async def test_a_form_that_slack_cant_open_any_more_is_let_be(sqlite_url: str, logged: io.StringIO) -> None:
    """A trigger lives for three seconds; Slack says `expired_trigger_id`, and the person presses again."""
    async with running_bot(sqlite_url) as bot:
        await bot.simulator.slack.says("karin", SLACK, "@samordning hjælp")
        offered = (await bot.eventually(bot.on_slack))[0]
        bot.simulator.faults.add("slack", "views.open", "error", error="expired_trigger_id")

        assert (await bot.simulator.slack.presses("karin", offered.id, "start_poll", SLACK)).status == 200
        assert bot.simulator.slack.view("karin") is None
    assert "expired_trigger_id" in logged.getvalue()


async def test_an_address_is_proved_to_slack(sqlite_url: str) -> None:
    async with running_bot(sqlite_url) as bot:
        sign = bot.simulator.payloads.slack.sign

        challenge = json.dumps({"type": "url_verification", "token": "x", "challenge": "3eZbrw1aB"}).encode()
        answer = await bot.simulator.send("slack", sign(challenge))
        assert (answer.status, answer.json or answer.body) == (200, {"challenge": "3eZbrw1aB"})

        assert (await bot.simulator.send("slack", sign(b"ssl_check=1&token=x", FORM))).status == 200


async def test_events_that_nobody_listens_to_are_answered_200(sqlite_url: str) -> None:
    """Slack counts anything else as a failure, and switches events off after too many."""
    joined = {"type": "message", "subtype": "channel_join", "channel": SLACK, "ts": "1.2", "channel_type": "channel"}
    events = [
        {"type": "reaction_added", "user": "U0FJORD002", "reaction": "tada", "item": {"type": "message"}},
        {"type": "team_join", "user": {"id": "U0NEW"}},
        {"type": "app_home_opened", "user": "U0FJORD002", "channel": "D0FJORD002", "tab": "home"},
        {"type": "member_joined_channel", "user": "U0SAMORDN", "channel": SLACK},
        joined,
        joined | {"subtype": "message_changed", "channel": "D0FJORD002", "channel_type": "im"},
        {"type": "something_slack_thinks_of_next_year"},
        {},
    ]
    async with running_bot(sqlite_url) as bot:
        before = bot.traces()
        for event in events:
            assert (await bot.simulator.send("slack", bot.simulator.payloads.slack.event(event))).status == 200, event
        assert bot.traces() == before


async def test_interactions_that_nobody_listens_to_are_answered_200(sqlite_url: str) -> None:
    async with running_bot(sqlite_url) as bot:
        before = bot.traces()
        for kind in ("shortcut", "message_action", "block_suggestion", "view_closed", "of_next_year"):
            payload = {
                "type": kind,
                "callback_id": "something",
                "trigger_id": "1.2.3",
                "user": {"id": "U0FJORD002", "team_id": "T0FJORD01"},
                "team": {"id": "T0FJORD01", "domain": "simulator"},
                "view": {"id": "V1", "type": "modal", "callback_id": "something", "state": {"values": {}}},
            }
            request = bot.simulator.payloads.slack.sign(urlencode({"payload": json.dumps(payload)}).encode(), FORM)
            assert (await bot.simulator.send("slack", request)).status == 200, kind
        assert bot.traces() == before


async def test_a_command_that_nobody_listens_to_is_answered_200(sqlite_url: str) -> None:
    async with running_bot(sqlite_url) as bot:
        assert (await bot.simulator.slack.commands("sune", SLACK, "/samordning", "hjælp")).status == 200


async def test_a_button_that_says_nothing_sensible_changes_nothing(samples_url: str) -> None:
    """Forged, of an older version, or about something that is gone."""
    buttons = [
        ("cast_vote", {}),
        ("cast_vote", {"poll": "1"}),
        ("cast_vote", {"poll": "one", "option": "two"}),
        ("cast_vote", {"poll": 10**30, "option": 1}),
        ("cast_vote", {"poll": -1, "option": -1}),
        ("cast_vote", {"poll": 1, "option": 1, "person": 7}),
        ("cast_vote", [1, 2]),
        ("cast_vote", None),
        ("of_an_older_version", {"poll": 1}),
        ("", {}),
        ("__class__", {}),
        ("withdraw_agenda_item", {"proposal": 4711}),
        ("create_poll", {"body": BODY, "title": "x", "options": "", "closes_on": "", "closes_at": "\0"}),
        ("find_contact", {"organisations": [["deep"]], "topics": "x"}),
    ]
    async with running_bot(samples_url) as bot:
        before = bot.counts()

        assert [await _presses(bot, "karin", action, value) for action, value in buttons] == [200] * len(buttons)

        await bot.eventually(lambda: len(bot.privately("karin")) == len(buttons))
        assert bot.counts() == before


async def test_a_form_without_its_nonce_isnt_taken(sqlite_url: str, clock: Clock) -> None:
    async with running_bot(sqlite_url, clock=clock) as bot:
        headers, body = poll_form(bot.simulator, "karin", "Mødested", ("A", "B"), nonce="the-nonce")
        assert b"the-nonce" in body

        request = bot.simulator.payloads.slack.sign(body.replace(b"the-nonce", b""), headers["Content-Type"])
        answer = await bot.simulator.send("slack", request)

        assert answer.status == 200
        assert bot.rows(select(Poll.id)) == []


async def test_hostile_words_are_shown_as_they_were_written(samples_url: str) -> None:
    words = "<!channel> <@U1> *x* <http://a|b> <at>everyone</at> [x](javascript:1) <img onerror=1> {{7*7}} & æøå"
    async with running_bot(samples_url) as bot:
        await bot.simulator.slack.says("sune", SLACK, f"@samordning punkt: {words}")

        assert bot.rows(select(Proposal.title)) == [(words,)]
        slack = await bot.eventually(lambda: bot.on_slack("{{7*7}}"))
        assert "<!channel>" not in slack[0].text
        assert "&lt;!channel&gt; &lt;@U1&gt;" in slack[0].text
        await bot.eventually(lambda: bot.on_teams("{{7*7}}"))


def test_slacks_text_is_read_as_plain_words() -> None:
    read = {
        "<@U0BOT> hvem ringer jeg til?": "hvem ringer jeg til?",
        "hej <@U0BOT>": "hej",
        "<@U1> siger A &amp; B &lt;3": "@U1 siger A & B <3",
        "<https://example.dk|siden> og <https://example.dk>": "siden og https://example.dk",
        "<mailto:a@example.dk|a@example.dk>": "a@example.dk",
        "<#C1|sundhed>": "sundhed",
        "a\u030alykke": "ålykke",
        "": "",
    }
    assert {text: plain_words(text, "U0BOT") for text in read} == read


async def test_what_isnt_stored_isnt_seen(sqlite_url: str) -> None:
    """A CPR number is refused before anything is kept; the message itself can only be deleted by its author."""
    async with running_bot(sqlite_url) as bot:
        await bot.simulator.slack.says("sune", SLACK, "@samordning punkt: Borger 010190-1234 mangler plads")

        await bot.eventually(bot.on_slack)
        assert bot.rows(select(Proposal.id)) == []
        assert "010190" not in str(bot.rows(select(Seen.key, Seen.values)))
        assert not [message for message in [*bot.on_slack(), *bot.on_teams()] if "1234" in json.dumps(message.blocks)]


async def _presses(bot: RunningBot, person: str, action: str, value: Any) -> int:
    message = bot.simulator.slack.workspace.post(SLACK, "gammelt")
    button = {"type": "button", "action_id": action, "block_id": "b", "action_ts": "1.1", "value": json.dumps(value)}
    return (await bot.simulator.send("slack", bot.simulator.payloads.slack.action(person, message, button))).status
