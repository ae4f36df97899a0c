"""Vote and close in words: what a button does, typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from sqlalchemy import select

from handlers.body import obvious_body
from handlers.context import Context
from handlers.polls.cast_vote import CastVote, PollIsClosed, VoteCast, cast_vote
from handlers.polls.close_poll import ClosePoll, PollClosed, close_poll
from handlers.refusals import NotFound
from handlers.use_case import MEMBERS, ORGANISERS, BodyOf, writes
from storage.models import Option, Poll
from storage.search import fold


@dataclass(frozen=True, slots=True)
class VoteInWords:
    """`choice`: an option's number or words."""

    choice: str


@dataclass(frozen=True, slots=True)
class ClosePollInWords:
    pass


@dataclass(frozen=True, slots=True)
class OptionChoice:
    poll: int
    option: int
    poll_title: str
    text: str


@dataclass(frozen=True, slots=True)
class ChoiceUnclear:
    """The words fit none or several of the open options, which are offered; none are open where it is empty."""

    options: tuple[OptionChoice, ...]

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        title = "Kandidater til signaturindsats 2027"
        options = (OptionChoice(1, 1, title, "Fælles akutteam"), OptionChoice(1, 2, title, "Hjemmeiltbehandling"))
        return cls(options), cls(())


@dataclass(frozen=True, slots=True)
class PollChoice:
    poll: int
    title: str


@dataclass(frozen=True, slots=True)
class PollUnclear:
    """Several polls are open, and which one shall close isn't said; none are open where it is empty."""

    polls: tuple[PollChoice, ...]

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        polls = (PollChoice(1, "Kandidater til signaturindsats 2027"), PollChoice(2, "Mødested i foråret"))
        return cls(polls), cls(())


def bodies_at_hand(context: Context, roles: frozenset[str]) -> list[str]:
    """The obvious body; where none is, and nobody reads along, all in which the person has one of the roles."""
    obvious = obvious_body(context)
    if obvious or context.is_public:
        return [obvious] if obvious else []
    return sorted({seat.body for seat in context.person.seats if seat.role in roles})


def body_at_hand(roles: frozenset[str]) -> BodyOf:
    return lambda intent, context: next(iter(bodies_at_hand(context, roles)), None)


@writes(by=MEMBERS, body=body_at_hand(MEMBERS))
def vote_in_words(intent: VoteInWords, context: Context) -> VoteCast | PollIsClosed | ChoiceUnclear | NotFound:
    options = _open_options(context, MEMBERS)
    fitting = _fitting(intent.choice, options)
    if len(fitting) != 1:
        return ChoiceUnclear(tuple(fitting or options)[:10])
    reply = cast_vote(CastVote(fitting[0].poll, fitting[0].option), context)
    # what a person votes, and voted before with a button, is nobody else's business
    return replace(reply, option=None, before=None) if isinstance(reply, VoteCast) and context.is_public else reply


@writes(by=ORGANISERS, body=body_at_hand(ORGANISERS))
def close_poll_in_words(
    intent: ClosePollInWords, context: Context
) -> PollClosed | PollIsClosed | PollUnclear | NotFound:
    """The one that is open; of several, each is offered."""
    polls = {each.poll: each.poll_title for each in _open_options(context, ORGANISERS)}
    if len(polls) != 1:
        return PollUnclear(tuple(PollChoice(poll, title) for poll, title in polls.items()))
    return close_poll(ClosePoll(next(iter(polls))), context)


def _open_options(context: Context, roles: frozenset[str]) -> list[OptionChoice]:
    rows = context.session.execute(
        select(Poll.id, Option.id, Poll.title, Option.text)
        .join(Option, Option.poll_id == Poll.id)
        .where(Poll.body_id.in_(bodies_at_hand(context, roles)))
        .where(Poll.closed_at.is_(None), Poll.closes_at > context.now)
        .order_by(Poll.id, Option.position)
    )
    return [OptionChoice(*row) for row in rows]


def _fitting(choice: str, options: list[OptionChoice]) -> list[OptionChoice]:
    """The options that a typed choice may mean. A number is an option's number, and means nothing in several polls."""
    if not choice:
        return []
    if choice.isdecimal():
        one_poll = len({each.poll for each in options}) == 1
        return [each for number, each in enumerate(options, start=1) if one_poll and number == int(choice)]
    wanted = fold(choice)
    return [each for each in options if fold(each.text) == wanted] or [
        each for each in options if wanted in fold(each.text)
    ]
