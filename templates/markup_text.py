"""XML -> inline content and attributes, without the indentation of the message."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from templates.elements import Bold, Content, Inline, Italic, Link, Text

LINE_BREAK = "\u2028"
"""Stands for a line break in a value: XML and the indentation of a message leave it alone."""

_SPACE = re.compile(r"[ \t\r\n]+")
_UNSAFE = re.compile(r"[\s<>\"|\\^`(){}\x00-\x1f]")


def content_of(node: Element, besides: str = "") -> Content:
    """Inline content without the indentation of the message; what is empty is left out."""
    found: list[Inline] = [Text(_text(node.text))]
    for child in node:
        if child.tag != besides:
            found.append(_inline(child))
        found.append(Text(_text(child.tail)))
    return tuple(_trimmed(found))


def _inline(node: Element) -> Inline:
    text = words_of(node)
    match node.tag:
        case "b":
            attributes_of(node)
            return Bold(text)
        case "i":
            attributes_of(node)
            return Italic(text)
        case "a":
            return Link(text, _address(attributes_of(node, "href")["href"])) if text else Text("")
        case unknown:
            raise ValueError(f"<{unknown}>: unknown element in a text")


def _trimmed(content: Iterable[Inline]) -> list[Inline]:
    """No two spaces in a row and none at an edge or a line break, across the borders of elements."""
    found: list[Inline] = []
    for inline in content:
        before = found[-1].text[-1] if found else "\n"
        match inline:
            case Text(text):
                text = text.lstrip(" ") if before in " \n" else text
                if found and isinstance(found[-1], Text):
                    found[-1] = Text(found[-1].text + text)
                elif text:
                    found.append(Text(text))
            case _ if inline.text:
                found.append(inline)
            case _:
                pass
    if found and isinstance(found[0], Text):
        found[0] = Text(found[0].text.lstrip("\n"))
    if found and isinstance(found[-1], Text):
        found[-1] = Text(found[-1].text.rstrip(" \n"))
    return [inline for inline in found if inline.text]


def _text(raw: str | None) -> str:
    return re.sub(" *\n *", "\n", _SPACE.sub(" ", raw or "").replace(LINE_BREAK, "\n"))


def as_line(raw: str) -> str:
    return _SPACE.sub(" ", raw.replace(LINE_BREAK, " ")).strip()


def words_of(node: Element) -> str:
    if len(node):
        raise ValueError(f"<{node[0].tag}>: not inside <{node.tag}>")
    return as_line(node.text or "")


def _address(url: str) -> str:
    """Characters that end a link somewhere are percent-encoded."""
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url.strip())


def fields_of(attributes: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value.replace(LINE_BREAK, "\n")) for name, value in attributes.items())


def is_yes(node: Element, name: str) -> bool:
    value = node.get(name, "no")
    if value not in ("yes", "no"):
        raise ValueError(f'<{node.tag} {name}="{value}">: yes or no')
    return value == "yes"


def label_of(node: Element, name: str, *optional: str) -> str:
    attributes_of(node, *optional, name)
    label = as_line(node.get(name, ""))
    if not label:
        raise ValueError(f"<{node.tag}>: its {name} is empty")
    return label


def attributes_of(node: Element, *allowed: str) -> dict[str, str]:
    """All that may be there; the last one must be."""
    unknown = set(node.attrib) - set(allowed)
    if unknown:
        raise ValueError(f"<{node.tag}>: unknown attribute {', '.join(sorted(unknown))}")
    if allowed and allowed[-1] not in node.attrib:
        raise ValueError(f"<{node.tag}>: wants the attribute {allowed[-1]}")
    return dict(node.attrib)


def children_of(node: Element, tag: str = "") -> list[Element]:
    strays = [node.text, *(child.tail for child in node)]
    if any(stray and stray.strip() for stray in strays):
        raise ValueError(f"<{node.tag}>: text outside its elements")
    wrong = [child.tag for child in node if tag and child.tag != tag]
    if wrong:
        raise ValueError(f"<{wrong[0]}>: not inside <{node.tag}>")
    return list(node)
