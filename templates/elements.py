"""The neutral message: what every card may contain, whatever the platform.

An element exists only when every renderer has it. Texts are what the reader shall see, unescaped:
escaping and the platforms' limits belong to the renderers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

ADDRESS = re.compile(r"(https?://|mailto:|tel:)[^\s<>\"|\\^`(){}\x00-\x1f]+", re.IGNORECASE)
"""What a link may lead to. The characters left out would end a link in mrkdwn, Markdown or HTML."""

Style = Literal["default", "primary", "danger"]


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they are; "\\n" is a line break."""

    text: str


@dataclass(frozen=True, slots=True)
class Bold:
    text: str


@dataclass(frozen=True, slots=True)
class Italic:
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Raises ValueError unless the url is https, http, mailto or tel."""

    text: str
    url: str

    def __post_init__(self) -> None:
        if not ADDRESS.fullmatch(self.url):
            raise ValueError(f"<a>: {self.url[:80]!r} is no https, http, mailto or tel address")


Inline = Text | Bold | Italic | Link
Content = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Title:
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    content: Content


@dataclass(frozen=True, slots=True)
class Items:
    """A list with bullets."""

    items: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    content: Content


@dataclass(frozen=True, slots=True)
class Facts:
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Small print: where it comes from, what else is good to know."""

    content: Content


@dataclass(frozen=True, slots=True)
class Quote:
    """Someone's own words, the source shown under them."""

    content: Content
    source: str


@dataclass(frozen=True, slots=True)
class Divider:
    pass


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with what was filled in: field is the name of the form's input."""

    field: str
    content: Content


@dataclass(frozen=True, slots=True)
class Button:
    """intent is the wire name (cast_vote), fields its values as text; label is what the button says.

    opens_form: pressing it opens a form, which Teams must know beforehand.
    """

    intent: str
    fields: tuple[tuple[str, str], ...]
    label: str
    style: Style = "default"
    opens_form: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    content: Content
    button: Button | None


@dataclass(frozen=True, slots=True)
class Choices:
    """A poll's options, each with its own button while it can be chosen."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Actions:
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class TextInput:
    name: str
    label: str
    required: bool = False
    multiline: bool = False
    max_length: int | None = None
    placeholder: str = ""
    value: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class SelectInput:
    name: str
    label: str
    options: tuple[Option, ...]
    required: bool = False
    value: str = ""


@dataclass(frozen=True, slots=True)
class DateInput:
    """value is an ISO date (2027-03-10) or empty."""

    name: str
    label: str
    required: bool = False
    value: str = ""


@dataclass(frozen=True, slots=True)
class TimeInput:
    """value is hours and minutes (13:00) or empty."""

    name: str
    label: str
    required: bool = False
    value: str = ""


Input = TextInput | SelectInput | DateInput | TimeInput


@dataclass(frozen=True, slots=True)
class Form:
    """Sending it is the intent with fields and what was filled in; submit is what its button says."""

    intent: str
    fields: tuple[tuple[str, str], ...]
    submit: str
    inputs: tuple[Input, ...]


Block = Title | Paragraph | Items | Facts | Note | Quote | Divider | Problem | Choices | Actions | Form


@dataclass(frozen=True, slots=True)
class Card:
    """One message. summary serves notifications, fallback text and screen readers.

    At most one Form; a card with one is opened as a Slack modal or a Teams dialog.
    """

    summary: str
    blocks: tuple[Block, ...]
    language: str

    @property
    def form(self) -> Form | None:
        return next((block for block in self.blocks if isinstance(block, Form)), None)

    def without(self, *kinds: type[Block]) -> Card:
        """The card without its blocks of these kinds."""
        return Card(self.summary, tuple(block for block in self.blocks if not isinstance(block, kinds)), self.language)

    def label_of(self, field: str) -> str:
        """What the form calls the field; empty when the card has no such input."""
        inputs = self.form.inputs if self.form else ()
        return next((entry.label for entry in inputs if entry.name == field), "")
