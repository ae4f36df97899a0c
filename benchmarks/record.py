"""What the fake platforms have received, and when each event was to be seen on every side."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.load import Sent
from benchmarks.wire import Wire

LONGEST, QUIET = 60.0, 5.0
"""Seconds to wait for what is to be shown, and of silence after which nothing more is expected."""

SLACK_POST, SLACK_EDIT = "POST /simulator/slack/api/chat.postMessage", "POST /simulator/slack/api/chat.update"
TEAMS_POST, TEAMS_EDIT = "POST /simulator/teams/v3/", "PUT /simulator/teams/v3/"


@dataclass(frozen=True, slots=True)
class Side:
    """What shows events on one platform: edits by the revision they carry, or posts, one per event."""

    path: str
    counts_posts: bool = False


EDITS = (Side(SLACK_EDIT), Side(TEAMS_EDIT))
POSTS_IN_SLACK = (Side(SLACK_POST, counts_posts=True),)


@dataclass(slots=True)
class Record:
    """The calls to the fake platforms since the record was last read."""

    wire: Wire
    revision: int = 1
    """The poll's, as both sides show it."""
    _calls: list[Mapping[str, Any]] = field(default_factory=list[Mapping[str, Any]])

    async def set(self, answers: Mapping[str, object]) -> None:
        """Fixed answers, by path."""
        for path, answer in answers.items():
            await self.wire.send(self.wire.request("PUT", f"/fixed{path}", {}, json.dumps(answer).encode()))

    async def wait_for(self, path: str) -> None:
        """RuntimeError: no such call came."""
        until = time.monotonic() + LONGEST
        while time.monotonic() < until:
            await self._read()
            if any(call["path"].startswith(path) for call in self._calls):
                return
            await asyncio.sleep(0.02)
        raise RuntimeError(f"nothing came to {path}")

    async def shown(self, sent: Sequence[Sent], sides: Sequence[Side]) -> list[float]:
        """Per event in order: seconds from sending it until every side had received a state that includes it.

        The nth event sent is taken to be the nth shown. RuntimeError: something isn't shown in time.
        """
        until, last = time.monotonic() + LONGEST, -1
        quiet_since = time.monotonic()
        while time.monotonic() < until and time.monotonic() - quiet_since < QUIET:
            await self._read()
            reached = [self._progress(side) for side in sides]
            if min(steps[-1][1] if steps else 0 for steps in reached) >= len(sent):
                break
            if len(self._calls) != last:
                last, quiet_since = len(self._calls), time.monotonic()
            await asyncio.sleep(0.02)
        reached = [self._progress(side) for side in sides]
        if not all(steps and steps[-1][1] == reached[0][-1][1] > 0.98 * len(sent) for steps in reached):
            raise RuntimeError(f"shown of {len(sent)}: {[steps[-1:] for steps in reached]}")
        self.forget()
        if not any(side.counts_posts for side in sides):
            self.revision += reached[0][-1][1]
        began = sorted(each.at for each in sent)
        moments = zip(*(_moments(steps, len(sent)) for steps in reached), strict=True)
        return [max(seen) - at for at, seen in zip(began, moments, strict=True)]

    def _progress(self, side: Side) -> list[tuple[float, int]]:
        """When how many events were shown."""
        calls = [call for call in self._calls if call["path"].startswith(side.path)]
        if side.counts_posts:
            return [(call["at"], number) for number, call in enumerate(calls, start=1)]
        return [(call["at"], call["revision"] - self.revision) for call in calls]

    def forget(self) -> None:
        self._calls = []

    async def _read(self) -> None:
        self._calls += json.loads(await self.wire.send(self.wire.request("GET", "/record", {}, b"")))


def _moments(steps: Sequence[tuple[float, int]], many: int) -> list[float]:
    """The moment at which each event was first included. Votes that changed nothing come with the last step."""
    moments: list[float] = []
    for at, reached in steps:
        moments += [at] * (min(reached, many) - len(moments))
    return moments + [steps[-1][0]] * (many - len(moments))
