"""The page and what its script asks for."""

from __future__ import annotations

from starlette.routing import BaseRoute

from bot.simulator.conversations import Feed
from bot.simulator.faults import Faults
from bot.simulator.slack.people import SlackPeople
from bot.simulator.teams.people import TeamsPeople
from bot.simulator.world import World


class PageRoutes:
    def __init__(self, world: World, feed: Feed, slack: SlackPeople, teams: TeamsPeople, faults: Faults) -> None:
        self.routes: list[BaseRoute] = []
