"""Text on Teams: the Markdown that an Adaptive Card's TextBlock and FactSet read.

Escapes are CommonMark's; HTML is not supported there, but a Markdown reader decodes entities and <https://autolinks>.
Source: learn.microsoft.com, "Format cards in Teams".
"""

from __future__ import annotations

import re

from templates.content import emphasis_touches_words
from templates.elements import Bold, Content, Inline, Italic, Link, Text

_ENTITY = re.compile(r"&(?=#?\w+;)")
_SIGN = re.compile(r"[\\*_\[\]`~]|(?<=\{)\{(?=(?:DATE|TIME)\()")
"""Signs anywhere in a line; {{DATE(…)}} and {{TIME(…)}} are functions of Adaptive Cards."""
_SIGN_AT_START = re.compile(r"^[-+#=]", re.MULTILINE)
_NUMBER_AT_START = re.compile(r"^(\d{1,9}[.)]) ", re.MULTILINE)
_NUMBER_ALONE = re.compile(r"^(\d{1,9})([.)])$", re.MULTILINE)


def escape(text: str) -> str:
    """The text as Markdown that shows it literally; a line break becomes the empty line that Teams asks for.

    "24. december" would begin a numbered list: a no-break space hinders it, as good typography has there anyway.
    """
    text = _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    text = _SIGN_AT_START.sub(r"\\\g<0>", _SIGN.sub(r"\\\g<0>", text))
    text = _NUMBER_ALONE.sub(r"\1\\\2", _NUMBER_AT_START.sub("\\1\u00a0", text))
    return text.replace("\n", "\n\n")


def markdown(content: Content) -> str:
    if emphasis_touches_words(content):
        content = tuple(inline if isinstance(inline, Link) else Text(inline.text) for inline in content)
    return "".join(_markdown(inline) for inline in content)


def _markdown(inline: Inline) -> str:
    match inline:
        case Text(text):
            return escape(text)
        case Bold(text):
            return f"**{escape(text)}**"
        case Italic(text):
            return f"_{escape(text)}_"
        case Link(text, url):
            return f"[{escape(text)}]({url})"
