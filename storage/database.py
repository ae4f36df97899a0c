"""The shared database: SQLite embedded or PostgreSQL, through the same code.

Transactions are short and hold no network call. Writing ones take SQLite's write lock at their begin: the default
modes lost read-modify-writes without an error.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from storage.scope import Scope, ScopedSession

_POSTGRESQL_LIMITS = "-c lock_timeout=10s -c idle_in_transaction_session_timeout=15s -c statement_timeout=30s"


class DatabaseUrlError(ValueError):
    """The address isn't one of `sqlite:///FILE` and `postgresql+psycopg://…`."""


class Database:
    """Where the committee's truth is kept.

    `synchronous`: SQLite's durability; FULL survives a power loss right after the answer, NORMAL the process's end.
    """

    def __init__(self, url: str, *, synchronous: str = "FULL") -> None:
        self.engine = _engine(url, synchronous)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._for_writing = self.engine.execution_options(writing=True)
        self._for_reading = self.engine.execution_options(postgresql_readonly=True)

    @contextmanager
    def reading(self, scope: Scope) -> Generator[ScopedSession]:
        """A read-only transaction for someone."""
        with self._for_reading.connect() as connection, _session(connection, scope) as session:
            yield session

    @contextmanager
    def writing(self, scope: Scope) -> Generator[ScopedSession]:
        """A transaction for someone: committed at the end of the block, rolled back when it raises."""
        with self._for_writing.connect() as connection, connection.begin(), _session(connection, scope) as session:
            yield session
            session.flush()

    @contextmanager
    def batch(self) -> Generator[Connection]:
        """One writing transaction for many commands; see `in_savepoint`."""
        with self._for_writing.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def in_savepoint(connection: Connection, scope: Scope) -> Generator[ScopedSession]:
    """One command of a batch: undone alone when it raises."""
    with connection.begin_nested(), _session(connection, scope) as session:
        yield session
        session.flush()


@contextmanager
def _session(connection: Connection, scope: Scope) -> Generator[ScopedSession]:
    session = ScopedSession(bind=connection, autoflush=True, join_transaction_mode="rollback_only")
    session.scope = scope
    with session:
        yield session


def _engine(url: str, synchronous: str) -> Engine:
    """What people wrote stays out of errors' texts, and so out of logs: `hide_parameters`."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseUrlError(url) from error
    if parsed.drivername == "postgresql+psycopg":
        return create_engine(
            parsed,
            pool_pre_ping=True,
            pool_size=10,
            hide_parameters=True,
            connect_args={"options": _POSTGRESQL_LIMITS},
        )
    if parsed.drivername != "sqlite":
        raise DatabaseUrlError(url)
    engine = create_engine(parsed, pool_size=10, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # SQLAlchemy's begin event below begins, not the driver
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            "foreign_keys=ON",
            "busy_timeout=10000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        options: dict[str, Any] = dict(connection.get_execution_options())
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writing") else "BEGIN")

    return engine
