"""samordning migrate."""

from __future__ import annotations

import typer

from bot.settings import Settings
from storage.database import Database
from storage.migrations import heads, upgrade


def run() -> None:
    url = Settings().general.database_url
    Database(url).close()  # names a wrong address before anything is tried
    upgrade(url)
    typer.echo(f"The database is at revision {heads()[0]}.")
