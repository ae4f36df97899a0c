"""Elements -> Slack blocks: header, rich_text, section, context, divider, actions.

Limits are those of docs.slack.dev/reference/block-kit/blocks.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar, assert_never

from templates.content import CUT, shorten_items, spoken
from templates.elements import (
    Actions,
    Block,
    Bold,
    Button,
    Card,
    Choice,
    Choices,
    Content,
    Divider,
    Fact,
    Facts,
    Form,
    Items,
    Note,
    Paragraph,
    Problem,
    Quote,
    Text,
    Title,
)
from templates.slack_text import TEXT_LENGTH, Json, plain_text, rich_text, text_object

HEADER, FIELDS, FIELD, BUTTONS, BUTTON, VALUE = 150, 10, 2000, 25, 75, 2000

T = TypeVar("T")


def to_blocks(card: Card, blocks: Iterable[Block], limit: int) -> list[Json]:
    """At most limit blocks; of more, the middle is left out, because the buttons come last.

    Raises ValueError for a button whose fields take more than 2000 characters.
    """
    made = [entry for block in blocks for entry in _blocks(block, card)]
    if len(made) > limit:
        made = [*made[: limit - 2], _context(plain_text(CUT, 1)), made[-1]]
    _name_apart(made)
    return made


def _blocks(block: Block, card: Card) -> list[Json]:
    match block:
        case Title(text):
            return [{"type": "header", "text": plain_text(text, HEADER)}]
        case Paragraph(content):
            return [_rich({"type": "rich_text_section", "elements": rich_text(content)})]
        case Items(items):
            return [_list(items)]
        case Facts(facts):
            return [{"type": "section", "fields": [_field(fact) for fact in some]} for some in batches(facts, FIELDS)]
        case Note(content):
            return [_context(text_object(content))]
        case Quote(content, source):
            quote = _rich({"type": "rich_text_quote", "elements": rich_text(content)})
            return [quote, _context(plain_text(f"— {source}", TEXT_LENGTH))]
        case Divider():
            return [{"type": "divider"}]
        case Problem(field, content):
            name = (Bold(f"{label}:"), Text(" ")) if (label := card.label_of(field)) else ()
            return [_rich({"type": "rich_text_section", "elements": rich_text((*name, *content))})]
        case Choices(choices):
            return [_choice(choice) for choice in choices]
        case Actions(buttons):
            rows = batches(buttons, BUTTONS)
            return [{"type": "actions", "elements": [_button(button) for button in row]} for row in rows]
        case Form():
            return []
        case _:
            assert_never(block)


def _rich(element: Json) -> Json:
    return {"type": "rich_text", "elements": [element]}


def _list(items: tuple[Content, ...]) -> Json:
    sections = [
        {"type": "rich_text_section", "elements": rich_text(item)} for item in shorten_items(items, TEXT_LENGTH)
    ]
    return _rich({"type": "rich_text_list", "style": "bullet", "elements": sections})


def _context(text: Json) -> Json:
    return {"type": "context", "elements": [text]}


def _field(fact: Fact) -> Json:
    return text_object((Bold(fact.label), Text("\n"), *fact.content), FIELD)


def _choice(choice: Choice) -> Json:
    section: Json = {"type": "section", "text": text_object(choice.content)}
    if choice.button:
        said = spoken(choice.button.label, choice.content)
        section["accessory"] = _button(choice.button) | {"accessibility_label": said}
    return section


def _button(button: Button) -> Json:
    value = json.dumps(dict(button.fields), ensure_ascii=False, separators=(",", ":"))
    if len(value) > VALUE:
        raise ValueError(f"{button.intent}: a button carries at most {VALUE} characters of fields, not {len(value)}")
    style = {} if button.style == "default" else {"style": button.style}
    text = plain_text(button.label, BUTTON)
    return {"type": "button", "action_id": button.intent, "text": text, "value": value} | style


def _name_apart(blocks: list[Json]) -> None:
    """An action_id is the intent; the second and later ones of a message say so (cast_vote#2)."""
    seen: Counter[str] = Counter()
    for button in _buttons(blocks):
        intent = button["action_id"]
        seen[intent] += 1
        button["action_id"] = intent if seen[intent] == 1 else f"{intent}#{seen[intent]}"


def _buttons(blocks: list[Json]) -> Iterator[Json]:
    for block in blocks:
        if block["type"] == "actions":
            yield from block["elements"]
        elif "accessory" in block:
            yield block["accessory"]


def batches(entries: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(entries)
    while batch := list(islice(rest, size)):
        yield batch
