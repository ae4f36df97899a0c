"""A proposal for the agenda as everybody sees it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Self

from storage.models import Body, Organisation, Person, Proposal
from storage.scope import ScopedSession

PURPOSES = ("orientering", "drøftelse", "beslutning")


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """`purpose` is one of PURPOSES, None where the proposer hasn't said."""

    proposal: int
    title: str
    body: str
    proposer: str
    organisation: str | None
    purpose: str | None
    background: str
    withdrawn: bool
    proposed_at: dt.datetime

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        at = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
        title, body, who = "Fælles sprog om triage", "Samordningsudvalg Nordfjord", "Karin Kommunechef"
        background = "Kommuner og hospital bruger hver sin skala."
        return (
            cls(1, title, body, who, "Nordby Kommune", "drøftelse", background, False, at),
            cls(2, title, body, who, None, None, "", False, at),
            cls(3, title, body, who, "Nordby Kommune", "orientering", "", True, at),
            cls(4, title, body, who, "Nordby Kommune", "beslutning", "", False, at),
        )


def show_proposal(session: ScopedSession, ref: str, now: dt.datetime, language: str) -> ProposalCard | None:
    proposal = session.get(Proposal, int(ref))
    if proposal is None:
        return None
    proposer = session.get_one(Person, proposal.proposer_id)
    organisation = session.get(Organisation, proposer.organisation_id) if proposer.organisation_id else None
    return ProposalCard(
        proposal=proposal.id,
        title=proposal.title,
        body=session.get_one(Body, proposal.body_id).name,
        proposer=proposer.name,
        organisation=organisation.name if organisation else None,
        purpose=proposal.purpose,
        background=proposal.background,
        withdrawn=proposal.state == "withdrawn",
        proposed_at=proposal.proposed_at,
    )
