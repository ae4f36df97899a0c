"""Uvicorn around the application: one process, stopped gracefully by SIGTERM or Ctrl-C."""

from __future__ import annotations

import socket

import uvicorn
from starlette.types import ASGIApp


def serve(asgi: ASGIApp, host: str, port: int, sockets: list[socket.socket] | None = None) -> None:
    """Serve until a signal. Open streams (the demo's page) don't hold up the end."""
    config = uvicorn.Config(
        asgi,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    uvicorn.Server(config).run(sockets)
