# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
"""What samordning is measured beside: slack-bolt with nothing of a committee in it.

`commit` writes one row durably before it acknowledges; `post` acknowledges and posts once. Settings: the environment,
by the names that samordning uses.
"""

from __future__ import annotations

import os
import re
import sqlite3
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, cast

import aiohttp
import psycopg
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.engine import make_url
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.serving import serve

PATH = "/slack/events"


def main() -> None:
    what = sys.argv[1]
    asgi = Starlette(lifespan=_lifespan(what), routes=[Route("/healthz", _health)])
    serve(asgi, "127.0.0.1", int(os.environ["SAMORDNING_PORT"]))


def _lifespan(what: str) -> Callable[[Starlette], Any]:
    @asynccontextmanager
    async def lifespan(asgi: Starlette) -> AsyncGenerator[None]:
        async with aiohttp.ClientSession() as session:
            client = AsyncWebClient(
                token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"], session=session
            )
            app = AsyncApp(
                client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"], process_before_response=True
            )
            work = _commits(os.environ["SAMORDNING_DATABASE_URL"]) if what == "commit" else _posts(client)
            _listen(app, work)
            handler = cast(ASGIApp, AsyncSlackRequestHandler(app, PATH))
            asgi.router.routes.append(Route(PATH, handler, methods=["POST"]))
            yield

    return lifespan


def _listen(app: AsyncApp, work: Callable[[str, AsyncAck], Awaitable[None]]) -> None:
    async def mentioned(event: dict[str, Any], ack: AsyncAck) -> None:
        await work(event["channel"], ack)

    async def pressed(body: dict[str, Any], ack: AsyncAck) -> None:
        await work(body["channel"]["id"], ack)

    app.event("app_mention")(mentioned)
    app.action(re.compile(".*"))(pressed)


def _commits(url: str) -> Callable[[str, AsyncAck], Awaitable[None]]:
    connection = _connect(url)
    connection.execute("CREATE TABLE heard (text TEXT NOT NULL)")

    async def work(_channel: str, ack: AsyncAck) -> None:
        connection.execute("INSERT INTO heard VALUES ('heard')")
        await ack()

    return work


def _connect(url: str) -> sqlite3.Connection | psycopg.Connection:
    """Each statement commits by itself, on the event loop: nothing bare is faster for one row at a time."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        address = parsed.set(drivername="postgresql").render_as_string(hide_password=False)
        return psycopg.connect(address, autocommit=True)
    connection = sqlite3.connect(parsed.database or "", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def _posts(client: AsyncWebClient) -> Callable[[str, AsyncAck], Awaitable[None]]:
    async def work(channel: str, ack: AsyncAck) -> None:
        await ack()
        await client.chat_postMessage(channel=channel, text="Hørt")

    return work


async def _health(request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


if __name__ == "__main__":
    main()
