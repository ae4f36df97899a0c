"""Who and what there is on the two platforms."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Platform = Literal["slack", "teams"]
Kind = Literal["channel", "group", "personal"]
Language = Literal["da", "en"]

BOT = "samordning"
"""The author of the bot's messages, and the name people mention it by."""


@dataclass(frozen=True, slots=True)
class SimPerson:
    """A person; `slack` is a user id (U…), `teams` an Entra object id, `role` a description per language."""

    key: str
    name: str
    role: Mapping[str, str]
    slack: str | None = None
    teams: str | None = None
    language: Language = "da"

    @property
    def email(self) -> str:
        return f"{self.key}@example.dk"


@dataclass(frozen=True, slots=True)
class SimChannel:
    """A place to talk. Slack: C… or G…, Teams: 19:…; a person's chat with the bot is `World.direct`."""

    id: str
    name: str
    platform: Platform
    kind: Kind = "channel"


@dataclass(frozen=True)
class World:
    """One Slack workspace and one Teams tenant. `suggestions` are sentences to try, per language."""

    people: Sequence[SimPerson]
    channels: Sequence[SimChannel]
    workspace: str
    tenant: str
    slack_bot_user: str
    teams_client_id: str
    suggestions: Sequence[Mapping[str, str]] = ()

    @property
    def slack_bot_id(self) -> str:
        return "B" + self.slack_bot_user[1:]

    @property
    def slack_app_id(self) -> str:
        return "A" + self.slack_bot_user[1:]

    @property
    def teams_bot_id(self) -> str:
        return f"28:{self.teams_client_id}"

    @property
    def team_id(self) -> str:
        """The Teams team all channels of the world belong to."""
        return f"19:{_digest(self.tenant)}@thread.tacv2"

    def person(self, key: str) -> SimPerson:
        """Raises KeyError for a person that isn't there."""
        return self._people[key]

    def person_on(self, platform: Platform, identity: str) -> SimPerson | None:
        """Who has this identity: Slack user id, Entra object id or Teams id (29:…)."""
        for person in self.people:
            known = (person.slack,) if platform == "slack" else (person.teams, self.teams_user(person))
            if identity and identity in known:
                return person
        return None

    def teams_user(self, person: SimPerson) -> str | None:
        """The id Teams gives a person in activities: 29:…, different for every bot."""
        return f"29:{_digest(self.teams_client_id + person.teams)}" if person.teams else None

    def direct(self, platform: Platform, person: SimPerson) -> SimChannel | None:
        """The person's chat with the bot; None if the person isn't on that platform."""
        if platform == "slack":
            return SimChannel("D" + person.slack[1:], BOT, "slack", "personal") if person.slack else None
        return SimChannel(f"a:{_digest(person.teams)}", BOT, "teams", "personal") if person.teams else None

    def places(self, platform: Platform) -> list[SimChannel]:
        """Every channel and every person's chat with the bot."""
        direct = [self.direct(platform, person) for person in self.people]
        shared = [channel for channel in self.channels if channel.platform == platform]
        return shared + [channel for channel in direct if channel]

    def place(self, platform: Platform, channel_id: str) -> SimChannel | None:
        return next((channel for channel in self.places(platform) if channel.id == channel_id), None)

    def owner(self, channel: SimChannel) -> SimPerson | None:
        """Whose chat with the bot this is."""
        return next((person for person in self.people if self.direct(channel.platform, person) == channel), None)

    @property
    def _people(self) -> dict[str, SimPerson]:
        return {person.key: person for person in self.people}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]
