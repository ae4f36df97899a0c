"""samordning mirror: what is late, what is parked and why, and sending parked copies again."""

from __future__ import annotations

import typer

from bot.commands.failure import CommandFailed
from bot.copies import Lateness, Parked, lateness, parked, send_again
from bot.settings import Settings
from storage.database import Database
from storage.scope import SYSTEM


def run(retry: list[int]) -> None:
    database = Database(Settings().general.database_url)
    with database.writing(SYSTEM) as session:
        missing = [copy for copy in retry if not send_again(session, copy)]
    if missing:
        raise CommandFailed(f"samordning: no parked copy has the number {missing[0]}")
    with database.reading(SYSTEM) as session:
        for lane in lateness(session):
            typer.echo(_lane(lane))
        for copy in parked(session):
            typer.echo(_parked(copy))


def _lane(lane: Lateness) -> str:
    down = f", suspended: {lane.suspended}" if lane.suspended else ""
    return f"{lane.platform} {lane.address}: {lane.late} late{down}"


def _parked(copy: Parked) -> str:
    return f"parked {copy.id}: {copy.kind} {copy.ref} in {copy.platform} {copy.address}: {copy.error}"
