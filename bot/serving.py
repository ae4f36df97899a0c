"""Uvicorn around the application: one process, stopped gracefully by SIGTERM or Ctrl-C."""

from __future__ import annotations

import socket

import uvicorn
from starlette.types import ASGIApp


def serve(asgi: ASGIApp, host: str, port: int, sockets: list[socket.socket] | None = None, patience: int = 10) -> None:
    """Serve until a signal; requests under way then have `patience` seconds to end."""
    config = uvicorn.Config(
        asgi,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=patience,
    )
    uvicorn.Server(config).run(sockets)
