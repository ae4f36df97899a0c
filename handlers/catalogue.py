"""Everything a committee can do and everything the bot can say: a new use case is a line here."""

from __future__ import annotations

from typing import Any

from handlers import refusals
from handlers.agenda import proposal_card, submit_item, withdraw_item
from handlers.contacts import find_contact
from handlers.conversation import help, offer_form
from handlers.polls import cast_vote, close_poll, in_words, open_poll, poll_card
from handlers.questions import ask_rule
from handlers.use_case import UseCase, snake_case, use_case_of

USE_CASES: dict[str, UseCase] = {
    use_case.name: use_case
    for use_case in map(
        use_case_of,
        (
            find_contact.find_contact,
            ask_rule.ask_rule,
            submit_item.start_proposal,
            submit_item.submit_agenda_item,
            withdraw_item.withdraw_agenda_item,
            withdraw_item.withdraw_in_words,
            open_poll.start_poll,
            open_poll.create_poll,
            cast_vote.cast_vote,
            close_poll.close_poll,
            in_words.vote_in_words,
            in_words.close_poll_in_words,
            offer_form.offer_form,
            help.help_,
        ),
    )
}

REPLIES: dict[str, type[Any]] = {
    snake_case(reply): reply
    for reply in (
        find_contact.ContactsFound,
        find_contact.ContactMissing,
        find_contact.ContactUnclear,
        ask_rule.RuleAnswered,
        ask_rule.WhichBody,
        submit_item.ProposalForm,
        submit_item.ProposalReceived,
        proposal_card.ProposalCard,
        withdraw_item.ProposalWithdrawn,
        withdraw_item.NotYourProposal,
        open_poll.PollForm,
        open_poll.PollOpened,
        poll_card.PollCard,
        cast_vote.VoteCast,
        cast_vote.PollIsClosed,
        close_poll.PollClosed,
        in_words.ChoiceUnclear,
        in_words.PollUnclear,
        help.HelpOffered,
        refusals.NotLinked,
        refusals.NotAllowed,
        refusals.NotFound,
        refusals.ButtonExpired,
        refusals.PersonalNumberRefused,
        refusals.BodyEnded,
        refusals.FormRejected,
        refusals.FormOffered,
    )
}

REOPENS = {"submit_agenda_item": "start_proposal", "create_poll": "start_poll"}
"""What a form sends → what opens it, filled with what was written."""

OPENS_FORM = frozenset(REOPENS.values())
"""Intents whose reply is a form."""
