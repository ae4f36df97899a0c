"""Real servers on loopback for the tests of the simulator."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send


class Late:
    """An address that is known before the application behind it."""

    def __init__(self) -> None:
        self.app: ASGIApp | None = None
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app
        await self.app(scope, receive, send)


@asynccontextmanager
async def served(make: Callable[[str], ASGIApp]) -> AsyncIterator[str]:
    """Serves `make(url)` and yields its URL."""
    late = Late()
    late.app = make(late.url)
    config = uvicorn.Config(late, lifespan="off", log_level="critical", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve(sockets=[late.socket]))
    while not server.started:
        await asyncio.sleep(0.005)
    try:
        yield late.url
    finally:
        server.should_exit = True
        await running
        late.socket.close()
