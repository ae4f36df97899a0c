"""What happens because time passes. Nothing depends on it having run: it only lets the copies say what is so."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable

import structlog

from handlers.polls.close_poll import close_due_polls, polls_to_close
from storage.scope import SYSTEM
from storage.worker import Worker

log = structlog.get_logger()

TICK = 1.0


class Ticker:
    """Looks once a second for polls that have reached their deadline."""

    def __init__(self, worker: Worker, clock: Callable[[], dt.datetime], changed: Callable[[], None]) -> None:
        self._worker = worker
        self._clock = clock
        self._changed = changed

    async def run(self) -> None:
        while True:
            try:
                await self.tick()
            except Exception:
                log.exception("the sweep failed")
            await asyncio.sleep(TICK)

    async def tick(self) -> None:
        now = self._clock()
        if await self._worker.read(SYSTEM, lambda session: polls_to_close(session, now)):
            await self._worker.write(SYSTEM, lambda session: close_due_polls(session, now))
            self._changed()
