"""Writes checked rows, sheet by sheet, and what hangs on them: names, a document's bodies, installations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import delete, insert, select, tuple_
from sqlalchemy.orm import Session

from storage.importing.references import matching
from storage.importing.sheets import SHEETS, DocumentRow, Row, Sheet, pointers, stored_as
from storage.importing.sheets.contacts import ChannelRow
from storage.importing.upsert import Change, Counts, NamedChange, Summary, upsert
from storage.importing.watching import Watch
from storage.models import Alias, Base, Body, DocumentBody, Installation, Person
from storage.search import fold

Rows: TypeAlias = Mapping[str, Sequence[Row]]


def write(rows: Rows, session: Session, watched: Watch) -> Summary:
    """Everything that the rows refer to exists."""
    counts: dict[str, Counts] = {}
    changes: dict[str, list[NamedChange]] = {}
    _make_installations(rows["channels"], session)
    known: dict[str, Mapping[Any, Any]] = {name: _ItsOwnId() for name in SHEETS}
    known["installations"] = _installations(session)
    for name, sheet in SHEETS.items():
        if any(to.sheet == "people" for to in pointers(sheet.row).values()) and rows[name]:
            known["people"] = {email: id_ for email, id_ in session.execute(select(Person.email, Person.id))}
        if rows[name]:
            values = (row.values(known) for row in watched(rows[name], name))
            counts[name], shown = upsert(session, sheet.table, sheet.key_columns(), values)
            changes[name] = [_named(change, rows[name], sheet) for change in shown]
    if rows["documents"]:
        counts["document_bodies"] = _write_document_bodies(rows["documents"], session)
    counts["aliases"] = _write_aliases(rows, session)
    return Summary(counts, changes)


def _named(change: Change, rows: Sequence[Row], sheet: Sheet) -> NamedChange:
    row = rows[change.row]
    key = tuple(str(getattr(row, column)) for column in sheet.key)
    columns = [column for column in type(row).model_fields if stored_as(type(row), column) in change.columns]
    return NamedChange(key, tuple(columns), change.is_new)


class _ItsOwnId(dict[str, str]):
    """Most sheets' rows are named by the id they have in the database."""

    def __missing__(self, key: str) -> str:
        return key


def _installations(session: Session) -> dict[Any, int]:
    columns = select(Installation.platform, Installation.tenant, Installation.id)
    return {(platform, tenant): id_ for platform, tenant, id_ in session.execute(columns)}


def _make_installations(rows: Iterable[Row], session: Session) -> None:
    wanted = {(row.platform, row.tenant) for row in rows if isinstance(row, ChannelRow)}
    missing = [{"platform": platform, "tenant": tenant} for platform, tenant in wanted - _installations(session).keys()]
    if missing:
        session.execute(insert(Installation), missing)


def _write_document_bodies(rows: Iterable[Row], session: Session) -> Counts:
    bodies = list(session.scalars(select(Body.id)))
    documents = [row for row in rows if isinstance(row, DocumentRow)]
    wanted = {(row.id, body) for row in documents for pattern in row.bodies for body in matching(pattern, bodies)}
    links = select(DocumentBody.document_id, DocumentBody.body_id)
    ours = {row.id for row in documents}
    old = {(document, body) for document, body in session.execute(links) if document in ours} - wanted
    _remove(session, DocumentBody, ("document_id", "body_id"), old)
    return _counted(session, DocumentBody, ("document_id", "body_id"), sorted(wanted), len(old))


def _write_aliases(rows: Rows, session: Session) -> Counts:
    wanted = {(kind, ref, text): fold(text) for kind, ref, text in _names(rows)}
    ours = {(kind, ref) for kind, ref, _ in wanted}
    there = session.execute(select(Alias.kind, Alias.ref, Alias.text))
    old = {(kind, ref, text) for kind, ref, text in there if (kind, ref) in ours} - wanted.keys()
    _remove(session, Alias, ("kind", "ref", "text"), old)
    columns = ("kind", "ref", "text", "folded")
    return _counted(session, Alias, columns, [(*key, folded) for key, folded in sorted(wanted.items())], len(old), 3)


def _names(rows: Rows) -> Iterator[tuple[str, str, str]]:
    for name, sheet in SHEETS.items():
        if sheet.alias_kind is not None:
            for row in rows[name]:
                yield from ((sheet.alias_kind, sheet.key_of(row), text) for text in row.names())


def _remove(session: Session, table: type[Base], key: Sequence[str], old: Iterable[tuple[str, ...]]) -> None:
    columns = tuple_(*(getattr(table, name) for name in key))
    gone = sorted(old)
    for start in range(0, len(gone), 200):  # SQLite takes so many values in one statement
        session.execute(delete(table).where(columns.in_(gone[start : start + 200])))


def _counted(
    session: Session,
    table: type[Base],
    columns: Sequence[str],
    rows: Iterable[tuple[str, ...]],
    removed: int,
    key: int | None = None,
) -> Counts:
    """Upserts tuples; the first `key` columns name a row, by default all."""
    written, _ = upsert(session, table, columns[:key], [dict(zip(columns, row, strict=True)) for row in rows])
    return Counts(written.created, written.changed, written.unchanged, removed)
