"""For whom a transaction is opened. Every query starts from it; a session without a scope refuses to read.

`OfBody` tables are narrowed to the scope's bodies by the session itself, so a handler can't forget.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.sql.base import ExecutableOption

from storage.append_only import refuse_statement
from storage.models.base import OfBody


@dataclass(frozen=True, slots=True)
class Scope:
    """`bodies` None sees every body: the system itself."""

    name: str
    bodies: frozenset[str] | None


SYSTEM = Scope("system", None)
"""The mirror, the sweep and the import."""


def installation_scope(platform: str, tenant: str) -> Scope:
    """A platform's installation before the person is known: public things, and nothing of any body."""
    return Scope(f"{platform}:{tenant}", frozenset())


def person_scope(person_id: int, bodies: frozenset[str]) -> Scope:
    return Scope(f"person:{person_id}", bodies)


class UnscopedQuery(RuntimeError):
    """A session was used without saying for whom."""


class ScopedSession(Session):
    """A session that knows its scope, and only ever reads within it."""

    scope: Scope | None = None

    def narrow(self, scope: Scope) -> None:
        """Go on for someone who sees less or other things, in the same transaction."""
        self.expunge_all()
        self.scope = scope


@event.listens_for(ScopedSession, "do_orm_execute")
def _within_scope(state: ORMExecuteState) -> None:
    session = state.session
    scope = session.scope if isinstance(session, ScopedSession) else None
    if scope is None:
        raise UnscopedQuery("say for whom the transaction is opened: storage.scope")
    refuse_statement(state.statement)
    if scope.bodies is None:
        return
    if not state.is_orm_statement:
        raise UnscopedQuery("only queries of models can be narrowed to a scope")
    if not (state.is_select or state.is_update or state.is_delete):
        return
    state.statement = state.statement.options(_only(scope.bodies))


@lru_cache(maxsize=1000)
def _only(bodies: frozenset[str]) -> ExecutableOption:
    """Made once for the same bodies: SQLAlchemy takes longer to read the lambda than to ask the database."""
    wanted = sorted(bodies)
    return with_loader_criteria(OfBody, lambda table: table.body_id.in_(wanted), include_aliases=True)
