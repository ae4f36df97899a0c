"""Brings late copies up to date, one lane per channel: in order, coalesced, and never twice.

A lane marks copies as sending, calls the platform outside any transaction, and records how each call ended. What an
earlier run left in sending is looked up on the platform before anything is sent again.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial

import structlog

from bot import copies
from bot.gateway import End, Gateway, LaneDown, Limited, Message, NotSent, Refused, Unclear
from bot.leases import BEAT, Leases
from bot.words import say
from storage.scope import SYSTEM, ScopedSession
from storage.worker import Worker

log = structlog.get_logger()

SETTLE = 2.0
"""Seconds after an unclear end before the platform is looked at: by then it shows what it accepted."""
SUSPENDED_RETRY = 60.0
SLOWEST_RETRY = 60.0


Ends = list[tuple[copies.Work, End]]
"""Calls to the platform, with how they ended."""


class Lane:
    """One channel: what it may do next, and when."""

    def __init__(self, mirror: Mirror, waiting: copies.Waiting, token: int) -> None:
        """`token`: of the lease under which the lane runs; under another one it must look before it sends."""
        self._mirror = mirror
        self._channel = waiting.channel
        self._installation = waiting.installation
        self.token = token
        self._gateway = mirror.gateways[waiting.platform]
        self._not_before = 0.0
        self._edits_not_before = 0.0
        self._failures = 0
        self._looked = False  # whether what an earlier run left in sending has been looked up
        self._woken = False
        self.task: asyncio.Task[None] | None = None

    @property
    def is_resting(self) -> bool:
        return self.task is None or self.task.done()

    def wake(self) -> None:
        """Something may be late here. A lane that is at work looks once more before it rests."""
        self._woken = True
        if self.is_resting and time.monotonic() >= self._not_before:
            self.task = asyncio.create_task(self._drain())

    async def _drain(self) -> None:
        try:
            if not self._looked:
                await self._look()
            while self._woken and self._may_go_on():
                self._woken = False
                ends: Ends = []
                while works := await self._write_down_and_pick(ends):
                    ends = await self._bring_up_to_date(works)
        except Exception:  # the lane's trouble is logged, and it is tried again: other lanes go on
            log.exception("lane failed", channel=self._channel)
            self._looked = False  # what was being sent may be shown by now
            self._wait(self._backoff())

    def _may_go_on(self) -> bool:
        return time.monotonic() >= self._not_before and self._mirror.leases.holds(self._installation, self.token)

    async def _write_down_and_pick(self, ends: Ends) -> list[copies.Work]:
        """In one commit: how the last calls ended, unless somebody else drives the lane by now, and what comes next."""
        now, edits, goes_on = self._mirror.clock(), self._edits_now(), self._may_go_on()
        new = copies.MOST_AT_ONCE if self._gateway.readable else 1

        def work(session: ScopedSession) -> list[copies.Work]:
            if ends and not self._mirror.leases.is_ours(session, self._installation, self.token):
                return []
            for done, end in ends:
                copies.record(session, done, end)
            session.flush()
            return copies.pick(session, self._channel, now, new=new, edits=edits) if goes_on else []

        works = await self._mirror.worker.write(SYSTEM, work)
        if not works and not edits:
            self._mirror.wake_at(self._edits_not_before)
        return works

    def _edits_now(self) -> int:
        """How many edits may be made now: one at a time where they are paced."""
        if time.monotonic() < self._edits_not_before:
            return 0
        return 1 if self._mirror.edit_interval(self._gateway) else copies.MOST_AT_ONCE

    async def _bring_up_to_date(self, works: list[copies.Work]) -> Ends:
        """Call after call, in order; once one fails in a way that holds up the lane, the rest stays late."""
        ends: Ends = []
        for work in works:
            if not self._may_go_on():
                ends.append((work, NotSent("held up")))
                continue
            end = await self._call(work)
            self._learn(work, end)
            ends.append((work, end))
        return ends

    async def _call(self, work: copies.Work) -> End:
        if work.reply is None:
            return await self._gateway.remove(work.to, work.reference or "")
        try:
            card = say(work.reply, work.language, self._mirror.timezone)
        except Exception as error:
            log.exception("a post can't be rendered", copy=work.copy)
            return Refused(f"rendering: {type(error).__name__}")
        message = Message(card, work.key, work.revision)
        try:
            if work.reference is None:
                return await self._gateway.send(work.to, message)
            return await self._gateway.update(work.to, work.reference, message)
        except Exception as error:  # an answer that no gateway knows: nobody can say whether it is shown
            log.exception("a call ended in an unknown way", copy=work.copy)
            return Unclear(type(error).__name__)

    def _learn(self, work: copies.Work, end: End) -> None:
        """What the end of a call means for the lane's next one."""
        match end:
            case Limited(seconds):
                self._wait(seconds)
            case NotSent(reason):
                self._wait(self._backoff())
                log.warning("not sent", channel=self._channel, reason=reason)
            case LaneDown(reason):
                self._wait(SUSPENDED_RETRY)
                log.warning("lane suspended", channel=self._channel, reason=reason)
            case Unclear(reason):
                self._looked = self._looked and not work.is_new
                self._wait(SETTLE if work.is_new else self._backoff())
                log.warning("unclear end", channel=self._channel, reason=reason)
            case Refused(reason):
                log.error("parked", channel=self._channel, copy=work.copy, reason=reason)
            case _:
                self._failures = 0
        if not work.is_new:
            self._edits_not_before = time.monotonic() + self._mirror.edit_interval(self._gateway)

    async def _look(self) -> None:
        """See whether what was being sent when a call or a process ended is shown."""
        found = await self._mirror.worker.write(SYSTEM, lambda session: copies.unclears(session, self._channel))
        for unclear in found:
            seen = await self._gateway.find(unclear.to, frozenset(unclear.keys))
            known = dict(seen) if seen is not None else None
            await self._mirror.worker.write(SYSTEM, partial(copies.found, unclear=unclear, seen=known))
            log.info("looked on the platform", channel=self._channel, unclear=len(unclear.keys))
        self._looked = True

    def _wait(self, seconds: float) -> None:
        self._not_before = time.monotonic() + seconds
        self._mirror.wake_at(self._not_before)

    def _backoff(self) -> float:
        """Half a second, doubled with each failure in a row up to a minute, with jitter."""
        self._failures += 1
        return min(SLOWEST_RETRY, 0.5 * 2 ** min(self._failures, 10)) * random.uniform(0.5, 1.0)


class Mirror:
    """All the lanes of the installations that this process drives."""

    def __init__(
        self,
        worker: Worker,
        gateways: Mapping[str, Gateway],
        clock: Callable[[], dt.datetime],
        timezone: str,
        *,
        paced: bool = True,
        poll: float = 1.0,
    ) -> None:
        """`poll`: seconds after which other processes' changes are noticed. `paced` False edits without pause."""
        self.worker = worker
        self.gateways = gateways
        self.clock = clock
        self.timezone = timezone
        self.leases = Leases(worker)
        self._paced = paced
        self._poll = poll
        self._lanes: dict[int, Lane] = {}
        self._woken = asyncio.Event()
        self._stopping = False
        self._finished = asyncio.Event()

    def edit_interval(self, gateway: Gateway) -> float:
        return gateway.edit_interval if self._paced else 0.0

    def wake(self) -> None:
        """Something was committed that may have made copies late."""
        self._woken.set()

    def wake_at(self, moment: float) -> None:
        """Look again at `moment` of the monotonic clock."""
        asyncio.get_running_loop().call_later(max(0.0, moment - time.monotonic()) + 0.005, self.wake)

    async def run(self) -> None:
        beat = asyncio.create_task(self._beat())
        try:
            while not self._stopping:
                self._woken.clear()
                try:
                    await self._wake_lanes()
                except Exception:
                    log.exception("the mirror can't read the database")
                    await asyncio.sleep(BEAT)
                await self._nap()
        finally:
            await self._finish(beat)

    def stop(self) -> None:
        """Finish what is on the wire, then let a peer take over."""
        self._stopping = True
        self.wake()

    async def _wake_lanes(self) -> None:
        held = self.leases.held
        for waiting in await self.worker.read(SYSTEM, lambda session: copies.waiting(session, held)):
            if waiting.platform in self.gateways:
                self._lane(waiting).wake()

    def _lane(self, waiting: copies.Waiting) -> Lane:
        """The channel's lane; a new one under a new lease, once the old one has come to rest."""
        lane, token = self._lanes.get(waiting.channel), self.leases.token(waiting.installation)
        if lane is None or (lane.token != token and lane.is_resting):
            lane = self._lanes[waiting.channel] = Lane(self, waiting, token)
        return lane

    async def _nap(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), self._poll)

    async def _beat(self) -> None:
        while not self._finished.is_set():
            before = self.leases.held
            try:
                await self.leases.renew()
            except Exception:
                log.exception("the lease can't be renewed")
            if self.leases.held != before:
                self.wake()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._finished.wait(), BEAT)

    async def _finish(self, beat: asyncio.Task[None]) -> None:
        """Beats until the last call has ended; then a peer may take over."""
        running = [lane.task for lane in self._lanes.values() if lane.task and not lane.task.done()]
        if running:
            await asyncio.wait(running, timeout=10)
        self._finished.set()
        await beat
        await self.leases.release()
