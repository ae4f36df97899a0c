"""Adaptive Cards: their actions, what their inputs add to them, and what Teams refuses.

Limits: learn.microsoft.com, "Format your bot messages" (28 KB), "Cards reference" (Adaptive Cards up to 1.5).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bot.simulator.json_values import Json, items, mapping

CONTENT_TYPE = "application/vnd.microsoft.card.adaptive"
LARGEST = 28 * 1024
VERSIONS = {"1.0", "1.1", "1.2", "1.3", "1.4", "1.5"}


def elements(value: Any) -> Iterator[Json]:
    """Everything in a card that has a type, outermost first."""
    found = mapping(value)
    if isinstance(found.get("type"), str):
        yield found
    for inner in items(value) + [inner for key, inner in found.items() if key != "data"]:
        yield from elements(inner)


def actions(card: Json) -> list[Json]:
    return [element for element in elements(card) if element["type"].startswith("Action.")]


def find_action(card: Json, wanted: str | int) -> Json:
    """The action with this verb, id, intent or title, or the one with this number in the card, from 0.

    "cast_vote#2" is the second with that name. LookupError if there is none.
    """
    if isinstance(wanted, int):
        return actions(card)[wanted]
    name, _, number = wanted.partition("#")
    found = [action for action in actions(card) if name in _names(action)]
    nth = int(number or 1) - 1
    if nth >= len(found):
        raise LookupError(f"no action {wanted!r} in the card")
    return found[nth]


def merged(card: Json, action: Json, values: dict[str, Any]) -> Json:
    """The data of an action with the values of the card's inputs, as Teams merges them."""
    inputs = [element for element in elements(card) if element["type"].startswith("Input.")]
    filled = {field["id"]: _value(field, values.get(field["id"])) for field in inputs if "id" in field}
    return mapping(action.get("data")) | {name: value for name, value in filled.items() if value is not None}


def card_problem(card: Any) -> str | None:
    """Why Teams would refuse a card; None if it takes it."""
    shape = mapping(card)
    if shape.get("type") != "AdaptiveCard":
        return "The card has no type AdaptiveCard"
    if shape.get("version") not in VERSIONS:
        return f"Unsupported card version {shape.get('version')}"
    if not isinstance(shape.get("body", []), list):
        return "The card's body isn't a list"
    names = [field.get("id") for field in elements(shape) if field["type"].startswith("Input.")]
    if None in names or len(names) != len(set(names)):
        return "Every input needs an id of its own"
    return None


def too_big(activity: Json) -> bool:
    return len(json.dumps(activity, ensure_ascii=False).encode()) > LARGEST


def _names(action: Json) -> tuple[Any, ...]:
    return action.get("verb"), action.get("id"), action.get("title"), mapping(action.get("data")).get("intent")


def _value(field: Json, value: Any) -> Any:
    """A choice may be given by its title."""
    value = field.get("value") if value is None else value
    for choice in field.get("choices", []):
        if value == choice["title"]:
            return choice["value"]
    return value
