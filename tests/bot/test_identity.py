"""Who somebody is: rows that link a platform's user to a person, and nothing else."""

from __future__ import annotations

import dataclasses
import json

from sqlalchemy import select

from bot.simulator.app import Simulator
from storage.models import Ballot, Poll, Proposal
from tests.bot.running import BODY, SLACK, TEAMS, Clock, RunningBot, poll_form, running_bot

OTHER_TENANT = "11111111-0000-4000-8000-000000000001"


async def test_one_person_on_both_platforms_has_one_ballot(samples_url: str, clock: Clock) -> None:
    """The last vote counts, wherever it was given."""
    async with running_bot(samples_url, clock=clock, paced=False) as bot:
        poll = await bot.opens_poll("Signaturindsats", "Akutteam", "Hjemmeilt")

        await poll.votes_on_slack("karin", 1)
        await poll.votes_on_teams("karin", 2)
        assert bot.rows(select(Ballot.option_id, Ballot.platform)) == [(poll.options[1], "teams")]

        await poll.votes_on_slack("karin", 1)
        assert bot.rows(select(Ballot.option_id, Ballot.platform)) == [(poll.options[0], "slack")]
        await bot.eventually(lambda: bot.is_settled() and bot.on_slack("1 har stemt") and bot.on_teams("1 har stemt"))


async def test_who_isnt_linked_is_told_so_and_changes_nothing(samples_url: str, clock: Clock) -> None:
    async with running_bot(samples_url, clock=clock) as bot:
        poll = await bot.opens_poll()
        before = bot.counts()
        _stranger(bot.simulator, "sune", slack="U0STRANGER")

        await poll.votes_on_slack("sune", 1)

        assert "ikke" in (await bot.eventually(lambda: bot.privately("sune")))[0]
        assert bot.counts() == before


async def test_the_chairs_display_name_is_nothing(samples_url: str, clock: Clock) -> None:
    """On both platforms anybody may call themselves anything."""
    async with running_bot(samples_url, clock=clock) as bot:
        poll = await bot.opens_poll()
        before = bot.counts()
        _stranger(bot.simulator, "sune", name="Karin Kommunechef", slack="U0STRANGER")
        _stranger(bot.simulator, "lone", name="Hans Hospitalsdirektør", teams="99999999-0000-4000-8000-000000000000")

        await poll.votes_on_slack("sune", 1)
        await poll.votes_on_teams("lone", 1)
        await bot.simulator.send("slack", poll_form(bot.simulator, "sune", "Kuppet", ("A", "B")))

        assert bot.counts() == before
        assert bot.rows(select(Poll.title)) == [("Signaturindsats",)]


async def test_a_new_display_name_takes_nothing_away(sqlite_url: str, clock: Clock) -> None:
    async with running_bot(sqlite_url, clock=clock) as bot:
        poll = await bot.opens_poll()
        _stranger(bot.simulator, "sune", name="Somebody Else")

        await poll.votes_on_slack("sune", 1)

        assert len(bot.rows(select(Ballot.person_id))) == 1


async def test_the_same_user_of_another_workspace_is_somebody_else(samples_url: str, clock: Clock) -> None:
    async with running_bot(samples_url, clock=clock) as bot:
        poll = await bot.opens_poll()
        stolen = _of_workspace(bot, "T0OTHER")

        for request in (stolen("press", poll.id, poll.options[0]), stolen("form"), stolen("message")):
            assert (await bot.simulator.send("slack", request)).status == 200

        assert bot.rows(select(Ballot.person_id)) == []
        assert bot.rows(select(Poll.title)) == [("Signaturindsats",)]
        assert bot.rows(select(Proposal.id)) == []


async def test_the_same_user_of_another_tenant_is_somebody_else(samples_url: str, clock: Clock) -> None:
    allowed = {"TEAMS_ALLOWED_TENANTS": f"f10d1a2d-0000-4000-8000-000000000001,{OTHER_TENANT}"}
    async with running_bot(samples_url, clock=clock, settings=allowed) as bot:
        _, body = bot.simulator.payloads.teams.says("lone", TEAMS, "@samordning punkt: Triage")
        activity = json.loads(body)
        activity["channelData"]["tenant"]["id"] = activity["conversation"]["tenantId"] = OTHER_TENANT

        assert (await bot.simulator.send("teams", bot.simulator.payloads.teams.activity(activity))).status == 200
        assert bot.rows(select(Proposal.id)) == []


async def test_a_committee_that_one_has_no_seat_in_is_closed_to_one(samples_url: str, clock: Clock) -> None:
    """Else chairs the other committee; its own poll's number tells her nothing about this one's."""
    async with running_bot(samples_url, clock=clock) as bot:
        poll = await bot.opens_poll()
        before = bot.counts()

        await poll.votes_on_slack("else", 1)
        refused = await bot.simulator.send("slack", poll_form(bot.simulator, "else", "Kuppet", ("A", "B")))

        assert "Signaturindsats" not in "".join(await bot.eventually(lambda: bot.privately("else")))
        assert refused.json.get("response_action") == "update"
        assert bot.counts() == before
        assert BODY not in json.dumps(refused.body)


def _stranger(simulator: Simulator, key: str, **changes: str) -> None:
    """From now on this person has another user or name on the platform."""
    people = simulator.world.people
    assert isinstance(people, list)
    index = next(number for number, person in enumerate(people) if person.key == key)
    people[index] = dataclasses.replace(people[index], **changes)


def _of_workspace(bot: RunningBot, workspace: str):
    """What Sune's user sends, as it would come from another workspace that has the app."""

    def request(kind: str, *about: int) -> tuple[dict[str, str], bytes]:
        payloads = bot.simulator.payloads.slack
        if kind == "message":
            made = payloads.says("sune", SLACK, "@samordning punkt: Triage")
        elif kind == "form":
            made = poll_form(bot.simulator, "karin", "Kuppet", ("A", "B"))
        else:
            value = json.dumps({"poll": about[0], "option": about[1]})
            button = {"type": "button", "action_id": "cast_vote", "block_id": "b", "action_ts": "1.1", "value": value}
            made = payloads.action("sune", bot.on_slack()[0], button)
        body = made[1].replace(bot.simulator.world.workspace.encode(), workspace.encode())
        return payloads.sign(body, made[0]["Content-Type"])

    return request
