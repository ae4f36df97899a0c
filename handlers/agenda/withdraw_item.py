"""Take one's own proposal back. It stays visible as withdrawn: others may have read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from sqlalchemy import select

from handlers.context import Context
from handlers.posts import touch
from handlers.refusals import NotFound
from handlers.use_case import PARTICIPANTS, writes
from storage.models import Proposal
from storage.search import fold


@dataclass(frozen=True, slots=True)
class WithdrawAgendaItem:
    proposal: int


@dataclass(frozen=True, slots=True)
class ProposalWithdrawn:
    title: str

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return (cls("Fælles sprog om triage"),)


@dataclass(frozen=True, slots=True)
class NotYourProposal:
    title: str

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return (cls("Fælles sprog om triage"),)


def body_of_proposal(intent: WithdrawAgendaItem, context: Context) -> str | None:
    proposal = context.session.get(Proposal, intent.proposal)
    return proposal.body_id if proposal else None


@writes(by=PARTICIPANTS, body=body_of_proposal)
def withdraw_agenda_item(
    intent: WithdrawAgendaItem, context: Context
) -> ProposalWithdrawn | NotYourProposal | NotFound:
    """Only the proposer may; withdrawing twice is the same as once."""
    proposal = context.session.get(Proposal, intent.proposal, with_for_update=True, populate_existing=True)
    if proposal is None:
        return NotFound()
    if proposal.proposer_id != context.person.id:
        return NotYourProposal(proposal.title)
    if proposal.state != "withdrawn":
        subject = f"proposal:{proposal.id}"
        context.audit(
            "withdraw_agenda_item", subject, proposal.body_id, {"state": proposal.state}, {"state": "withdrawn"}
        )
        proposal.state = "withdrawn"
        touch(context.session, subject)
    return ProposalWithdrawn(proposal.title)


@dataclass(frozen=True, slots=True)
class WithdrawInWords:
    title: str


def _own(intent: WithdrawInWords, context: Context) -> Proposal | None:
    """The one proposal of the person's own whose title has these words."""
    own: Iterable[Proposal] = context.session.scalars(
        select(Proposal).where(Proposal.proposer_id == context.person.id, Proposal.state == "received")
    )
    if context.is_public:
        own = [each for each in own if each.body_id == context.body]
    fitting = [each for each in own if fold(intent.title) in fold(each.title)]
    return fitting[0] if len(fitting) == 1 else None


def body_of_own(intent: WithdrawInWords, context: Context) -> str | None:
    proposal = _own(intent, context) if context.actor and intent.title else None
    return proposal.body_id if proposal else None


@writes(by=PARTICIPANTS, body=body_of_own)
def withdraw_in_words(intent: WithdrawInWords, context: Context) -> ProposalWithdrawn | NotYourProposal | NotFound:
    proposal = _own(intent, context)
    return withdraw_agenda_item(WithdrawAgendaItem(proposal.id), context) if proposal else NotFound()
