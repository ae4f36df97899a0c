"""Card -> a Slack message or modal. Pure: no SDK, no network.

Limits are those of docs.slack.dev/reference/block-kit and docs.slack.dev/reference/views/modal-views.
"""

from __future__ import annotations

import json
from typing import assert_never

from templates.content import shorten
from templates.elements import Card, DateInput, Form, Input, Option, SelectInput, TextInput, TimeInput, Title
from templates.slack_blocks import batches, to_blocks
from templates.slack_text import TEXT_LENGTH, Json, escape, plain_text
from templates.translations import catalogue

BLOCKS_OF_MESSAGE, BLOCKS_OF_MODAL = 50, 100
TITLE, METADATA, LABEL, PLACEHOLDER = 24, 3000, 2000, 150
OPTIONS, OPTION, OPTION_VALUE = 100, 75, 150


def to_block_kit(card: Card) -> Json:
    """{"text", "blocks"} of a message. Send it with parse="none": chat.update would otherwise bring @channel to life.

    Raises ValueError for a form (see to_modal) and for a button whose fields take more than 2000 characters.
    """
    if card.form:
        raise ValueError(f"{card.form.intent}: a form opens as a modal and is no message")
    text = shorten(escape(card.summary), TEXT_LENGTH)
    return {"text": text, "blocks": to_blocks(card, card.blocks, BLOCKS_OF_MESSAGE)}


def to_modal(card: Card, nonce: str | None = None) -> Json:
    """The view to open; without a form it only tells something and can be closed.

    nonce names this opening of the form, so that sending it twice is seen.
    Raises ValueError for a form without a nonce, with more fields than private_metadata holds, or with an option
    whose value is longer than 150 characters.
    """
    _ = catalogue(card.language).gettext
    title = next((block for block in card.blocks if isinstance(block, Title)), None)
    said = title if title and len(title.text) <= TITLE else None
    rest = [block for block in card.blocks if block is not said and not isinstance(block, Form)]
    inputs = [_input(entry) for entry in card.form.inputs] if card.form else []
    view: Json = {
        "type": "modal",
        "title": plain_text(title.text if title else card.summary, TITLE),
        "close": plain_text(_("Close"), TITLE),
        "blocks": to_blocks(card, rest, BLOCKS_OF_MODAL - len(inputs)) + inputs,
    }
    return view | _sending(card.form, nonce) if card.form else view


def _sending(form: Form, nonce: str | None) -> Json:
    if nonce is None:
        raise ValueError(f"{form.intent}: the opening of a form wants a nonce")
    metadata = json.dumps({"fields": dict(form.fields), "nonce": nonce}, ensure_ascii=False, separators=(",", ":"))
    if len(metadata) > METADATA:
        raise ValueError(f"{form.intent}: a form carries at most {METADATA} characters of fields, not {len(metadata)}")
    return {"callback_id": form.intent, "private_metadata": metadata, "submit": plain_text(form.submit, TITLE)}


def _input(entry: Input) -> Json:
    block: Json = {
        "type": "input",
        "block_id": entry.name,
        "label": plain_text(entry.label, LABEL),
        "element": {"action_id": entry.name} | _element(entry),
        "optional": not entry.required,
    }
    hint = entry.hint if isinstance(entry, TextInput) else ""
    return block | {"hint": plain_text(hint, LABEL)} if hint else block


def _element(entry: Input) -> Json:
    match entry:
        case TextInput():
            return _text_input(entry)
        case SelectInput():
            return _select(entry)
        case DateInput():
            return {"type": "datepicker"} | ({"initial_date": entry.value} if entry.value else {})
        case TimeInput():
            return {"type": "timepicker"} | ({"initial_time": entry.value} if entry.value else {})
        case _:
            assert_never(entry)


def _text_input(entry: TextInput) -> Json:
    limit = min(entry.max_length or TEXT_LENGTH, TEXT_LENGTH)
    element: Json = {"type": "plain_text_input", "multiline": entry.multiline, "max_length": limit}
    if entry.placeholder:
        element["placeholder"] = plain_text(entry.placeholder, PLACEHOLDER)
    if entry.value:
        element["initial_value"] = shorten(entry.value, limit)
    return element


def _select(entry: SelectInput) -> Json:
    """More than a hundred options come in groups, each named by its first and last one."""
    options = [_option(option) for option in entry.options]
    element: Json = {"type": "static_select"}
    if len(options) <= OPTIONS:
        element["options"] = options
    else:
        element["option_groups"] = [{"label": _span(group), "options": group} for group in batches(options, OPTIONS)]
    initial = [option for option in options if option["value"] == entry.value]
    return element | {"initial_option": initial[0]} if initial else element


def _span(options: list[Json]) -> Json:
    first, last = (shorten(option["text"]["text"], OPTION // 2 - 1) for option in (options[0], options[-1]))
    return plain_text(f"{first} – {last}", OPTION)


def _option(option: Option) -> Json:
    if len(option.value) > OPTION_VALUE:
        raise ValueError(f"{option.value[:20]}…: an option's value has at most {OPTION_VALUE} characters")
    return {"text": plain_text(option.label, OPTION), "value": option.value}
