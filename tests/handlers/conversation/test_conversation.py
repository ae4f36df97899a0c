"""The rest of a conversation: greetings, thanks, and what isn't understood."""

from __future__ import annotations

from handlers.catalogue import REPLIES
from handlers.conversation.help import HelpOffered
from handlers.use_case import snake_case
from storage.models import Channel, Copy
from tests.handlers.committee import SLACK, SLACK_CHAT, TEAMS, Committee


def test_a_first_conversation(desk: Committee) -> None:
    desk.dialogue(
        SLACK,
        ("karin", "hej", HelpOffered("greeting", "Karin Kommunechef", organiser=True, linked=True)),
        ("karin", "hvad kan du?", HelpOffered("asked", "Karin Kommunechef", organiser=True, linked=True)),
        ("sune", "hjælp", HelpOffered("asked", "Sune Sundhedschef", organiser=True, linked=True)),
        ("aase", "help", HelpOffered("asked", "Åse Ældrechef", organiser=False, linked=True)),
        ("visitor", "hej", HelpOffered("greeting", None, organiser=False, linked=False)),
        ("aase", "tak", HelpOffered("thanks", "Åse Ældrechef", organiser=False, linked=True)),
    )


def test_what_isnt_understood_is_said_so_with_what_can_be_done(desk: Committee) -> None:
    for words in ("lorem ipsum", "jeg deltager", "hvad tid lukker netto", "x" * 40_000):
        reply = desk.say("aase", words, SLACK)
        assert reply == HelpOffered("not_understood", "Åse Ældrechef", organiser=False, linked=True)


def test_an_answer_is_in_the_language_of_the_question_else_in_the_persons(committee: Committee) -> None:
    committee.say("karin", "hvad kan du?", SLACK)
    committee.say("karin", "what can you do?", SLACK)
    committee.say("emma", "hvad kan du?", SLACK_CHAT)
    committee.say("visitor", "42", SLACK)
    assert [each.language for each in committee.rows(Copy)] == ["da", "en", "da", "da"]


def test_the_bot_greets_where_it_was_added(committee: Committee) -> None:
    sender = committee.sender("visitor", "teams")
    committee.run(committee.dispatcher.say_hello(sender, TEAMS.place, "installed 1"))
    assert [each.state for each in committee.rows(Copy)] == ["late"]
    assert len(committee.rows(Channel)) == 5


def test_every_reply_has_examples_of_itself() -> None:
    for name, reply in REPLIES.items():
        assert reply.examples(), name
        assert all(snake_case(type(example)) == name for example in reply.examples())
