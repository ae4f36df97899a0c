"""What a use case declares about itself: its intent, who may, in which body, and whether it changes anything."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeVar, get_type_hints

from pydantic import TypeAdapter

from handlers.context import Context


class Reply(Protocol):
    """A frozen dataclass per thing the bot can say: values and no words. Its template has its name in snake case."""

    @classmethod
    def examples(cls) -> tuple[Any, ...]:
        """Itself with plausible values, for the gallery and the tests."""
        ...


ANYONE: frozenset[str] = frozenset()
"""People without a link too."""
PARTICIPANTS = frozenset({"member", "deputy", "chair", "secretariat", "resource_person"})
MEMBERS = frozenset({"member", "chair"})
ORGANISERS = frozenset({"chair", "secretariat"})

BodyOf = Callable[[Any, Context], str | None]
Handler = Callable[[Any, Context], Any]
H = TypeVar("H", bound=Handler)


@dataclass(frozen=True, slots=True)
class UseCase:
    """`body` finds the body that the roles in `by` are asked in; None where it doesn't exist for this person."""

    intent: type[Any]
    handler: Handler
    by: frozenset[str]
    body: BodyOf | None
    writes: bool

    @property
    def name(self) -> str:
        return snake_case(self.intent)


def reads(by: frozenset[str] = ANYONE, body: BodyOf | None = None) -> Callable[[H], H]:
    """This handler answers and changes nothing."""
    return _declare(by, body, writes=False)


def writes(by: frozenset[str], body: BodyOf) -> Callable[[H], H]:
    """This handler changes the truth: its key is kept, so that a repetition gets the first answer again."""
    return _declare(by, body, writes=True)


def use_case_of(handler: Handler) -> UseCase:
    return handler.use_case  # type: ignore[attr-defined]


def wire_name(value: object) -> str:
    """The name of an intent or a reply: its class's, in snake case."""
    return snake_case(type(value))


@cache
def adapter(dataclass: type[Any]) -> TypeAdapter[Any]:
    """Reads and writes the fields of an intent or a reply; making one takes longer than using it."""
    return TypeAdapter(dataclass)


def snake_case(named: type[object]) -> str:
    """The name of a class on the wire and in file names: CastVote is cast_vote."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", named.__name__).lower()


def _declare(by: frozenset[str], body: BodyOf | None, *, writes: bool) -> Callable[[H], H]:
    def declare(handler: H) -> H:
        intent = get_type_hints(handler)["intent"]
        handler.use_case = UseCase(intent, handler, by, body, writes)  # type: ignore[attr-defined]
        return handler

    return declare
