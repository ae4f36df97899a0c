"""JSON Lines in and out, one answer per line, in order, flushed; or one answer to words given."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from bot.commands.failure import CommandFailed
from bot.json_values import json_object


class WrongField(ValueError):
    """A field of a line that can't be read."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f'"{field}" is {reason}')


def answer_lines(
    given: Iterator[str] | str, answer: Callable[[dict[str, Any]], dict[str, Any]], plain: str | None = None
) -> None:
    """`plain`: the field that is the answer to words given. Raises CommandFailed for a line without a `text`."""
    if isinstance(given, str):
        answered = answer({"text": given})
        if plain is None:
            _write(answered)
        else:
            sys.stdout.write(f"{answered[plain]}\n")
        return
    for number, line in enumerate(given, start=1):
        if line.strip():
            try:
                _write(answer(_object(line, number)))
            except WrongField as error:
                raise CommandFailed(f"samordning: line {number}: {error}") from None


def _object(line: str, number: int) -> dict[str, Any]:
    asked = json_object(line)
    if "text" not in asked:
        raise CommandFailed(f'samordning: line {number} is no JSON object with a "text"')
    return asked


def _write(answer: dict[str, Any]) -> None:
    sys.stdout.write(
        json.dumps({name: value for name, value in answer.items() if value is not None}, ensure_ascii=False)
    )
    sys.stdout.write("\n")
    sys.stdout.flush()
