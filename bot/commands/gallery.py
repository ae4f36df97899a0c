"""samordning gallery."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.commands.progress import counted
from bot.settings import Settings
from bot.words import say
from handlers.catalogue import REPLIES
from templates.gallery import gallery


def run(path: Path) -> None:
    timezone = Settings().general.timezone
    cards = [
        (name, language, say(example, language, timezone))
        for name, reply in counted(sorted(REPLIES.items()), "Rendering")
        for example in reply.examples()
        for language in ("da", "en")
    ]
    path.write_text(gallery(cards), encoding="utf-8")
    typer.echo(f"{len(cards)} cards of {len(REPLIES)} messages are in {path}")
