"""The audit trail is only ever added to: whoever changes or deletes an entry is refused."""

from __future__ import annotations

from sqlalchemy import Connection, Delete, Executable, Update, event
from sqlalchemy.orm import Mapper

from storage.models.record import AuditEntry


class AppendOnlyError(RuntimeError):
    """Somebody tried to change or delete what has been recorded."""

    def __init__(self) -> None:
        super().__init__("the audit trail is append-only: write a new entry")


@event.listens_for(AuditEntry, "before_update")
@event.listens_for(AuditEntry, "before_delete")
def _refuse_entry(_mapper: Mapper[AuditEntry], _connection: Connection, _entry: AuditEntry) -> None:
    raise AppendOnlyError


def refuse_statement(statement: Executable) -> None:
    """Raises AppendOnlyError for an UPDATE or DELETE of entries."""
    if (
        isinstance(statement, Update | Delete)
        and statement.entity_description["table"].name == AuditEntry.__tablename__
    ):
        raise AppendOnlyError
