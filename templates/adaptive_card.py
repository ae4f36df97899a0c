"""Card -> Microsoft Adaptive Card 1.5, as Teams shows it. Pure: no SDK, no network."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, assert_never

from templates.adaptive_form import inputs, submit
from templates.content import CUT, shortened, spoken
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
from templates.markdown import escape, markdown

Json = dict[str, Any]

PAYLOAD = 26_000
"""Bytes. Teams takes messages of about 28 KB; the rest is for what is sent around the card."""
TEXT_LENGTHS = (3000, 1000, 300, 80)
"""How short texts become, one after the other, until the card fits."""
ACTIONS = 6
"""So many actions of a set does Teams show; the rest would hide behind a menu."""
STYLES = {"primary": "positive", "danger": "destructive"}


def to_adaptive_card(card: Card, nonce: str | None = None) -> Json:
    """The card of a message; with a form, of a dialog. What does not fit is shortened visibly.

    nonce names this opening of the form, so that sending it twice is seen: ValueError for a form without one.
    """
    made = _card(card, nonce)
    for length in TEXT_LENGTHS:
        if _size(made) <= PAYLOAD:
            break
        made = _card(shortened(card, length), nonce)
    body = made["body"]
    while _size(made) > PAYLOAD and len(body) > 2:
        middle = len(body) // 2
        body[middle - 1 : middle + 1] = [_text(CUT)]
    return made


def _size(made: Json) -> int:
    return len(json.dumps(made, ensure_ascii=False).encode())


def _card(card: Card, nonce: str | None) -> Json:
    body: list[Json] = []
    divided = False
    for block in card.blocks:
        made = _elements(block, card)
        if made and divided:
            made[0] = made[0] | {"separator": True, "spacing": "Large"}
        body += made
        divided = isinstance(block, Divider) or (divided and not made)
    return {
        "type": "AdaptiveCard",
        "version": "1.5",
        "lang": card.language,
        "fallbackText": card.summary,
        "msteams": {"width": "full"},
        "body": body,
    } | ({"actions": [submit(card.form, nonce)]} if card.form else {})


def _elements(block: Block, card: Card) -> list[Json]:
    match block:
        case Title(text):
            return [_text(escape(text), style="heading", size="Large", weight="Bolder")]
        case Paragraph(content):
            return [_text(markdown(content))]
        case Items(items):
            return [_text("\n".join(f"- {markdown(_one_line(item))}" for item in items))]
        case Facts(facts):
            entries = [{"title": escape(fact.label), "value": markdown(fact.content)} for fact in facts]
            return [{"type": "FactSet", "facts": entries}]
        case Note(content):
            return [_text(markdown(content), size="Small", isSubtle=True)]
        case Quote(content, source):
            words = [_text(markdown(content)), _text(f"— {escape(source)}", size="Small", isSubtle=True)]
            return [{"type": "Container", "style": "emphasis", "items": words}]
        case Divider():
            return []
        case Problem(field, content):
            name = (Bold(f"{label}:"), Text(" ")) if (label := card.label_of(field)) else ()
            return [_text(markdown((*name, *content)), color="Attention")]
        case Choices(choices):
            return [_choice(choice) for choice in choices]
        case Actions(buttons):
            return list(_action_sets(buttons))
        case Form():
            return inputs(block, card.language)
        case _:
            assert_never(block)


def _text(text: str, **looks: object) -> Json:
    return {"type": "TextBlock", "text": text, "wrap": True} | looks


def _one_line(content: Content) -> Content:
    """An item of a Markdown list ends with its line."""
    return tuple(Text(inline.text.replace("\n", " ")) if isinstance(inline, Text) else inline for inline in content)


def _choice(choice: Choice) -> Json:
    columns: list[Json] = [
        {
            "type": "Column",
            "width": "stretch",
            "verticalContentAlignment": "Center",
            "items": [_text(markdown(choice.content))],
        }
    ]
    if choice.button:
        action = _action(choice.button) | {"tooltip": spoken(choice.button.label, choice.content)}
        columns.append({"type": "Column", "width": "auto", "items": [{"type": "ActionSet", "actions": [action]}]})
    return {"type": "ColumnSet", "columns": columns}


def _action_sets(buttons: tuple[Button, ...]) -> Iterable[Json]:
    for start in range(0, len(buttons), ACTIONS):
        yield {"type": "ActionSet", "actions": [_action(button) for button in buttons[start : start + ACTIONS]]}


def _action(button: Button) -> Json:
    carried = {"intent": button.intent, "fields": dict(button.fields)}
    style = {} if button.style == "default" else {"style": STYLES[button.style]}
    if button.opens_form:
        data = {"msteams": {"type": "task/fetch"}, "dialog_id": "samordning"} | carried
        return {"type": "Action.Submit", "title": button.label, "data": data} | style
    data = {"action": "samordning"} | carried
    return {"type": "Action.Execute", "title": button.label, "verb": button.intent, "data": data} | style
