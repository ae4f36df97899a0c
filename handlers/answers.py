"""Answers given: kept as the reply's class name and values, so that a repetition gets the first answer again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from handlers.catalogue import REPLIES
from handlers.context import Context
from handlers.use_case import adapter, wire_name
from storage.models import Seen
from storage.scope import ScopedSession


def remember(context: Context, key: str, reply: Any) -> None:
    """Keep what was answered, in the transaction that did it. IntegrityError: somebody did it at the same time."""
    name = wire_name(reply)
    values = adapter(REPLIES[name]).dump_python(reply, mode="json")
    context.session.add(Seen(key=key, reply=name, values=values, at=context.now))
    context.session.flush()


def remembered(seen: Seen) -> Any:
    return adapter(REPLIES[seen.reply]).validate_python(seen.values)


def show_answer(session: ScopedSession, ref: str, now: dt.datetime, language: str) -> Any | None:
    """The answer kept under a key, as a post shows it."""
    seen = session.get(Seen, ref)
    return remembered(seen) if seen else None
