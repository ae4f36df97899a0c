"""Text on Slack.

Slack has two forms of text that are never read as markup: rich_text and plain_text. What people wrote goes into
those, so there is nothing to escape and nothing to get wrong. mrkdwn, which knows no escape for its own signs, is
used only where a block takes nothing else (sections, fields, context), and only for text that has emphasis or a link
to show and no character that mrkdwn would take for a sign; the emphasis is what gives way, never the words.
"""

from __future__ import annotations

import re
from typing import Any

from templates.content import emphasis_touches_words, plain, shorten, shorten_content
from templates.elements import Bold, Content, Inline, Italic, Link, Text

Json = dict[str, Any]

TEXT_LENGTH = 3000
"""Of a section and of any text object (docs.slack.dev, text object)."""

_SIGNS = re.compile(r"(?<![^\W_])[*_~](?=\S)|`|:[^\s:]+:|^\s*>", re.MULTILINE)
"""What could open a bold, italic, struck or code text, an emoji or a quote."""
_SIGNS_INSIDE_EMPHASIS = re.compile(r"[*_~`\n]|:[^\s:]+:")


def escape(text: str) -> str:
    """The three characters that Slack escapes (docs.slack.dev, formatting message text)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain_text(text: str, limit: int) -> Json:
    return {"type": "plain_text", "text": shorten(text, limit), "emoji": False}


def text_object(content: Content, limit: int = TEXT_LENGTH) -> Json:
    """mrkdwn where it is safe and gives something, else plain_text."""
    if any(not isinstance(inline, Text) for inline in content) and _is_safe(content):
        text = "".join(_mrkdwn(inline) for inline in content)
        if len(text) <= limit:
            return {"type": "mrkdwn", "text": text, "verbatim": True}
    return plain_text(plain(content), limit)


def rich_text(content: Content, limit: int = TEXT_LENGTH) -> list[Json]:
    """The elements of a rich_text_section or rich_text_quote."""
    return [_element(inline) for inline in shorten_content(content, limit)]


def _is_safe(content: Content) -> bool:
    return not emphasis_touches_words(content) and not any(_has_signs(inline) for inline in content)


def _has_signs(inline: Inline) -> bool:
    signs = _SIGNS_INSIDE_EMPHASIS if isinstance(inline, Bold | Italic) else _SIGNS
    return bool(signs.search(inline.text))


def _mrkdwn(inline: Inline) -> str:
    match inline:
        case Text(text):
            return escape(text)
        case Bold(text):
            return f"*{escape(text)}*"
        case Italic(text):
            return f"_{escape(text)}_"
        case Link(text, url):
            return f"<{escape(url)}|{escape(text)}>"


def _element(inline: Inline) -> Json:
    match inline:
        case Text(text):
            return {"type": "text", "text": text}
        case Bold(text):
            return {"type": "text", "text": text, "style": {"bold": True}}
        case Italic(text):
            return {"type": "text", "text": text, "style": {"italic": True}}
        case Link(text, url):
            return {"type": "link", "url": url, "text": text}
