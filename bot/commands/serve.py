"""samordning serve."""

from __future__ import annotations

from bot import logs
from bot.app import Application
from bot.commands.failure import CommandFailed
from bot.serving import serve
from bot.settings import Settings
from storage.migrations import upgrade


def run() -> None:
    logs.configure()
    settings = Settings()
    if not settings.slack.is_on and not settings.teams.is_on:
        raise CommandFailed(
            "samordning: neither Slack nor Teams has settings; set SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN, or "
            "TEAMS_CLIENT_ID, TEAMS_CLIENT_SECRET and TEAMS_TENANT_ID; to try without them: samordning demo"
        )
    upgrade(settings.general.database_url)
    serve(Application(settings).asgi, settings.general.host, settings.general.port)
