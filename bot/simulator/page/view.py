"""What one person sees, as JSON for the page's script."""

from __future__ import annotations

from copy import deepcopy

from bot.simulator.conversations import Message
from bot.simulator.faults import Faults
from bot.simulator.json_values import Json
from bot.simulator.slack.people import SlackPeople
from bot.simulator.teams.cards import actions
from bot.simulator.teams.people import TeamsPeople
from bot.simulator.world import BOT, Platform, SimChannel, SimPerson, World


class PageView:
    def __init__(self, world: World, slack: SlackPeople, teams: TeamsPeople, faults: Faults) -> None:
        self._world = world
        self._slack = slack
        self._teams = teams
        self._faults = faults

    def world(self) -> Json:
        """What doesn't change: people, suggestions and the names behind Slack's ids."""
        people = [
            {"key": p.key, "name": p.name, "role": p.role, "slack": p.slack is not None, "teams": p.teams is not None}
            for p in self._world.people
        ]
        names = {p.slack: p.name for p in self._world.people if p.slack} | {self._world.slack_bot_user: BOT}
        return {"bot": BOT, "people": people, "names": names, "suggestions": list(self._world.suggestions)}

    def slack(self, person_key: str, channel_id: str) -> Json:
        state, person = self._side("slack", person_key, channel_id), self._world.person(person_key)
        history = self._slack.workspace.messages.everything(state["channel"], person.key)
        state["messages"] = [_message(m, person) | {"blocks": m.blocks} for m in history]
        view = self._slack.view(person.key)
        state["form"] = {"id": view.id, "version": view.json["hash"], "view": view.json} if view else None
        return state

    def teams(self, person_key: str, channel_id: str) -> Json:
        state, person = self._side("teams", person_key, channel_id), self._world.person(person_key)
        history = self._teams.tenant.messages.everything(state["channel"], person.key)
        state["messages"] = [
            _message(m, person) | {"card": _numbered(m.card_for.get(person.key, m.card))} for m in history
        ]
        dialog = self._teams.dialog(person.key)
        state["form"] = None
        if dialog:
            shown: Json = {"id": dialog.id, "version": dialog.version, "title": dialog.json.get("title", "")}
            state["form"] = shown | {"card": _numbered(dialog.json["card"]["content"])}
        return state

    def _side(self, platform: Platform, person_key: str, channel_id: str) -> Json:
        """The places of one platform, the one that is shown and the faults to come."""
        person = self._world.person(person_key)
        direct = self._world.direct(platform, person)
        places = [c for c in self._world.channels if c.platform == platform] + ([direct] if direct else [])
        shown = channel_id if channel_id in [place.id for place in places] else (places[0].id if places else "")
        return {
            "present": direct is not None,
            "channel": shown,
            "channels": [self._place(platform, place, person) for place in places],
            "faults": [{"kind": f.kind, "status": f.status} for f in self._faults.planned(platform)],
        }

    def _place(self, platform: Platform, place: SimChannel, person: SimPerson) -> Json:
        log = self._slack.workspace.messages if platform == "slack" else self._teams.tenant.messages
        latest = max((m.version for m in log.everything(place.id, person.key)), default=0)
        return {"id": place.id, "name": place.name, "kind": place.kind, "latest": latest}


def _message(message: Message, person: SimPerson) -> Json:
    return {
        "id": message.id,
        "author": message.author,
        "name": message.author_name,
        "mine": message.author == person.key,
        "text": "" if message.deleted else message.text,
        "at": message.at,
        "thread": message.thread if message.thread != message.id else None,
        "edited": message.edits > 0,
        "deleted": message.deleted,
        "private": message.ephemeral_to is not None,
        "version": message.version,
    }


def _numbered(card: Json | None) -> Json | None:
    """The card with its actions numbered, so that the page can say which one was pressed."""
    if card is None:
        return None
    numbered = deepcopy(card)
    for number, action in enumerate(actions(numbered)):
        action["number"] = number
    return numbered
