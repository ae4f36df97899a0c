"""YAML as lists and mappings of plain text with their lines.

Read event by event to a fixed depth, so that neither nesting nor anchors can blow up; tags make no objects.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import yaml

from storage.importing.problems import NotReadable

_DEEPEST = 6
"""Sheets, rows, a row, `value`, a list in it."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Text:
    line: int
    text: str | None


@dataclass(frozen=True, slots=True)
class List:
    line: int
    items: list[Text | List | Mapping]


@dataclass(frozen=True, slots=True)
class Mapping:
    line: int
    entries: list[tuple[str, int, Text | List | Mapping]]
    """Key, its line, content; a key may stand twice."""


def parse(content: bytes) -> Text | List | Mapping:
    """The one document of a YAML file. Raises NotReadable."""
    try:
        return _document(cast(Any, yaml).parse(content.decode("utf-8-sig"), Loader=_Loader))
    except UnicodeDecodeError as error:
        raise NotReadable("not_yaml", content.count(b"\n", 0, error.start) + 1, "UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise NotReadable("not_yaml", line, error.problem or "") from error
    except yaml.YAMLError as error:
        raise NotReadable("not_yaml", None, str(error).partition("\n")[0]) from error


def _document(events: Iterator[Any]) -> Text | List | Mapping:
    root: Text | List | Mapping = Text(1, None)
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise NotReadable("wrong_shape", event.start_mark.line + 1)
        elif not isinstance(event, yaml.StreamStartEvent | yaml.StreamEndEvent | yaml.DocumentEndEvent):
            root = _node(events, event, 1)
    return root


def _node(events: Iterator[Any], event: Any, depth: int) -> Text | List | Mapping:
    line: int = event.start_mark.line + 1
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None or event.tag not in (None, "!"):
        raise NotReadable("anchor", line)
    if isinstance(event, yaml.ScalarEvent):
        return Text(line, None if _is_empty(event) else event.value)
    if depth > _DEEPEST:
        raise NotReadable("wrong_shape", line)
    if isinstance(event, yaml.SequenceStartEvent):
        return List(line, list(_items(events, depth + 1)))
    return Mapping(line, list(_entries(events, depth + 1)))


def _items(events: Iterator[Any], depth: int) -> Iterator[Text | List | Mapping]:
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        yield _node(events, event, depth)


def _entries(events: Iterator[Any], depth: int) -> Iterator[tuple[str, int, Text | List | Mapping]]:
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(events, event, depth)
        if not isinstance(key, Text) or key.text is None:
            raise NotReadable("wrong_shape", key.line)
        yield key.text, key.line, _node(events, next(events), depth)


def _is_empty(event: Any) -> bool:
    return not event.style and event.value in ("", "~", "null", "Null", "NULL")
