"""What Slack refuses in blocks, views and metadata.

Limits: docs.slack.dev, "Block Kit reference"; only blocks and elements that a bot of our kind can send are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.simulator.json_values import Json, items, mapping

TEXT_KEYS = {"type", "text", "emoji", "verbatim"}
KEYS = {
    "header": {"text", "level"},
    "section": {"text", "fields", "accessory", "expand"},
    "context": {"elements"},
    "divider": set[str](),
    "actions": {"elements"},
    "input": {"label", "element", "hint", "optional", "dispatch_action"},
    "image": {"image_url", "alt_text", "title", "slack_file"},
    "markdown": {"text"},
    "rich_text": {"elements"},
    "button": {"text", "action_id", "value", "url", "style", "confirm", "accessibility_label"},
    "static_select": {"options", "option_groups", "placeholder", "initial_option", "confirm", "focus_on_load"},
    "radio_buttons": {"options", "initial_option", "confirm", "focus_on_load"},
    "plain_text_input": {
        "initial_value", "multiline", "min_length", "max_length", "placeholder", "focus_on_load",
        "dispatch_action_config",
    },
    "datepicker": {"initial_date", "placeholder", "confirm", "focus_on_load"},
    "timepicker": {"initial_time", "placeholder", "confirm", "focus_on_load", "timezone"},
}  # fmt: skip
INPUTS = {"static_select", "radio_buttons", "plain_text_input", "datepicker", "timepicker"}
ELEMENTS = INPUTS | {"button"}
RICH_TEXT = {"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"}
MOST_BLOCKS = {"message": 50, "modal": 100}


def block_problems(blocks: Any, surface: str = "message") -> list[str]:
    """What is wrong, each with a JSON pointer; none if Slack would take the blocks."""
    if not isinstance(blocks, list):
        return ["must be an array [json-pointer:/blocks]"]
    listed = [mapping(block) for block in items(blocks)]
    problems = list(_most(listed, MOST_BLOCKS[surface], "/blocks"))
    ids = [block["block_id"] for block in listed if block.get("block_id")]
    if len(ids) != len(set(ids)):
        problems.append("block_id already exists [json-pointer:/blocks]")
    for index, block in enumerate(listed):
        problems += _block(block, f"/blocks/{index}", surface)
    return problems


def view_problems(view: Json) -> list[str]:
    """What is wrong in a modal."""
    problems = list(_text(view.get("title"), 24, "/title", plain=True))
    for key in ("submit", "close"):
        if view.get(key):
            problems += _text(view[key], 24, f"/{key}", plain=True)
    problems += _long(view.get("private_metadata", ""), 3000, "/private_metadata")
    problems += _long(view.get("callback_id", ""), 255, "/callback_id")
    problems += block_problems(view.get("blocks"), "modal")
    if any(mapping(block).get("type") == "input" for block in items(view.get("blocks"))) and not view.get("submit"):
        problems.append("missing required field: submit, when there are inputs [json-pointer:/view]")
    return problems


def metadata_problems(metadata: Any) -> list[str]:
    match metadata:
        case {"event_type": str(), "event_payload": dict()}:
            return []
        case _:
            return ["must provide event_type and event_payload [json-pointer:/metadata]"]


def options_of(element: Json) -> list[Json]:
    """The options of a choice, also those in groups."""
    grouped = [option for group in items(element.get("option_groups")) for option in items(mapping(group)["options"])]
    return [mapping(option) for option in [*items(element.get("options")), *grouped]]


def _block(block: Json, at: str, surface: str) -> Iterator[str]:
    if block.get("type") not in KEYS.keys() - ELEMENTS:
        yield f"unsupported type: {block.get('type')} [json-pointer:{at}/type]"
        return
    kind = block["type"]
    yield from _keys(block, at, {"type", "block_id"})
    yield from _long(block.get("block_id", ""), 255, f"{at}/block_id")
    match kind:
        case "header":
            yield from _text(block.get("text"), 150, f"{at}/text", plain=True)
        case "section":
            yield from _section(block, at)
        case "rich_text":
            for index, element in enumerate(items(block.get("elements"))):
                if mapping(element).get("type") not in RICH_TEXT:
                    yield f"unsupported type [json-pointer:{at}/elements/{index}/type]"
        case "context" | "actions":
            yield from _elements(block, at, kind)
        case "input":
            yield from _input(block, at, surface)
        case "markdown":
            yield from _long(block.get("text", ""), 12_000, f"{at}/text")
        case _:
            pass


def _section(block: Json, at: str) -> Iterator[str]:
    if not block.get("text") and not block.get("fields"):
        yield f"must define either text or fields [json-pointer:{at}]"
    if block.get("text"):
        yield from _text(block["text"], 3000, f"{at}/text")
    fields = items(block.get("fields"))
    yield from _most(fields, 10, f"{at}/fields")
    for index, field in enumerate(fields):
        yield from _text(field, 2000, f"{at}/fields/{index}")
    if "accessory" in block:
        yield from _element(block["accessory"], f"{at}/accessory")


def _elements(block: Json, at: str, kind: str) -> Iterator[str]:
    elements = items(block.get("elements"))
    if not elements:
        yield f"no fewer than 1 items allowed [json-pointer:{at}/elements]"
    yield from _most(elements, 25 if kind == "actions" else 10, f"{at}/elements")
    for index, element in enumerate(elements):
        where = f"{at}/elements/{index}"
        yield from _element(element, where) if kind == "actions" else _text(element, 3000, where)
    ids = [element["action_id"] for element in map(mapping, elements) if element.get("action_id")]
    if len(ids) != len(set(ids)):
        yield f"action_id already exists [json-pointer:{at}/elements]"


def _input(block: Json, at: str, surface: str) -> Iterator[str]:
    if surface == "message":
        yield f"unsupported type: input [json-pointer:{at}/type]"
    yield from _text(block.get("label"), 2000, f"{at}/label", plain=True)
    if block.get("hint"):
        yield from _text(block["hint"], 2000, f"{at}/hint", plain=True)
    yield from _element(block.get("element"), f"{at}/element", INPUTS)


def _element(given: Any, at: str, allowed: set[str] = ELEMENTS) -> Iterator[str]:
    element = mapping(given)
    if element.get("type") not in allowed:
        yield f"unsupported type [json-pointer:{at}/type]"
        return
    yield from _keys(element, at, {"type", "action_id"})
    yield from _long(element.get("action_id", ""), 255, f"{at}/action_id")
    if element.get("placeholder"):
        yield from _text(element["placeholder"], 150, f"{at}/placeholder", plain=True)
    match element["type"]:
        case "button":
            yield from _text(element.get("text"), 75, f"{at}/text", plain=True)
            yield from _long(element.get("value", ""), 2000, f"{at}/value")
            if element.get("style", "primary") not in ("primary", "danger"):
                yield f"must be one of: primary, danger [json-pointer:{at}/style]"
        case "static_select" | "radio_buttons":
            yield from _options(element, at)
        case "plain_text_input":
            if not 1 <= element.get("max_length", 3000) <= 3000:
                yield f"must be between 1 and 3000 [json-pointer:{at}/max_length]"
        case _:
            pass


def _options(element: Json, at: str) -> Iterator[str]:
    groups = items(element.get("option_groups"))
    yield from _most(groups, 100, f"{at}/option_groups")
    for index, group in enumerate(groups):
        yield from _text(mapping(group).get("label"), 75, f"{at}/option_groups/{index}/label", plain=True)
        yield from _most(items(mapping(group).get("options")), 100, f"{at}/option_groups/{index}/options")
    options = options_of(element)
    if not options:
        yield f"no fewer than 1 items allowed [json-pointer:{at}/options]"
    if not groups:
        yield from _most(options, 100 if element["type"] == "static_select" else 10, f"{at}/options")
    for index, option in enumerate(options):
        yield from _text(option.get("text"), 75, f"{at}/options/{index}/text")
        yield from _long(option.get("value", ""), 150, f"{at}/options/{index}/value")
    if "initial_option" in element and element["initial_option"] not in options:
        yield f"must be one of the options [json-pointer:{at}/initial_option]"


def _text(given: Any, longest: int, at: str, *, plain: bool = False) -> Iterator[str]:
    kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    text = mapping(given)
    if text.get("type") not in kinds:
        yield f"must be a text of type {' or '.join(kinds)} [json-pointer:{at}]"
        return
    yield from _keys(text, at, TEXT_KEYS)
    if not text.get("text"):
        yield f"must be more than 0 characters [json-pointer:{at}/text]"
    yield from _long(text.get("text", ""), longest, f"{at}/text")


def _keys(value: Json, at: str, common: set[str]) -> Iterator[str]:
    for key in value.keys() - common - KEYS.get(value.get("type", ""), set()):
        yield f"invalid additional property: {key} [json-pointer:{at}]"


def _long(text: str, longest: int, at: str) -> Iterator[str]:
    if len(text) > longest:
        yield f"must be less than {longest + 1} characters [json-pointer:{at}]"


def _most(items: list[Any], most: int, at: str) -> Iterator[str]:
    if len(items) > most:
        yield f"no more than {most} items allowed [json-pointer:{at}]"
