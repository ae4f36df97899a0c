"""JSON as it comes in: nothing about its shape is known yet."""

from __future__ import annotations

from typing import Any, cast

from bot.json_values import Json, mapping

__all__ = ["Json", "items", "mapping"]


def items(value: Any) -> list[Any]:
    """The array, or an empty one if the value isn't an array."""
    return cast(list[Any], value) if isinstance(value, list) else []
