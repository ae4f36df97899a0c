"""JSON as it comes in: nothing about its shape is known yet."""

from __future__ import annotations

from typing import Any, cast

Json = dict[str, Any]


def mapping(value: Any) -> Json:
    """The object, or an empty one if the value isn't an object."""
    return cast(Json, value) if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """The array, or an empty one if the value isn't an array."""
    return cast(list[Any], value) if isinstance(value, list) else []
