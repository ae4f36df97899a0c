"""Transactions beside the event loop: many per commit on SQLite, a transaction each on PostgreSQL."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, func, select
from sqlalchemy.exc import IntegrityError, OperationalError

from storage.database import Database
from storage.models import Body, Installation
from storage.scope import SYSTEM, ScopedSession
from storage.worker import MOST_PER_COMMIT, Worker


@pytest.fixture
def worker(either: Database) -> Iterator[Worker]:
    worker = Worker(either)
    yield worker
    worker.close()


def add(name: str) -> Any:
    def work(session: ScopedSession) -> str:
        session.add(Body(id=name, name=name, kind="udvalg"))
        session.flush()
        return name

    return work


def names(session: ScopedSession) -> list[str]:
    return list(session.scalars(select(Body.id).order_by(Body.id)))


@contextmanager
def held_up(worker: Worker) -> Generator[list[asyncio.Future[Any]]]:
    """While one command is at work, further ones are handed in and so go into one batch; tasks to await after."""
    go_on = threading.Event()
    tasks: list[asyncio.Future[Any]] = [asyncio.ensure_future(worker.write(SYSTEM, lambda session: go_on.wait(10)))]
    yield tasks
    go_on.set()


async def test_each_caller_gets_its_own_result(worker: Worker) -> None:
    results = await asyncio.gather(*(worker.write(SYSTEM, add(f"b{number:03}")) for number in range(150)))
    assert results == [f"b{number:03}" for number in range(150)]
    assert await worker.read(SYSTEM, names) == sorted(results)


async def test_one_that_fails_is_undone_alone_and_told_alone(worker: Worker) -> None:
    def fail(session: ScopedSession) -> None:
        add("lost")(session)
        raise LookupError("of its own")

    with held_up(worker) as tasks:
        tasks += [asyncio.ensure_future(worker.write(SYSTEM, work)) for work in (add("a"), fail, add("b"), add("a"))]
        await asyncio.sleep(0)
    _, *ends = await asyncio.gather(*tasks, return_exceptions=True)
    told = [each for each in ends if isinstance(each, str)]
    assert sorted(told) == ["a", "b"]
    kinds = sorted(type(each).__name__ for each in ends if isinstance(each, Exception))
    assert kinds == ["IntegrityError", "LookupError"]
    assert await worker.read(SYSTEM, names) == ["a", "b"]


async def test_what_the_commit_alone_finds_out_reaches_the_caller(worker: Worker) -> None:
    """Nothing is flushed here before the end of the command."""

    def twice(session: ScopedSession) -> None:
        session.add(Body(id="a", name="again", kind="udvalg"))

    await worker.write(SYSTEM, add("a"))
    with pytest.raises(IntegrityError):
        await worker.write(SYSTEM, twice)


async def test_an_answer_comes_after_the_commit(worker: Worker) -> None:
    await worker.write(SYSTEM, add("a"))
    with worker.database.reading(SYSTEM) as session:
        assert names(session) == ["a"]


async def test_readers_see_what_is_committed_while_a_writer_is_at_work(worker: Worker) -> None:
    await worker.write(SYSTEM, add("a"))
    with held_up(worker) as tasks:
        assert await worker.read(SYSTEM, names) == ["a"]
    await asyncio.gather(*tasks)


async def test_close_finishes_what_was_handed_in(either: Database) -> None:
    worker = Worker(either)
    tasks: list[asyncio.Future[Any]] = [
        asyncio.ensure_future(worker.write(SYSTEM, add(f"b{number:03}"))) for number in range(100)
    ]
    await asyncio.sleep(0)  # handed in, none answered yet
    await asyncio.to_thread(worker.close)
    await asyncio.gather(*tasks)
    with either.reading(SYSTEM) as session:
        assert session.scalar(select(func.count()).select_from(Body)) == 100


async def test_a_worker_that_did_nothing_closes_at_once(either: Database) -> None:
    await asyncio.to_thread(Worker(either).close)


@pytest.fixture
def on_sqlite(sqlite_template: Path, tmp_path: Path) -> Iterator[Worker]:
    database = Database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'one.db')}", synchronous="OFF")
    worker = Worker(database)
    yield worker
    worker.close()
    database.close()


async def test_on_sqlite_commands_are_carried_out_in_order(on_sqlite: Worker) -> None:
    order: list[int] = []

    def note(number: int) -> Any:
        return lambda session: order.append(number)

    await asyncio.gather(*(on_sqlite.write(SYSTEM, note(number)) for number in range(MOST_PER_COMMIT * 3)))
    assert order == list(range(MOST_PER_COMMIT * 3))


def full_disk(statement: str) -> OperationalError:
    return OperationalError(statement, None, Exception("database or disk is full"))


async def test_on_sqlite_one_that_spoils_the_batch_spoils_it_for_itself_only(on_sqlite: Worker) -> None:
    """A full disk undoes all of a transaction; the others are carried out again, each by itself."""

    def too_large(session: ScopedSession) -> None:
        raise full_disk("INSERT")

    with held_up(on_sqlite) as tasks:
        tasks += [asyncio.ensure_future(on_sqlite.write(SYSTEM, work)) for work in (add("a"), too_large, add("b"))]
        await asyncio.sleep(0)
    _, *ends = await asyncio.gather(*tasks, return_exceptions=True)
    assert (ends[0], type(ends[1]), ends[2]) == ("a", OperationalError, "b")
    assert await on_sqlite.read(SYSTEM, names) == ["a", "b"]


async def test_on_sqlite_a_failed_commit_raises_for_all_of_it(on_sqlite: Worker) -> None:
    """Nobody is told that it went well."""
    disk = {"full": True}

    @event.listens_for(on_sqlite.database.engine, "commit")
    def _(connection: Connection) -> None:
        if disk["full"]:
            raise full_disk("COMMIT")

    writes = [on_sqlite.write(SYSTEM, add(name)) for name in ("a", "b", "c")]
    ends = await asyncio.gather(*writes, return_exceptions=True)
    assert [type(each) for each in ends] == [OperationalError] * 3
    assert await on_sqlite.read(SYSTEM, names) == []
    disk["full"] = False
    assert await on_sqlite.write(SYSTEM, add("a")) == "a", "and it goes on"


async def test_on_postgresql_and_sqlite_counting_up_at_once_loses_nothing(worker: Worker) -> None:
    def count(session: ScopedSession) -> int:
        installation = session.get_one(Installation, 1, with_for_update=True)
        installation.beat += 1
        return installation.beat

    await worker.write(SYSTEM, lambda session: session.add(Installation(id=1, platform="slack", tenant="T1")))
    counted = await asyncio.gather(*(worker.write(SYSTEM, count) for _ in range(100)))
    assert sorted(counted) == list(range(1, 101))
