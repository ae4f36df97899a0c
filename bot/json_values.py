"""JSON from outside: nothing of its shape is trusted."""

from __future__ import annotations

import json
from typing import Any, cast

Json = dict[str, Any]


def mapping(value: object) -> Json:
    """The value if it is a JSON object, else an empty one."""
    return cast(Json, value) if isinstance(value, dict) else {}


def json_object(text: str | bytes | None) -> Json:
    """The object that a text holds; empty for anything else."""
    try:
        return mapping(json.loads(text or "{}"))
    except (ValueError, RecursionError):
        return {}
