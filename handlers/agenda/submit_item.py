"""Propose an item for the agenda, by a form or in one line (R39, R40)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from handlers.agenda.proposal_card import PURPOSES
from handlers.body import BodyOption, bodies_to_choose, body_given, first_to_choose, name_of
from handlers.context import Context
from handlers.posts import publish
from handlers.refusals import FieldProblem, FormRejected
from handlers.use_case import PARTICIPANTS, reads, writes
from storage.models import Proposal

TITLE_MAX = 150
BACKGROUND_MAX = 2000


@dataclass(frozen=True, slots=True)
class StartProposal:
    """Open the form, filled with what is known already."""

    body: str | None = None
    title: str = ""
    purpose: str = ""
    background: str = ""


@dataclass(frozen=True, slots=True)
class SubmitAgendaItem:
    """`purpose`: one of PURPOSES, empty where it isn't said."""

    body: str | None
    title: str
    purpose: str = ""
    background: str = ""


@dataclass(frozen=True, slots=True)
class ProposalForm:
    """`bodies` to choose among; one, where it goes without saying."""

    bodies: tuple[BodyOption, ...]
    title: str
    purpose: str
    background: str

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        one = BodyOption("su-nordfjord", "Samordningsudvalg Nordfjord")
        other = BodyOption("su-sydfjord", "Samordningsudvalg Sydfjord")
        return (
            cls((one,), "", "", ""),
            cls((one, other), "Fælles sprog om triage", "drøftelse", "Hver sin skala."),
        )


@dataclass(frozen=True, slots=True)
class ProposalReceived:
    proposal: int
    title: str
    body: str

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return (cls(1, "Fælles sprog om triage", "Samordningsudvalg Nordfjord"),)


@reads(by=PARTICIPANTS, body=first_to_choose(PARTICIPANTS))
def start_proposal(intent: StartProposal, context: Context) -> ProposalForm:
    bodies = bodies_to_choose(intent, context, PARTICIPANTS)
    return ProposalForm(bodies, intent.title, intent.purpose, intent.background)


@writes(by=PARTICIPANTS, body=body_given)
def submit_agenda_item(intent: SubmitAgendaItem, context: Context) -> ProposalReceived | FormRejected:
    body = body_given(intent, context) or ""
    problems = tuple(_problems(intent))
    if problems:
        fields = {"body": body, "title": intent.title, "purpose": intent.purpose, "background": intent.background}
        return FormRejected("start_proposal", fields, problems)
    proposal = Proposal(
        body_id=body,
        title=intent.title.strip(),
        purpose=intent.purpose or None,
        background=intent.background.strip(),
        proposer_id=context.person.id,
        state="received",
        proposed_at=context.now,
    )
    context.session.add(proposal)
    context.session.flush()
    subject = f"proposal:{proposal.id}"
    publish(context, "proposal", str(proposal.id), body, [subject])
    context.audit("submit_agenda_item", subject, body, {"state": None}, {"state": "received"})
    return ProposalReceived(proposal.id, proposal.title, name_of(context, body))


def _problems(intent: SubmitAgendaItem) -> Iterator[FieldProblem]:
    if not intent.title.strip():
        yield FieldProblem("title", "missing")
    if len(intent.title.strip()) > TITLE_MAX:
        yield FieldProblem("title", "too_long", TITLE_MAX)
    if intent.purpose and intent.purpose not in PURPOSES:
        yield FieldProblem("purpose", "missing")
    if len(intent.background) > BACKGROUND_MAX:
        yield FieldProblem("background", "too_long", BACKGROUND_MAX)
