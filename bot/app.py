"""Everything wired once: the database, the handlers, the edges that have settings, the mirror and the ticker."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from zoneinfo import ZoneInfo

import structlog
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.gateway import Gateway
from bot.mirror import Mirror
from bot.settings import Settings
from bot.slack.edge import SlackEdge
from bot.teams.edge import TeamsEdge
from bot.ticker import Ticker
from bot.web.health import health_route
from handlers.dispatch import Dispatcher
from storage.database import Database
from storage.worker import Worker

log = structlog.get_logger()


def utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Application:
    """`asgi` serves the contract's addresses; its lifespan starts and stops the mirror and the ticker.

    `paced` False lets the mirror edit without pause (benchmarks); `more_routes` go beside the bot's own (the demo).
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], dt.datetime] = utc_now,
        more_routes: Sequence[BaseRoute] = (),
        paced: bool = True,
    ) -> None:
        self.settings = settings
        self._clock = clock
        self._more_routes = more_routes
        self._paced = paced
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self.asgi = Starlette(lifespan=self._lifespan)

    @asynccontextmanager
    async def _lifespan(self, asgi: Starlette) -> AsyncGenerator[None]:
        general = self.settings.general
        worker = Worker(Database(general.database_url))
        dispatcher = Dispatcher(worker, self._clock, ZoneInfo(general.timezone), general.language)
        slack, teams = self._edges(dispatcher)
        gateways: dict[str, Gateway] = {
            **({"slack": slack.gateway} if slack else {}),
            **({"teams": teams.gateway} if teams else {}),
        }
        mirror = Mirror(worker, gateways, self._clock, general.timezone, paced=self._paced)
        dispatcher.changed = mirror.wake
        asgi.router.routes[:] = [
            *(slack.routes if slack else ()),
            *(teams.routes if teams else ()),
            health_route(worker, self._running),
            *self._more_routes,
        ]
        if teams:
            await teams.start()
        self._start(mirror=mirror.run(), ticker=Ticker(worker, self._clock, mirror.wake).run())
        if teams:
            self._start(keys=teams.warm())
        yield
        mirror.stop()
        await self._stop()
        for edge in (slack, teams):
            if edge:
                await edge.close()
        worker.close()
        worker.database.close()

    def _edges(self, dispatcher: Dispatcher) -> tuple[SlackEdge | None, TeamsEdge | None]:
        """The platforms that have settings; those without are off, which is said once."""
        settings, zone = self.settings, self.settings.general.timezone
        slack = SlackEdge(settings.slack, dispatcher, zone) if settings.slack.is_on else None
        teams = (
            TeamsEdge(settings.teams, dispatcher, zone, allow_loopback=settings.general.allow_loopback)
            if settings.teams.is_on
            else None
        )
        for name, edge in (("Slack", slack), ("Teams", teams)):
            if edge is None:
                log.warning(f"{name} is off: it has no settings")
        return slack, teams

    def _start(self, **tasks: asyncio.Future[None] | object) -> None:
        for name, task in tasks.items():
            self._tasks[name] = asyncio.ensure_future(task)  # type: ignore[arg-type]

    def _running(self) -> dict[str, bool]:
        return {name: not self._tasks[name].done() for name in ("mirror", "ticker")}

    async def _stop(self) -> None:
        """The mirror finishes what is on the wire; the others can stop anywhere."""
        mirror = self._tasks.pop("mirror")
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(mirror, *self._tasks.values(), return_exceptions=True)
