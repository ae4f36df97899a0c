"""A reply and a language → a card: where values get their words."""

from __future__ import annotations

import dataclasses
from typing import Any

from handlers.use_case import wire_name
from templates.elements import Card
from templates.render import render


def say(reply: Any, language: str, timezone: str) -> Card:
    """The template has the reply's name in snake case, and sees exactly its fields."""
    values = {field.name: getattr(reply, field.name) for field in dataclasses.fields(reply)}
    return render(wire_name(reply), language, timezone, values)
