from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.importing.plan import read_files
from storage.samples import paths
from storage.scope import SYSTEM
from tests.handlers.committee import Committee


@pytest.fixture(scope="session")
def samples_file(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A database with all samples, which is only ever copied."""
    path = tmp_path_factory.mktemp("samples") / "samples.db"
    shutil.copy(sqlite_template, path)
    _import_samples(f"sqlite:///{path}")
    return path


@pytest.fixture
def committee(samples_file: Path, tmp_path: Path) -> Iterator[Committee]:
    """A committee of one's own."""
    yield from _at_work(f"sqlite:///{shutil.copy(samples_file, tmp_path / 'committee.db')}")


@pytest.fixture(scope="session")
def desk(samples_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Committee]:
    """A committee that all tests of a run share: for tables of questions, and for what is new in each example."""
    yield from _at_work(f"sqlite:///{shutil.copy(samples_file, tmp_path_factory.mktemp('desk') / 'desk.db')}")


@pytest.fixture
def committee_on_both(database_url: str) -> Iterator[Committee]:
    """A committee of one's own on SQLite, and one on PostgreSQL."""
    _import_samples(database_url)
    yield from _at_work(database_url)


def _at_work(url: str) -> Iterator[Committee]:
    committee = Committee(Database(url, synchronous="OFF"))
    yield committee
    committee.close()


def _import_samples(url: str) -> None:
    database = Database(url, synchronous="OFF")
    with database.writing(SYSTEM) as session:
        read_files(paths()).apply(session)
    database.close()
