"""How Alembic reaches the database: all migrations in one transaction, so that an interrupted one leaves nothing.

On SQLite, foreign keys are off: recreating a parent table would delete rows. There the driver would commit at every
statement that makes a table, so the transaction begins by our own hand; two processes migrate one after the other.
"""

from __future__ import annotations

import sqlite3

from alembic import context
from sqlalchemy import Connection, create_engine, event, pool
from sqlalchemy.pool import ConnectionPoolEntry

from storage.models import Base

url: str = context.config.attributes["url"]
engine = create_engine(url, poolclass=pool.NullPool)

if engine.dialect.name == "sqlite":

    @event.listens_for(engine, "connect")
    def _(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        user_module_prefix="base.",
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
