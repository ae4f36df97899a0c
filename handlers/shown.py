"""How each kind of post is shown: from rows to a reply, as things are now."""

from __future__ import annotations

import datetime as dt
from typing import Any

from handlers.agenda.proposal_card import show_proposal
from handlers.answers import show_answer
from handlers.polls.poll_card import show_poll
from storage.scope import ScopedSession

_SHOWN = {"poll": show_poll, "proposal": show_proposal, "answer": show_answer}


def show(session: ScopedSession, kind: str, ref: str, now: dt.datetime, language: str) -> Any | None:
    """The reply that a post shows to readers of `language`; None when its rows are gone."""
    return _SHOWN[kind](session, ref, now, language)
