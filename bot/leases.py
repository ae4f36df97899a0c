"""One process at a time drives an installation's lanes. Whoever stops beating is followed by another."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from sqlalchemy import or_, select, update

from storage.models import Installation
from storage.scope import SYSTEM, ScopedSession
from storage.worker import Worker

LEASE = 4.0
"""Seconds after its last beat during which a process may still write."""
BEAT = 1.0


@dataclass(slots=True)
class _Watched:
    """Another process's last sign of life, by our own monotonic clock."""

    token: int
    beat: int
    since: float


class Leases:
    """This process's claims. No wall clocks are compared: a peer's beat either moves or stands still."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._me = secrets.token_hex(8)
        self._tokens: dict[int, int] = {}
        self._until: dict[int, float] = {}
        self._watched: dict[int, _Watched] = {}

    @property
    def held(self) -> frozenset[int]:
        return frozenset(each for each, token in self._tokens.items() if self.holds(each, token))

    def token(self, installation: int) -> int:
        """Under which claim of the installation this process acts; it grows with every claim by anybody."""
        return self._tokens.get(installation, 0)

    def holds(self, installation: int, token: int) -> bool:
        """Asked immediately before each call to a platform."""
        return self.token(installation) == token and time.monotonic() < self._until.get(installation, 0.0)

    def is_ours(self, session: ScopedSession, installation: int, token: int) -> bool:
        """Asked in the transaction that writes down what was done: nobody has claimed it in between."""
        row = session.get_one(Installation, installation, with_for_update={"read": True}, populate_existing=True)
        return (row.owner, row.token) == (self._me, token)

    async def renew(self) -> None:
        """Beat for what is held, and claim what nobody drives. Raises the database's errors."""
        started = time.monotonic()
        self._tokens = await self._worker.write(SYSTEM, self._beat_and_claim)
        self._until = dict.fromkeys(self._tokens, started + LEASE)

    async def release(self) -> None:
        """Let a peer take over at once."""
        await self._worker.write(
            SYSTEM,
            lambda session: session.execute(
                update(Installation).where(Installation.owner == self._me).values(owner=None)
            ),
        )
        self._tokens, self._until = {}, {}

    def _beat_and_claim(self, session: ScopedSession) -> dict[int, int]:
        mine: dict[int, int] = {}
        for row in session.scalars(select(Installation).order_by(Installation.id)):
            claimed = row.owner == self._me or self._is_free(row)
            if claimed and self._take(session, row):
                mine[row.id] = row.token + (row.owner != self._me)
        return mine

    def _take(self, session: ScopedSession, row: Installation) -> bool:
        changed = session.scalar(
            update(Installation)
            .where(
                Installation.id == row.id,
                Installation.token == row.token,
                or_(Installation.owner == row.owner, Installation.owner.is_(None)),
            )
            .values(owner=self._me, token=row.token + (row.owner != self._me), beat=row.beat + 1)
            .returning(Installation.id)
            .execution_options(synchronize_session=False)
        )
        return changed is not None

    def _is_free(self, row: Installation) -> bool:
        """Nobody's, or its owner's beat has stood still for a lease."""
        if row.owner is None:
            return True
        watched = self._watched.get(row.id)
        if watched is None or (watched.token, watched.beat) != (row.token, row.beat):
            self._watched[row.id] = _Watched(row.token, row.beat, time.monotonic())
            return False
        return time.monotonic() - watched.since > LEASE
