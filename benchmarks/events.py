"""Signed requests as Slack and Teams send them, made by the simulator's own builders."""

from __future__ import annotations

import json

from benchmarks.databases import MEMBERS
from benchmarks.wire import Wire
from bot.simulator.app import Simulator
from bot.simulator.conversations import Message
from bot.simulator.line import PATH, SignedRequest
from bot.simulator.world import BOT, Platform
from bot.words import say
from handlers.polls.poll_card import PollCard
from templates.block_kit import to_block_kit

SLACK_CHANNEL, TEAMS_CHANNEL = "C0FJORDSOM", "19:fjordrige-somatik-indre@thread.tacv2"
QUESTION = f"@{BOT} kontakt Gladsaxe udskrivning"


class Events:
    """Each call makes so many requests that were never sent before."""

    def __init__(self, simulator: Simulator, wire: Wire) -> None:
        self._simulator = simulator
        self._wire = wire
        self._votes = 0
        card = say(PollCard.examples()[0], "da", "Europe/Copenhagen")
        self._poll = Message(SLACK_CHANNEL, "1700000000.000001", BOT, BOT, "", 0.0, blocks=to_block_kit(card)["blocks"])

    def votes(self, many: int) -> list[bytes]:
        """Presses of a poll's buttons in Slack, each a change of somebody's vote."""
        return [self._raw("slack", self._slack_vote(*self._next_vote())) for _ in range(many)]

    def teams_votes(self, many: int) -> list[bytes]:
        return [self._raw("teams", self._teams_vote(*self._next_vote())) for _ in range(many)]

    def questions(self, many: int) -> list[bytes]:
        """Mentions of the bot in Slack that ask for a contact point."""
        says = self._simulator.payloads.slack.says
        return [self._raw("slack", says(f"medlem{n % MEMBERS}", SLACK_CHANNEL, QUESTION)) for n in range(many)]

    def _next_vote(self) -> tuple[str, int]:
        """Person and option: round after round through the members, the option changing with the round."""
        turn, member = divmod(self._votes, MEMBERS)
        self._votes += 1
        return f"medlem{member}", turn % 2 + 1

    def _slack_vote(self, person: str, option: int) -> SignedRequest:
        value = json.dumps({"poll": "1", "option": str(option)})
        action = {"type": "button", "action_id": f"cast_vote#{option}", "block_id": "b", "value": value}
        return self._simulator.payloads.slack.action(person, self._poll, action)

    def _teams_vote(self, person: str, option: int) -> SignedRequest:
        teams, world = self._simulator.payloads.teams, self._simulator.world
        fields = {"poll": "1", "option": str(option)}
        data = {"action": BOT, "intent": "cast_vote", "fields": fields}
        value = {"action": {"type": "Action.Execute", "verb": "cast_vote", "data": data}, "trigger": "manual"}
        channel = world.place("teams", TEAMS_CHANNEL)
        assert channel
        return teams.activity(teams.invoke("adaptiveCard/action", world.person(person), channel, value, "1"))

    def _raw(self, platform: Platform, request: SignedRequest) -> bytes:
        return self._wire.request("POST", PATH[platform], request.headers, request.body)
