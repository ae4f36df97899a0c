"""Failures that a command explains in one line."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.exc import OperationalError, ProgrammingError

from bot.settings import SettingsError
from storage.database import DatabaseUrlError


class CommandFailed(Exception):
    """`lines`: what to tell, a line each."""

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines


def failure_of(error: Exception) -> str | None:
    """The line for an error that isn't a fault of the program; None for one that is."""
    match error:
        case SettingsError():
            return str(error)
        case DatabaseUrlError():
            return "SAMORDNING_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://"
        case OperationalError() | ProgrammingError():
            reason = str(error.orig).strip().splitlines()[0]
            hint = "; run: samordning migrate" if "no such table" in reason or "does not exist" in reason else ""
            return f"the database says: {reason}{hint}"
        case OSError(filename=str() | Path() as path, strerror=str() as reason):
            return f"{path}: {reason}"
        case _:
            return None
