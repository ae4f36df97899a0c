"""GET /healthz: 200 when the bot can do its work, 503 with what is wrong."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from storage.scope import SYSTEM
from storage.worker import Worker


def health_route(worker: Worker, running: Callable[[], dict[str, bool]]) -> Route:
    """`running`: which of the application's own tasks are alive, by name."""

    async def health(request: Request) -> JSONResponse:
        found = {
            "database": await _database(worker),
            **{name: "ok" if ok else "stopped" for name, ok in running().items()},
        }
        well = all(state in ("ok", "off") for state in found.values())
        return JSONResponse({"status": "ok" if well else "failing", **found}, 200 if well else 503)

    return Route("/healthz", health, methods=["GET"])


async def _database(worker: Worker) -> str:
    if not worker.is_alive:
        return "stopped"
    try:
        await worker.read(SYSTEM, lambda session: session.execute(text("SELECT 1 FROM alembic_version")))
    except Exception as error:  # whatever is wrong with it, the answer names it and the process lives on
        return type(error).__name__
    return "ok"
