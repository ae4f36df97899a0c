"""Slack's message text → plain words."""

from __future__ import annotations

import html
import re
import unicodedata

_TOKEN = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")


def plain_words(text: str, bot_user: str | None) -> str:
    """The text without the mention of the bot, links by their labels, escapes undone, in composed characters."""

    def words(token: re.Match[str]) -> str:
        target, label = token[1], token[2]
        if target == f"@{bot_user}":
            return " "
        return label or target.removeprefix("mailto:").removeprefix("tel:")

    return unicodedata.normalize("NFC", html.unescape(_TOKEN.sub(words, text))).strip()
