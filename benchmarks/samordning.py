"""samordning as `samordning serve` starts it, but with the mirror's pacing switched off. Settings: the environment."""

from __future__ import annotations

from bot import logs
from bot.app import Application
from bot.serving import serve
from bot.settings import Settings
from storage.migrations import upgrade


def main() -> None:
    logs.configure()
    settings = Settings()
    upgrade(settings.general.database_url)
    serve(Application(settings, paced=False).asgi, settings.general.host, settings.general.port)


if __name__ == "__main__":
    main()
