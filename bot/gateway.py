"""What the mirror asks of a platform, and how a call to it can end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from templates.elements import Card


@dataclass(frozen=True, slots=True)
class Address:
    """A conversation on a platform. `thread`: the message whose thread a new message goes into."""

    tenant: str
    conversation: str
    kind: str
    service_url: str | None = None
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A card as it shall be seen; `key` and `revision` travel with it, so that it can be recognised."""

    card: Card
    key: str
    revision: int


@dataclass(frozen=True, slots=True)
class Shown:
    """People see it; `reference` is the platform's name for the message."""

    reference: str


@dataclass(frozen=True, slots=True)
class Limited:
    """Not accepted now: too much at once. Nothing is shown; try again after `seconds`."""

    seconds: float


@dataclass(frozen=True, slots=True)
class NotSent:
    """Certainly not accepted: no connection, or the platform said so. Try again; this is never poison."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """It may be shown or not: the reply was lost. Look before sending again; an edit is simply repeated."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform will never take this message: it is parked, and its lane goes on."""

    reason: str


@dataclass(frozen=True, slots=True)
class LaneDown:
    """Nothing can be shown in this conversation now: token revoked, archived, the bot removed."""

    reason: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The message isn't there any more: a person deleted it, and it stays deleted."""


End = Shown | Limited | NotSent | Unclear | Refused | LaneDown | Gone


class Gateway(Protocol):
    """A platform, seen from the mirror. A call ends in one of the ways above; should it raise, it is unclear."""

    readable: bool
    """Whether `find` can look. Where it can't, a crash leaves an unclear post to a person: so one is sent at a time."""

    edit_interval: float
    """Seconds between two edits in one conversation, from the platform's published limits."""

    async def send(self, to: Address, message: Message) -> End: ...

    async def update(self, to: Address, reference: str, message: Message) -> End: ...

    async def remove(self, to: Address, reference: str) -> End: ...

    async def find(self, to: Address, keys: frozenset[str]) -> Mapping[str, str] | None:
        """References of messages that carry these keys, as people see them now; None where the bot may not read.

        The one call that may raise, when the platform can't be asked now: it is asked again.
        """
        ...
