"""XML -> elements. The messages are our own; what is put into them is not, and is escaped by Jinja2."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from templates.elements import (
    Actions,
    Block,
    Card,
    Choice,
    Choices,
    Divider,
    Fact,
    Facts,
    Form,
    Items,
    Note,
    Paragraph,
    Problem,
    Quote,
    Title,
)
from templates.markup_forms import button_of, form_of
from templates.markup_text import as_line, attributes_of, children_of, content_of, label_of, words_of

_ILLEGAL_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse(markup: str, template: str, language: str) -> Card:
    """Raises ValueError naming the template and the element that is not as it should be."""
    try:
        root = ElementTree.fromstring(_ILLEGAL_IN_XML.sub("", markup))
        return _card(root, language)
    except (ValueError, ElementTree.ParseError) as problem:
        raise ValueError(f"{template}: {problem}") from problem


def _card(root: Element, language: str) -> Card:
    if root.tag != "card":
        raise ValueError(f"<{root.tag}>: a message is one <card>")
    summary = attributes_of(root, "summary")["summary"]
    if not as_line(summary):
        raise ValueError("<card>: its summary is empty")
    blocks = tuple(block for child in children_of(root) if (block := _block(child)))
    if sum(isinstance(block, Form) for block in blocks) > 1:
        raise ValueError("<form>: a card has at most one")
    return Card(as_line(summary), blocks, language)


def _block(node: Element) -> Block | None:
    """None for a block that has become empty, as an optional sentence may."""
    match node.tag:
        case "title":
            attributes_of(node)
            return Title(text) if (text := words_of(node)) else None
        case "p":
            attributes_of(node)
            return Paragraph(content) if (content := content_of(node)) else None
        case "note":
            attributes_of(node)
            return Note(content) if (content := content_of(node)) else None
        case "quote":
            source = as_line(attributes_of(node, "source")["source"])
            return Quote(content, source) if (content := content_of(node)) else None
        case "problem":
            return Problem(attributes_of(node, "field")["field"], content_of(node))
        case "divider":
            attributes_of(node)
            return Divider()
        case _:
            return _group(node)


def _group(node: Element) -> Block | None:
    match node.tag:
        case "list":
            items = tuple(content for item in children_of(node, "item") if (content := content_of(item)))
            return Items(items) if items else None
        case "facts":
            facts = tuple(Fact(label_of(fact, "label"), content_of(fact)) for fact in children_of(node, "fact"))
            return Facts(facts) if facts else None
        case "choices":
            choices = tuple(_choice(choice) for choice in children_of(node, "choice"))
            return Choices(choices) if choices else None
        case "actions":
            buttons = tuple(button_of(child) for child in children_of(node, "button"))
            return Actions(buttons) if buttons else None
        case "form":
            return form_of(node)
        case unknown:
            raise ValueError(f"<{unknown}>: unknown element")


def _choice(node: Element) -> Choice:
    attributes_of(node)
    buttons = node.findall("button")
    content = content_of(node, besides="button")
    if len(buttons) > 1 or not content:
        raise ValueError("<choice>: wants a text and at most one button")
    return Choice(content, button_of(buttons[0]) if buttons else None)
