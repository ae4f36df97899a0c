"""HTTP/1.1 over kept connections, with as little of a client as possible: its time is not what is measured."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]

MOST_IDLE = 2.0
"""Seconds after which a kept connection isn't used again: the server hangs up after five."""


class Wire:
    """To one server on loopback. As many connections as there are requests in flight."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: list[tuple[float, Connection]] = []

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> bytes:
        """The bytes of a request, made before the clock runs."""
        fixed = {"Host": f"127.0.0.1:{self._port}", "Content-Length": str(len(body))}
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in {**fixed, **headers}.items())]
        return "\r\n".join([*lines, "", ""]).encode() + body

    async def send(self, request: bytes) -> bytes:
        """The answer's body. RuntimeError: it wasn't 200."""
        reader, writer = await self._connection()
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        body = await _body(reader, head.lower())
        self._idle.append((time.monotonic(), (reader, writer)))
        if " 200 " not in head.partition("\r\n")[0]:
            raise RuntimeError(f"{head}{body.decode(errors='replace')}")
        return body

    def close(self) -> None:
        for _, (_, writer) in self._idle:
            writer.close()
        self._idle = []

    async def _connection(self) -> Connection:
        while self._idle:
            since, (reader, writer) = self._idle.pop()
            if time.monotonic() - since < MOST_IDLE:
                return reader, writer
            writer.close()
        return await asyncio.open_connection("127.0.0.1", self._port)


async def _body(reader: asyncio.StreamReader, head: str) -> bytes:
    if "transfer-encoding: chunked" not in head:
        return await reader.readexactly(int(head.partition("content-length:")[2].partition("\r\n")[0]))
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return body
