"""Cards for tests, written as messages are."""

from __future__ import annotations

import json
from typing import Any

from templates.adaptive_card import to_adaptive_card
from templates.block_kit import to_block_kit, to_modal
from templates.elements import Card
from templates.html import to_html
from templates.markup import parse
from templates.plain_text import to_plain_text
from templates.render import environment
from tests.templates.readers import read_html, read_slack, read_teams

COPENHAGEN = "Europe/Copenhagen"


def card(blocks: str, language: str = "da", **values: object) -> Card:
    """The card of a message whose blocks are these."""
    source = f'<card summary="Et eksempel">{blocks}</card>'
    return parse(environment(language, COPENHAGEN).from_string(source).render(values), "example", language)


def slack(shown: Card) -> dict[str, Any]:
    return to_modal(shown, "n") if shown.form else to_block_kit(shown)


def teams(shown: Card) -> dict[str, Any]:
    return to_adaptive_card(shown, "n" if shown.form else None)


READ = {
    "slack": lambda shown: read_slack(slack(shown)),
    "teams": lambda shown: read_teams(teams(shown)),
    "html": lambda shown: read_html(to_html(shown)),
    "plain": to_plain_text,
}
"""Renderer -> the words that its reader sees of a card."""


def one_line(words: str) -> str:
    """However the words are broken into lines and set apart."""
    return " ".join(words.split())


def size(payload: object) -> int:
    return len(json.dumps(payload, ensure_ascii=False).encode())
