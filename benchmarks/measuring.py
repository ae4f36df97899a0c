"""One run of one app: started, warmed up, measured, stopped."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.databases import Engine
from benchmarks.events import Events
from benchmarks.load import Sent, at_rate, in_flight, one_at_a_time
from benchmarks.processes import Process, free_port
from benchmarks.record import EDITS, POSTS_IN_SLACK, SLACK_POST, TEAMS_POST, Record, Side
from benchmarks.wire import Wire
from bot.simulator.app import Simulator

PER_SECOND, IN_FLIGHT, WARM_UP = 100.0, 32, 20

Figures = dict[str, float]
Make = Callable[[int], list[bytes]]


@dataclass(frozen=True, slots=True)
class App:
    """`votes`, `questions`: where each kind of event is to be seen in the end; empty where the app shows nothing."""

    name: str
    module: str
    arguments: tuple[str, ...]
    engine: Engine
    votes: tuple[Side, ...] = ()
    questions: tuple[Side, ...] = ()
    is_samordning: bool = False


def apps(engine: Engine) -> list[App]:
    bolt = "benchmarks.bolt"
    return [
        App(f"samordning/{engine.name}", "benchmarks.samordning", (), engine, EDITS, POSTS_IN_SLACK, True),
        App(f"Bolt commits/{engine.name}", bolt, ("commit",), engine),
        *(
            [App("Bolt posts", bolt, ("post",), engine, POSTS_IN_SLACK, POSTS_IN_SLACK)]
            if engine.name == "SQLite"
            else []
        ),
    ]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many requests: unloaded, at a rate, in flight."""

    unloaded: int
    at_rate: int
    in_flight: int


async def measure(app: App, simulator: Simulator, record: Record, sizes: Sizes, folder: Path) -> Figures:
    port = free_port()
    url = app.engine.filled() if app.is_samordning else app.engine.empty()
    env = {**simulator.settings(), "SAMORDNING_DATABASE_URL": url, "SAMORDNING_PORT": str(port)}
    log = folder / "app.log"
    with Process(app.module, app.arguments, port, env, log) as process:
        wire = Wire(port)
        try:
            return await _Run(app, process, wire, Events(simulator, wire), record, sizes).figures()
        except RuntimeError as error:
            raise RuntimeError(f"{app.name}: {error}\n{log.read_text()[-3000:]}") from error
        finally:
            wire.close()


@dataclass(slots=True)
class _Run:
    app: App
    process: Process
    wire: Wire
    events: Events
    record: Record
    sizes: Sizes

    async def figures(self) -> Figures:
        await self._settle()
        figures = {"start-up, s": self.process.started_in, "memory after start, MB": self.process.megabytes}
        await self._warm_up()
        figures |= await self._kind("vote", self.events.votes, self.app.votes)
        figures |= await self._kind("question", self.events.questions, self.app.questions)
        if self.app.is_samordning:
            figures |= await self._kind("vote on Teams", self.events.teams_votes, self.app.votes)
        figures |= await self._throughput()
        return figures | {"memory after the run, MB": self.process.megabytes}

    async def _settle(self) -> None:
        """samordning first shows the poll that is in its database."""
        if self.app.is_samordning:
            self.record.revision = 1
            await self.record.wait_for(SLACK_POST)
            await self.record.wait_for(TEAMS_POST)
        self.record.forget()

    async def _warm_up(self) -> None:
        for make, sides in ((self.events.votes, self.app.votes), (self.events.questions, self.app.questions)):
            await self._shown(await one_at_a_time(self.wire, make(WARM_UP)), sides)

    async def _kind(self, name: str, make: Make, sides: Sequence[Side]) -> Figures:
        alone = await one_at_a_time(self.wire, make(self.sizes.unloaded))
        figures = _times(f"{name} answered, unloaded", [each.took for each in alone])
        figures |= _times(f"{name} shown, unloaded", await self._shown(alone, sides))
        loaded = await at_rate(self.wire, make(self.sizes.at_rate), PER_SECOND)
        figures |= _times(f"{name} answered, 100/s", [each.took for each in loaded])
        return figures | _times(f"{name} shown, 100/s", await self._shown(loaded, sides))

    async def _throughput(self) -> Figures:
        sent = await in_flight(self.wire, self.events.votes(self.sizes.in_flight), IN_FLIGHT)
        began, ended = min(each.at for each in sent), max(each.at + each.took for each in sent)
        figures = {"votes answered per s, 32 in flight": len(sent) / (ended - began)}
        figures |= _times("vote answered, 32 in flight", [each.took for each in sent])
        if shown := await self._shown(sent, self.app.votes):
            all_shown = max(at + took for at, took in zip(sorted(each.at for each in sent), shown, strict=True))
            figures["votes shown per s, 32 in flight"] = len(sent) / (all_shown - began)
        return figures

    async def _shown(self, sent: Sequence[Sent], sides: Sequence[Side]) -> list[float]:
        return await self.record.shown(sent, sides) if sides else []


def medians(runs: Sequence[Figures]) -> Figures:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def _times(name: str, seconds: Sequence[float]) -> Figures:
    """Milliseconds: the middle, and what one in a hundred exceeds."""
    if not seconds:
        return {}
    ordered = sorted(seconds)
    return {f"{name}, {label} ms": 1000 * ordered[int(len(ordered) * part)] for label, part in _PARTS.items()}


_PARTS: Mapping[str, float] = {"p50": 0.5, "p99": 0.99}
