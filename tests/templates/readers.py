"""How those who receive a card read it: the words that people see, whatever they were sent as."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser
from typing import Any

from markdown_it import MarkdownIt

from templates.elements import Button, Card, Form

Json = dict[str, Any]

NOT_SHOWN = {"language", "summary", "intent", "fields", "style", "name", "value", "field", "url"}


def words_of(value: object) -> Iterator[str]:
    """Every text of a card that a reader shall see, in order."""
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, tuple):
        for entry in value:
            yield from words_of(entry)
    elif isinstance(value, Card):
        yield from words_of(value.blocks)
    elif is_dataclass(value):
        shown = [field.name for field in fields(value) if field.name not in NOT_SHOWN]
        yield from (words for name in shown for words in words_of(getattr(value, name)))


def buttons_of(card: Card) -> Iterator[Button | Form]:
    yield from (found for found in _elements(card.blocks) if isinstance(found, Button | Form))


def _elements(value: object) -> Iterator[object]:
    if isinstance(value, tuple):
        for entry in value:
            yield from _elements(entry)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from _elements(getattr(value, field.name))


def read_slack(value: object) -> str:
    """The words of a message or a modal, block after block."""
    return "\n".join(_slack(value))


def _slack(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for entry in value:
            yield from _slack(entry)
    elif isinstance(value, dict):
        match value.get("type"):
            case "rich_text_section" | "rich_text_quote":
                yield "".join(element["text"] for element in value["elements"])
            case "plain_text":
                assert value["emoji"] is False
                yield value["text"]
            case "mrkdwn":
                assert value["verbatim"] is True
                yield mrkdwn(value["text"])
            case _:
                for key, entry in value.items():
                    yield from _slack(entry) if key != "accessibility_label" else []


def mrkdwn(text: str) -> str:
    """What Slack makes of mrkdwn: signs disappear, mentions and emoji become something else."""
    text = re.sub(r"(?m)^\s*&gt;", "[quote]", text)
    text = re.sub(r"<[@!#][^>]*>", "[mention]", text)
    text = re.sub(r"<(?:https?|mailto|tel):[^|>]+\|([^>]+)>", r"\1", text)
    text = re.sub(r":[^\s:]+:", "[emoji]", text)
    text = re.sub(r"`+([^`]+)`+", r"\1", text)
    for sign in "*_~":
        word = rf"(?<![^\W_])\{sign}(?=\S)([^\n{sign}]+?)(?<=\S)\{sign}(?![^\W_])"
        text = re.sub(word, r"\1", text)
    return html.unescape(text)


MARKDOWN = MarkdownIt("js-default", {"html": False}).disable(["html_block", "html_inline"])
DATE_FUNCTION = re.compile(r"\{\{(DATE|TIME)\([^)]*\)\}\}")
ALLOWED = {"p", "ul", "li", "strong", "em", "a", "br"}


def read_teams(card: object) -> str:
    """The words of an Adaptive Card; asserts that Markdown gives paragraphs, bullets, emphasis and links only."""
    return "\n".join(_teams(card))


def _teams(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for entry in value:
            yield from _teams(entry)
    elif isinstance(value, dict):
        if value.get("type") == "TextBlock":
            yield markdown(value["text"])
        elif set(value) == {"title", "value"} and "type" not in value:
            yield from (markdown(value["title"]), markdown(value["value"]))
        else:
            yield from (value[key] for key in ("title", "label", "placeholder") if value.get(key))
            yield from (words for key, entry in value.items() if key != "data" for words in _teams(entry))


def markdown(text: str) -> str:
    """What a CommonMark reader with tables and strikethrough makes of it, as text."""
    assert not DATE_FUNCTION.search(text)
    drawn = MARKDOWN.render(text)
    assert set(re.findall(r"</?([a-z0-9]+)", drawn)) <= ALLOWED, drawn
    return read_html(drawn)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("strong", "em", "a"):
            self.words.append("\n")
        self.words += [value for name, value in attrs if name == "placeholder" and value]


def read_html(fragment: str) -> str:
    """The words a browser shows."""
    reader = _Words()
    reader.feed(fragment)
    reader.close()
    return "".join(reader.words)
