"""Databases with the sample committees, a clock that stands still, and what is logged."""

from __future__ import annotations

import io
import logging
import shutil
import ssl
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import demo, logs
from bot.simulator.teams import tokens
from storage import samples
from tests.bot.running import Clock
from tests.databases import ENGINES, _execute, _postgres_database, _with_database

SDK_WARNING = "ignore:The bot client is deprecated:DeprecationWarning"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """microsoft-teams-apps warns of itself at every turn."""
    for item in items:
        if "tests/bot/" in item.nodeid:
            item.add_marker(pytest.mark.filterwarnings(SDK_WARNING))


@pytest.fixture(scope="session", autouse=True)
def made_once() -> Iterator[None]:
    """Nothing here speaks TLS, and any key does to sign with: both cost a bot more than all the rest of its start."""
    key = tokens.new_key()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens, "new_key", lambda: key)
        patch.setattr(
            "httpx._transports.default.create_ssl_context", lambda **_: ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        )
        yield


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def sqlite_samples(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample committees in a file that is only ever copied."""
    path = tmp_path_factory.mktemp("samples") / "samples.db"
    shutil.copy(sqlite_template, path)
    demo.fill(f"sqlite:///{path}", samples.paths())
    return path


@pytest.fixture(scope="session")
def postgres_samples(postgres_url: str, postgres_template: str, worker_id: str) -> str:
    """Name of a PostgreSQL database with the sample committees that is only ever copied."""
    name = f"samples_{worker_id}"
    _execute(postgres_url, f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    demo.fill(_with_database(postgres_url, name), samples.paths())
    return name


@pytest.fixture
def sqlite_url(sqlite_samples: Path, tmp_path: Path) -> str:
    """The sample committees on SQLite: for what no database can make a difference to."""
    return f"sqlite:///{shutil.copy(sqlite_samples, tmp_path / 'samordning.db')}"


@pytest.fixture
def postgresql_url(postgres_url: str, postgres_samples: str, worker_id: str) -> Iterator[str]:
    """The sample committees on PostgreSQL, which several processes can share."""
    with _postgres_database(postgres_url, worker_id, postgres_samples) as url:
        yield url


@pytest.fixture(params=ENGINES)
def samples_url(request: pytest.FixtureRequest) -> str:
    """The sample committees, on each engine in turn."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Everything that is logged, as it goes to standard error in production."""
    written, root = io.StringIO(), logging.getLogger()
    before = (root.handlers[:], root.level)
    monkeypatch.setattr(sys, "stderr", written)
    logs.configure()
    yield written
    root.handlers[:], root.level = before
