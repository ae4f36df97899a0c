"""samordning demo."""

from __future__ import annotations

import socket

import typer

from bot.commands.failure import CommandFailed
from bot.commands.progress import counted

_TRY = """
samordning kører på  {url}

Vælg øverst på siden, hvem du er, og skriv i Slack- eller Teams-kanalen:
  @samordning kontakt Gladsaxe udskrivning        (hvem ringer man til?)
  @samordning hvor tit skal vi mødes?             (svar med kilde)
  @samordning punkt: Fælles sprog om triage       (ønske til dagsordenen)
  @samordning afstemning: Akutteam, Hjemmeilt     (som formand eller sekretariat)
Stem på det ene kort, og se det andet følge med. / The page speaks English too.

Stop med Ctrl-C. Alt er opdigtet, og intet gemmes.
"""


def run(port: int) -> None:
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
        except OSError:
            raise CommandFailed(f"samordning: port {port} is taken; try: samordning demo --port {port + 1}") from None
        _serve(listening, f"http://127.0.0.1:{listening.getsockname()[1]}")


def _serve(listening: socket.socket, url: str) -> None:
    from bot import demo, logs
    from bot.app import Application
    from bot.serving import serve
    from bot.settings import Settings
    from storage import samples

    with demo.temporary_database(counted(samples.paths(), "Udvalg, kommissorier, kontaktpunkter")) as database_url:
        simulator = demo.simulator(database_url, url)
        logs.configure()
        settings = Settings({**simulator.settings(), "SAMORDNING_DATABASE_URL": database_url})
        application = Application(settings, more_routes=simulator.routes)
        typer.echo(_TRY.format(url=url))
        listening.listen()
        serve(application.asgi, "127.0.0.1", listening.getsockname()[1], [listening], patience=1)
