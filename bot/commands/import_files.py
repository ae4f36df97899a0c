"""samordning import."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.commands.failure import CommandFailed
from bot.commands.progress import counted
from bot.settings import Settings
from storage.database import Database
from storage.importing import ImportFailed, Summary, read_files
from storage.migrations import upgrade
from storage.scope import SYSTEM


class _DryRun(Exception):
    """Undoes the transaction that showed what would change."""


def run(paths: list[Path], *, dry_run: bool) -> None:
    url = Settings().general.database_url
    summary: Summary | None = None
    try:
        plan = read_files(counted(paths, "Reading"))
        upgrade(url)
        database = Database(url)
        with database.writing(SYSTEM) as session:
            summary = plan.apply(session)
            if dry_run:
                raise _DryRun
    except ImportFailed as failed:
        lines = (f"samordning: {problem.text()}" for problem in failed.problems)
        raise CommandFailed(*lines, "samordning: nothing was imported") from None
    except _DryRun:
        typer.echo("This would change:")
    if summary is not None:
        for sheet, counts in summary.counts.items():
            typer.echo(f"{sheet}: {counts.created} new, {counts.changed} changed, {counts.unchanged} unchanged")
