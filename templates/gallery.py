"""All messages on one page that needs nothing else: for those who write them, read them or judge them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from pathlib import Path

from templates.adaptive_card import to_adaptive_card
from templates.block_kit import to_block_kit, to_modal
from templates.elements import Card
from templates.html import to_html
from templates.plain_text import to_plain_text

STYLE = Path(__file__).with_name("gallery.css")
NONCE = "a-nonce"


def gallery(entries: Iterable[tuple[str, str, Card]]) -> str:
    """entries: (name, language, card) in the order to show; cards of one name stand together, side by side."""
    messages: dict[str, list[tuple[str, Card]]] = {}
    for name, language, card in entries:
        messages.setdefault(name, []).append((language, card))
    contents = "".join(f'<li><a href="#{escape(name)}">{escape(_title(name))}</a></li>' for name in messages)
    sections = "\n".join(_message(name, cards) for name, cards in messages.items())
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>samordning: all messages</title>
<style>
{STYLE.read_text(encoding="utf-8")}</style>
</head>
<body>
<header>
<h1>All messages</h1>
<p>{len(messages)} messages of samordning, with invented people: as drawn here, as plain text, and as Slack and Teams
receive them.</p>
</header>
<nav aria-label="Messages"><ol>{contents}</ol></nav>
<main>
{sections}
</main>
</body>
</html>
"""


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _message(name: str, cards: list[tuple[str, Card]]) -> str:
    columns = "\n".join(_rendered(language, card) for language, card in cards)
    return f"""<section id="{escape(name)}" class="message">
<h2>{escape(_title(name))} <code>{escape(name)}</code></h2>
<div class="columns">
{columns}
</div>
</section>"""


def _rendered(language: str, card: Card) -> str:
    slack = to_modal(card, NONCE) if card.form else to_block_kit(card)
    teams = to_adaptive_card(card, NONCE if card.form else None)
    return f"""<div>
<h3>{escape(language)} <span class="summary" lang="{escape(language)}">{escape(card.summary)}</span></h3>
{to_html(card, heading=4)}
<pre lang="{escape(language)}" tabindex="0" aria-label="Plain text">{escape(to_plain_text(card))}</pre>
{_details("Block Kit", slack)}
{_details("Adaptive Card", teams)}
</div>"""


def _details(summary: str, payload: object) -> str:
    written = escape(json.dumps(payload, ensure_ascii=False, indent=2))
    return f'<details><summary>{summary}</summary><pre tabindex="0" aria-label="{summary}">{written}</pre></details>'
