"""Which documents govern a body on a day, in their order of rank. Drafts drive nothing (R54)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import select

from storage.models import RANK, Body, DocumentBody, GoverningDocument
from storage.scope import ScopedSession


def is_in_force(document: GoverningDocument, day: dt.date) -> bool:
    """Approved, and `day` lies within its validity (both days included)."""
    return (
        document.status == "approved"
        and (document.valid_from is None or document.valid_from <= day)
        and (document.valid_to is None or day <= document.valid_to)
    )


def lays_down(document: GoverningDocument) -> bool:
    """A description tells how things are; it lays nothing down, so its silence says nothing."""
    return document.kind != "description"


def governing_documents(session: ScopedSession, body: str) -> list[GoverningDocument]:
    """A body's approved documents: by rank, the newest of each rank first."""
    found = session.scalars(
        select(GoverningDocument)
        .join(DocumentBody)
        .where(DocumentBody.body_id == body, GoverningDocument.status == "approved")
    )
    return sorted(found, key=_rank_and_age)


def _rank_and_age(document: GoverningDocument) -> tuple[int, int]:
    return RANK.index(document.kind), -(document.valid_from or dt.date.min).toordinal()


def living_successor(session: ScopedSession, body: Body, day: dt.date) -> Body | None:
    """Who took over from a body, following successions to one that is alive on `day`; None where there is none."""
    seen: set[str] = {body.id}
    current = body
    while not current.is_alive(day):
        successor = session.get(Body, current.successor_id) if current.successor_id else None
        if successor is None or successor.id in seen:
            return None
        seen.add(successor.id)
        current = successor
    return current


def latest_day(body: Body, day: dt.date) -> dt.date:
    """The day on which a body's rules are asked: today, or its last one."""
    return min(day, body.valid_to) if body.valid_to else day


def titles(documents: Iterable[GoverningDocument]) -> tuple[str, ...]:
    return tuple(document.title for document in documents)
