"""What Slack refuses and slack_sdk.models lets through. Limits: docs.slack.dev/reference/block-kit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

KEYS = {
    "header": {"text"},
    "section": {"text", "fields", "accessory"},
    "context": {"elements"},
    "divider": set[str](),
    "actions": {"elements"},
    "rich_text": {"elements"},
    "input": {"label", "element", "optional", "hint"},
    "button": {"action_id", "text", "value", "style", "accessibility_label"},
    "plain_text": {"text", "emoji"},
    "mrkdwn": {"text", "verbatim"},
    "plain_text_input": {"action_id", "multiline", "max_length", "placeholder", "initial_value"},
    "static_select": {"action_id", "options", "option_groups", "initial_option"},
    "datepicker": {"action_id", "initial_date"},
    "timepicker": {"action_id", "initial_time"},
    "rich_text_section": {"elements"},
    "rich_text_list": {"elements", "style"},
    "rich_text_quote": {"elements"},
    "text": {"text", "style"},
    "link": {"text", "url", "style"},
    "modal": {"title", "close", "submit", "blocks", "callback_id", "private_metadata"},
}


def faults(blocks: list[Json], most: int = 50) -> list[str]:
    """Each fault in a sentence; most is the number of blocks the surface takes."""
    return [
        *([f"{len(blocks)} blocks, at most {most}"] if len(blocks) > most else []),
        *(fault for block in blocks for fault in _of_block(block)),
        *(fault for part in parts(blocks) for fault in _of_part(part)),
        *_twice("action_id", [part["action_id"] for part in parts(blocks) if "action_id" in part]),
        *_twice("block_id", [block["block_id"] for block in blocks if "block_id" in block]),
    ]


def parts(value: object) -> Iterator[Json]:
    """Every object that says its type, however deep."""
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for entry in value.values():
            yield from parts(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from parts(entry)


def _of_block(block: Json) -> Iterator[str]:
    if block["type"] == "header" and block["text"]["type"] != "plain_text":
        yield "a header is plain text"
    if block["type"] == "section":
        yield from (f"a field of {len(f['text'])}" for f in block.get("fields", []) if len(f["text"]) > 2000)
        if len(block.get("fields", [])) > 10:
            yield "more than 10 fields"
    if block["type"] == "actions" and len(block["elements"]) > 25:
        yield "more than 25 actions"
    if block["type"] == "context" and len(block["elements"]) > 10:
        yield "more than 10 elements in a context"


def _of_part(part: Json) -> Iterator[str]:
    kind = part["type"]
    unknown = set(part) - KEYS.get(kind, set()) - {"type", "block_id"}
    if kind not in KEYS or unknown:
        yield f"{kind} has unknown keys: {', '.join(sorted(unknown))}"
    if "elements" in part and not part["elements"]:
        yield f"{kind} is empty"
    if kind in ("plain_text", "mrkdwn", "text") and not 1 <= len(part["text"]) <= 3000:
        yield f"a {kind} of {len(part['text'])} characters"
    if kind == "button" and len(part["value"]) > 2000:
        yield "a button's value is longer than 2000"
    if kind == "static_select":
        yield from _of_select(part)


def _of_select(part: Json) -> Iterator[str]:
    groups = [group["options"] for group in part.get("option_groups", [])] or [part["options"]]
    if len(groups) > 100 or any(len(group) > 100 for group in groups):
        yield "more than 100 options"
    for option in (option for group in groups for option in group):
        if len(option["value"]) > 150 or len(option["text"]["text"]) > 75:
            yield f"option {option['value'][:20]} is too long"


def _twice(what: str, names: list[str]) -> Iterator[str]:
    yield from (f"{what} {name} is there {times} times" for name, times in Counter(names).items() if times > 1)
