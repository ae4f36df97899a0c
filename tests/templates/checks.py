"""Is this what Slack, Teams, a browser and a reader can take? One assertion of everything, for any rendered card."""

from __future__ import annotations

import copy
import json
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft6Validator
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from templates.elements import Card
from templates.plain_text import to_plain_text
from tests.templates.block_kit_limits import faults
from tests.templates.readers import words_of

Json = dict[str, Any]

SCHEMA = Path(__file__).parents[3] / "shared" / "schemas" / "adaptive-card-1.5.0.json"
"""Microsoft's own schema, beside the project where it is."""

TAGS = set(
    "article h1 h2 h3 h4 h5 h6 p ul li dl div dt dd small figure blockquote figcaption hr strong em a br span button "
    "form label input textarea select option".split()
)
ATTRIBUTES = set(
    "class lang role href rel type name value required placeholder maxlength selected aria-label data-intent "
    "data-fields".split()
)
VOID = {"br", "hr", "input"}


def check_block_kit(payload: Json) -> None:
    assert set(payload) == {"text", "blocks"}
    assert 1 <= len(payload["text"]) <= 4000
    assert payload["blocks"]
    _check_blocks(payload["blocks"], most=50)


def check_modal(view: Json) -> None:
    View(**view).to_dict()
    _check_blocks(view["blocks"], most=100)
    assert all(len(view[part]["text"]) <= 24 for part in ("title", "submit", "close") if part in view)
    assert len(view.get("private_metadata", "")) <= 3000
    asked = [block for block in view["blocks"] if block["type"] == "input"]
    assert bool(asked) == ("submit" in view) == ("callback_id" in view)
    assert all(block["block_id"] == block["element"]["action_id"] for block in asked)


def _check_blocks(blocks: list[Json], most: int) -> None:
    parsed = Block.parse_all(copy.deepcopy(blocks))
    assert [block.to_dict()["type"] for block in parsed] == [block["type"] for block in blocks]
    assert faults(blocks, most) == []


def check_adaptive_card(card: Json) -> None:
    assert len(json.dumps(card, ensure_ascii=False).encode()) <= 28_000
    assert card["version"] == "1.5"
    assert card["fallbackText"]
    assert card["body"] or card.get("actions")
    for part in _parts(card):
        assert part.get("text", "a text"), part
        assert part["type"] != "TextBlock" or part["wrap"], part
        assert len(part.get("actions", [])) <= 6, part
    names = [part["id"] for part in _parts(card) if "id" in part]
    assert len(names) == len(set(names))
    if SCHEMA.exists():
        assert [error.message for error in validator().iter_errors(_without_extras(card))] == []


@cache
def validator() -> Draft6Validator:
    return Draft6Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _parts(value: object) -> list[Json]:
    if isinstance(value, list):
        return [part for entry in value for part in _parts(entry)]
    if not isinstance(value, dict):
        return []
    deeper = [part for key, entry in value.items() if key != "data" for part in _parts(entry)]
    return [value, *deeper] if "type" in value else deeper


def _without_extras(value: Any) -> Any:
    """Without what only Teams knows."""
    if isinstance(value, list):
        return [_without_extras(entry) for entry in value]
    if isinstance(value, dict):
        return {key: _without_extras(entry) for key, entry in value.items() if key not in ("msteams", "metadata")}
    return value


def check_html(fragment: str) -> None:
    reader = _HtmlChecker()
    reader.feed(fragment)
    reader.close()
    assert reader.open == [], "elements left open"
    assert reader.language


class _HtmlChecker(HTMLParser):
    """Well nested, of known elements and attributes only, links to harmless places, every input in a label."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        assert {name for name, _ in attrs} <= ATTRIBUTES, attrs
        values = dict(attrs)
        if tag == "article":
            self.language = values.get("lang") or ""
        if tag == "a":
            assert urlsplit(values["href"] or "").scheme in ("https", "http", "mailto", "tel")
        if tag in ("input", "select", "textarea") and values.get("type") != "hidden":
            assert "label" in self.open
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError("a declaration")


def check_plain_text(card: Card) -> None:
    """The twin says everything the card says."""
    said = " ".join(to_plain_text(card).split())
    for words in words_of(card):
        assert " ".join(words.split()) in said, words
