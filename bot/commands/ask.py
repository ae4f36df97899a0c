"""samordning ask: the same answers as in chat, for questions. Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from bot.app import utc_now
from bot.commands.failure import CommandFailed
from bot.commands.lines import answer_lines
from bot.settings import Settings
from bot.words import say
from handlers.contacts.find_contact import ContactsFound
from handlers.questions.ask import Asker, UnknownAsker
from handlers.questions.ask_rule import RuleAnswered
from storage.database import Database
from storage.scope import SYSTEM
from templates.plain_text import to_plain_text


def run(email: str, given: Iterator[str] | str) -> None:
    general = Settings().general
    database = Database(general.database_url)

    def answer(asked: dict[str, Any]) -> dict[str, Any]:
        with database.reading(SYSTEM) as session:
            asker = Asker(session, email, utc_now(), ZoneInfo(general.timezone))
            reply, language = asker.ask(str(asked["text"]))
        return {
            "answer": to_plain_text(say(reply, language, general.timezone)),
            "citations": _citations(reply),
            "stated": _stated(reply),
        }

    try:
        answer_lines(given, answer, plain="answer")
    except UnknownAsker:
        raise CommandFailed(f"samordning: nobody has the address {email}") from None


def _citations(reply: Any) -> list[dict[str, str]]:
    match reply:
        case RuleAnswered(statements=statements):
            return [{"source": f"{each.title}, {each.section}", "quote": each.wording} for each in statements]
        case ContactsFound(contacts=contacts):
            return [{"source": each.organisation, "quote": each.function} for each in contacts]
        case _:
            return []


def _stated(reply: Any) -> bool:
    return bool(_citations(reply))
