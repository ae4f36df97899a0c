"""Inline content: its plain words, and how it is made to fit."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import pairwise
from typing import assert_never

from templates.elements import (
    Actions,
    Block,
    Bold,
    Card,
    Choice,
    Choices,
    Content,
    Divider,
    Fact,
    Facts,
    Form,
    Inline,
    Italic,
    Items,
    Link,
    Note,
    Paragraph,
    Problem,
    Quote,
    Text,
    Title,
)

CUT = "…"
SPOKEN = 75
"""Characters: the limit of Slack's accessibility_label."""


def plain(content: Content) -> str:
    """The words without emphasis; a link says where it leads."""
    return "".join(_words(inline) for inline in content)


def _words(inline: Inline) -> str:
    if not isinstance(inline, Link):
        return inline.text
    target = inline.url.removeprefix("mailto:")
    return inline.text if inline.text == target or target.startswith("tel:") else f"{inline.text} ({target})"


def spoken(label: str, content: Content) -> str:
    """What a screen reader says of a button that stands beside a text: "Vote: Follow-up home visits"."""
    return shorten(f"{label}: {' '.join(plain(content).split())}", SPOKEN)


def shorten(text: str, limit: int) -> str:
    """At most limit characters; what is cut is seen, and no letter loses its accent."""
    if len(text) <= limit:
        return text
    end = limit - len(CUT)
    while end > 0 and (unicodedata.combining(text[end]) or "\u200d" in text[end - 1 : end + 1]):
        end -= 1
    return text[:end].rstrip() + CUT


def shorten_content(content: Content, limit: int) -> Content:
    """At most limit characters of words; elements after the cut are left out."""
    kept: list[Inline] = []
    for inline in content:
        if limit <= 0:
            break
        short = shorten(inline.text, limit)
        kept.append(Link(short, inline.url) if isinstance(inline, Link) else type(inline)(short))
        limit = limit - len(inline.text) if short == inline.text else 0
    if len(kept) < len(content) and not kept[-1].text.endswith(CUT):
        kept.append(Text(CUT))
    return tuple(kept)


def shorten_items(items: tuple[Content, ...], limit: int) -> tuple[Content, ...]:
    """As many items as limit characters hold together; the last one says that there were more."""
    kept: list[Content] = []
    for item in items:
        if limit <= 0:
            return (*kept, (Text(CUT),))
        kept.append(shorten_content(item, limit))
        limit -= sum(len(inline.text) for inline in item)
    return tuple(kept)


def emphasis_touches_words(content: Content) -> bool:
    """Whether a bold or italic text has no space or punctuation beside it ("<b>udvalg</b>et").

    mrkdwn and Markdown would show their asterisks there instead of making the text bold.
    """
    return any(
        (_emphatic(left) and (_emphatic(right) or right.text[:1].isalnum()))
        or (_emphatic(right) and left.text[-1:].isalnum())
        for left, right in pairwise(content)
    )


def _emphatic(inline: Inline) -> bool:
    return isinstance(inline, Bold | Italic)


def shortened(card: Card, limit: int) -> Card:
    """The card with no text longer than limit; what buttons and forms carry stays whole."""
    return replace(
        card, summary=shorten(card.summary, limit), blocks=tuple(_shortened(block, limit) for block in card.blocks)
    )


def _shortened(block: Block, limit: int) -> Block:
    match block:
        case Title(text):
            return Title(shorten(text, limit))
        case Paragraph(content) | Note(content) | Problem(_, content):
            return replace(block, content=shorten_content(content, limit))
        case Quote(content, source):
            return Quote(shorten_content(content, limit), shorten(source, limit))
        case Items(items):
            return Items(shorten_items(tuple(shorten_content(item, limit) for item in items), 5 * limit))
        case Facts(facts):
            return Facts(tuple(Fact(fact.label, shorten_content(fact.content, limit)) for fact in facts))
        case Choices(choices):
            return Choices(tuple(Choice(shorten_content(each.content, limit), each.button) for each in choices))
        case Divider() | Actions() | Form():
            return block
        case _:
            assert_never(block)
