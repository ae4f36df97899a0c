"""Card -> its full-text twin: says everything the card says, for mail, terminals and screen readers."""

from __future__ import annotations

from typing import assert_never

from templates.content import plain
from templates.elements import (
    Actions,
    Block,
    Button,
    Card,
    Choice,
    Choices,
    Divider,
    Facts,
    Form,
    Input,
    Items,
    Note,
    Paragraph,
    Problem,
    Quote,
    SelectInput,
    TextInput,
    Title,
)
from templates.translations import catalogue


def to_plain_text(card: Card) -> str:
    """Blocks with an empty line between them; buttons as [Label], inputs as "Label (required): value"."""
    return "\n\n".join(_block(block, card) for block in card.blocks)


def problems(card: Card) -> dict[str, str]:
    """Field -> what is wrong with it: the errors of a Slack modal, whose fields are the names of its inputs."""
    found: dict[str, str] = {}
    for block in card.blocks:
        if isinstance(block, Problem):
            text = plain(block.content)
            found[block.field] = f"{found[block.field]} {text}" if block.field in found else text
    return found


def _block(block: Block, card: Card) -> str:
    match block:
        case Title(text):
            return text
        case Paragraph(content) | Note(content):
            return plain(content)
        case Items(items):
            return "\n".join(f"- {_indented(plain(item))}" for item in items)
        case Facts(facts):
            return "\n".join(f"{fact.label}: {_indented(plain(fact.content))}" for fact in facts)
        case Quote(content, source):
            _ = catalogue(card.language).gettext
            return _("“%(quote)s”") % {"quote": plain(content)} + f"\n— {source}"
        case Divider():
            return "---"
        case Problem(field, content):
            return f"{label}: {plain(content)}" if (label := card.label_of(field)) else plain(content)
        case Choices(choices):
            return "\n".join(_choice(choice) for choice in choices)
        case Actions(buttons):
            return " ".join(_button(button) for button in buttons)
        case Form(inputs=inputs, submit=submit):
            return "\n".join([*(_input(entry, card.language) for entry in inputs), f"[{submit}]"])
        case _:
            assert_never(block)


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")


def _choice(choice: Choice) -> str:
    text = f"- {_indented(plain(choice.content))}"
    return f"{text} {_button(choice.button)}" if choice.button else text


def _button(button: Button) -> str:
    return f"[{button.label}]"


def _input(entry: Input, language: str) -> str:
    _ = catalogue(language).gettext
    must = _("required")
    label = f"{entry.label} ({must}):" if entry.required else f"{entry.label}:"
    lines = [f"{label} {_value(entry)}".rstrip()]
    if isinstance(entry, TextInput):
        lines += [f"  {text}" for text in (entry.hint, entry.placeholder) if text]
    if isinstance(entry, SelectInput):
        lines += [f"  - {option.label}" for option in entry.options]
    return "\n".join(lines)


def _value(entry: Input) -> str:
    if isinstance(entry, SelectInput):
        return next((option.label for option in entry.options if option.value == entry.value), "")
    return _indented(entry.value)
