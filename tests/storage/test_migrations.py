"""From any earlier database to today's, and back, without losing anything."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, create_engine, select
from sqlalchemy.pool import NullPool

from storage.database import Database
from storage.importing.plan import read_files
from storage.migrations import configuration, downgrade, heads, upgrade
from storage.models import Base
from storage.samples import paths
from storage.scope import SYSTEM

REVISIONS = [each.revision for each in reversed(list(ScriptDirectory.from_config(configuration("")).walk_revisions()))]
"""All of them, the first one first."""

Rows = dict[str, list[dict[str, Any]]]


def import_samples(url: str) -> None:
    database = Database(url, synchronous="OFF")
    with database.writing(SYSTEM) as session:
        read_files(paths()).apply(session)
    database.close()


def rows(url: str) -> Rows:
    """Everything in a database as it stands, whatever its revision, without Alembic's own table."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        found = MetaData()
        found.reflect(connection)
        return {
            table.name: [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
            for table in found.sorted_tables
            if table.name != "alembic_version"
        }


def without_loss(before: Rows, after: Rows) -> bool:
    """Whether every row is still there, with the values of all columns that both have."""
    for table in before.keys() & after.keys():
        kept = [
            {column: value for column, value in row.items() if not after[table] or column in after[table][0]}
            for row in before[table]
        ]
        still = [{column: row[column] for column in kept[0]} for row in after[table]] if kept else []
        if kept != still:
            return False
    return True


def test_there_is_one_head() -> None:
    assert heads() == [REVISIONS[-1]]


def test_a_fresh_migration_equals_the_models(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    engine = create_engine(empty_database_url, poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_upgrading_twice_is_upgrading_once(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    import_samples(empty_database_url)
    before = rows(empty_database_url)
    upgrade(empty_database_url)
    assert rows(empty_database_url) == before


@pytest.mark.parametrize("revision", REVISIONS)
def test_down_to_a_revision_and_up_again_keeps_the_data(empty_database_url: str, revision: str) -> None:
    """The next migration is covered by being there."""
    upgrade(empty_database_url)
    import_samples(empty_database_url)
    before = rows(empty_database_url)
    assert len(before["contact_point"]) > 100
    downgrade(empty_database_url, revision)
    earlier = rows(empty_database_url)
    assert without_loss(before, earlier)
    upgrade(empty_database_url)
    assert rows(empty_database_url).keys() == before.keys()
    assert without_loss(earlier, rows(empty_database_url))


def test_down_to_nothing_and_up_again(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    import_samples(empty_database_url)
    before = rows(empty_database_url)
    downgrade(empty_database_url, "base")
    assert rows(empty_database_url) == {}
    upgrade(empty_database_url)
    import_samples(empty_database_url)
    assert rows(empty_database_url).keys() == before.keys()


PARENT_AND_CHILD = """
    revision = "test_family"
    down_revision = "{head}"
    branch_labels = depends_on = None

    def upgrade():
        op.create_table("parent", sa.Column("id", sa.Integer, primary_key=True))
        op.create_table(
            "child",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("parent_id", sa.Integer, sa.ForeignKey("parent.id", name="fk_child", ondelete="CASCADE")),
        )
        op.execute("INSERT INTO parent (id) VALUES (1)")
        op.execute("INSERT INTO child (id, parent_id) VALUES (1, 1), (2, 1)")
"""
PARENT_MADE_ANEW = """
    revision = "test_parent_made_anew"
    down_revision = "test_family"
    branch_labels = depends_on = None

    def upgrade():
        with op.batch_alter_table("parent", recreate="auto") as table:
            table.add_column(sa.Column("name", sa.String, nullable=True))
            table.alter_column("id", existing_type=sa.Integer, type_=sa.BigInteger)
"""


HALF_DONE = """
    revision = "test_half_done"
    down_revision = "{head}"
    branch_labels = depends_on = None

    def upgrade():
        op.create_table("first", sa.Column("id", sa.Integer, primary_key=True))
        op.execute("INSERT INTO first VALUES (1)")
        op.create_table("second", sa.Column("id", sa.Integer, primary_key=True))
        raise InterruptedError
"""


def upgrade_further(url: str, folder: Path, *migrations: str) -> None:
    """To our head, and on through further migrations."""
    for number, source in enumerate(migrations):
        imports = "import sqlalchemy as sa\nfrom alembic import op\n"
        written = imports + dedent(source.replace("{head}", REVISIONS[-1]))
        (folder / f"further_{number}.py").write_text(written, encoding="utf-8")
    config = configuration(url)
    ours = ScriptDirectory.from_config(config).versions
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", f"{ours}\n{folder}")
    command.upgrade(config, "head")


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    folder = tmp_path / "versions"
    folder.mkdir()
    return folder


def test_making_a_parent_table_anew_keeps_its_children(empty_database_url: str, versions: Path) -> None:
    """SQLite changes a column by making its table anew. With foreign keys on, its children went with the old one."""
    upgrade_further(empty_database_url, versions, PARENT_AND_CHILD, PARENT_MADE_ANEW)
    after = rows(empty_database_url)
    assert after["child"] == [{"id": 1, "parent_id": 1}, {"id": 2, "parent_id": 1}]
    assert after["parent"] == [{"id": 1, "name": None}]


def test_an_interrupted_migration_leaves_nothing(empty_database_url: str, versions: Path) -> None:
    """It is tried again as if it had never begun."""
    upgrade(empty_database_url)
    import_samples(empty_database_url)
    before = rows(empty_database_url)
    with pytest.raises(InterruptedError):
        upgrade_further(empty_database_url, versions, HALF_DONE)
    assert rows(empty_database_url) == before
