"""samordning import."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.commands.failure import CommandFailed
from bot.commands.import_words import problem_lines, sheet_name, summary_lines
from bot.commands.progress import bars
from bot.settings import Settings
from storage.database import Database
from storage.importing import ImportFailed, Summary, Watch, read_files
from storage.migrations import upgrade
from storage.scope import SYSTEM
from templates.imports import summary as words


class _DryRun(Exception):
    """Undoes the transaction that showed what would change."""


def run(paths: list[Path], *, dry_run: bool) -> None:
    settings = Settings().general
    language = settings.language
    try:
        with bars(lambda sheet: words.phase(language, sheet and sheet_name(sheet, language))) as watched:
            done = _import(paths, settings.database_url, watched, dry_run=dry_run)
    except ImportFailed as failed:
        lines = (f"samordning: {line}" for line in problem_lines(failed.problems, language))
        raise CommandFailed(*lines) from None
    if dry_run:
        typer.echo(words.would_change(language))
    for line in summary_lines(done, language, with_changes=dry_run):
        typer.echo(line)


def _import(paths: list[Path], url: str, watched: Watch, *, dry_run: bool) -> Summary:
    plan = read_files(paths, watched)
    upgrade(url)
    database = Database(url)
    done = Summary({}, {})
    try:
        with database.writing(SYSTEM) as session:
            done = plan.apply(session, watched)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    finally:
        database.close()
    return done


def write_template(path: Path) -> None:
    """An existing file is left as it is: somebody may have filled it in."""
    from bot.commands.import_template import write_template as write

    language = Settings().general.language
    if path.suffix.lower() != ".xlsx":
        raise CommandFailed(f"samordning: {path}: {words.wrong_name(language)}")
    if path.exists():
        raise CommandFailed(f"samordning: {path}: {words.is_there(language)}")
    try:
        write(path, language)
    except OSError as error:
        raise CommandFailed(f"samordning: {path}: {error.strerror}") from None
    typer.echo(words.template_written(language, str(path)))
