"""Message name + values + language -> Card."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from templates.elements import Card
from templates.formats import LOCALES, filters
from templates.markup import parse
from templates.markup_text import LINE_BREAK
from templates.translations import catalogue

MESSAGES = Path(__file__).parent / "messages"


def render(name: str, language: str, timezone: str, values: Mapping[str, object]) -> Card:
    """The message templates/messages/<name>.xml.j2 with its values, for a reader of language in timezone (IANA name).

    Raises ValueError naming the message for an unknown language, an element or a value that is not as it should be,
    jinja2.UndefinedError for a value that is missing.
    """
    if language not in LOCALES:
        raise ValueError(f"{name}: no message is written in {language!r}, only in {', '.join(LOCALES)}")
    template = environment(language, timezone).get_template(f"{name}.xml.j2")
    try:
        markup = template.render(values)
    except ValueError as problem:
        raise ValueError(f"{name}: {problem}") from problem
    return parse(markup, name, language)


@cache
def environment(language: str, timezone: str) -> Environment:
    """What messages are written in: XML with escaped values, translated sentences and the filters of formats."""
    made = Environment(
        loader=FileSystemLoader(MESSAGES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    translations = catalogue(language)
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(translations.gettext, translations.ngettext, newstyle=True)  # type: ignore[attr-defined]
    for name, written in filters(language, timezone).items():
        made.filters[name] = written  # pyright: ignore[reportUnknownMemberType]
    return made


def _shown(value: object) -> object:
    """A value on its way into the XML: its line breaks survive the indentation of the message."""
    if value is None:
        raise ValueError("None is nothing to show; ask first with {% if %}")
    if isinstance(value, str) and not isinstance(value, Markup):
        return "\n".join(value.splitlines()).replace("\n", LINE_BREAK)
    return value
