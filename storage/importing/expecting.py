"""What a cell should have held, from pydantic's report on it."""

from __future__ import annotations

import re

from pydantic_core import ErrorDetails

from storage.importing.problems import Expected
from storage.importing.sheets.row import EMAIL, ID

_BY_KIND: tuple[tuple[str, Expected], ...] = (
    ("date", "day"),
    ("int", "number"),
    ("float", "number"),
    ("bool", "yes_or_no"),
    ("slack_id", "platform_id"),
    ("guid", "platform_id"),
    ("address", "platform_id"),
)
_BY_PATTERN: dict[str, Expected] = {ID: "id", EMAIL: "email"}


def expectation(error: ErrorDetails) -> tuple[str | None, Expected | None]:
    """A hint without words, and what kind of value it is about."""
    context = error.get("ctx", {})
    kind = error["type"]
    if allowed := context.get("expected") or context.get("expected_tags"):
        return ", ".join(re.findall(r"'([^']*)'", str(allowed))), "choice"
    if kind == "string_pattern_mismatch":
        expected = _BY_PATTERN.get(context["pattern"])
        return (None if expected else context["pattern"]), expected
    for bound, sign in (("ge", "≥"), ("le", "≤"), ("minimum", "≥")):
        if bound in context:
            return f"{sign} {context[bound]}", "number"
    if kind == "ends_before_start":
        return str(context["start"]), None
    for start, expected in _BY_KIND:
        if kind.startswith(start):
            return (error["msg"] if expected == "platform_id" else None), expected
    return None, "text"
