from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from storage.database import Database
from storage.importing import Summary, read_files
from storage.models import Base
from storage.samples import paths
from storage.scope import SYSTEM, ScopedSession

Import = Callable[..., Summary]


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a YAML file to import."""

    def write(text: str, name: str = "data.yaml") -> Path:
        path = tmp_path / name
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return path

    return write


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'samordning.db'}", synchronous="OFF")
    Base.metadata.create_all(database.engine)
    yield database
    database.close()


@pytest.fixture
def imported(database: Database) -> Import:
    """Imports files into `database`, each call in a transaction of its own."""

    def run(*paths: Path) -> Summary:
        with database.writing(SYSTEM) as session:
            return read_files(paths).apply(session)

    return run


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScopedSession]:
    """A reading transaction on a database with all samples."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('samples') / 'samordning.db'}", synchronous="OFF")
    Base.metadata.create_all(database.engine)
    with database.writing(SYSTEM) as session:
        read_files(paths()).apply(session)
    with database.reading(SYSTEM) as session:
        yield session
    database.close()
