"""Every message that the bot can say: whole, readable and pressable, in both languages, wherever it is shown."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any, get_type_hints

import pytest
from jinja2 import meta

from bot.words import say
from handlers.agenda.proposal_card import PURPOSES
from handlers.agenda.submit_item import BACKGROUND_MAX, TITLE_MAX, ProposalForm
from handlers.catalogue import OPENS_FORM, REPLIES, USE_CASES
from handlers.contacts.find_contact import ContactsFound
from handlers.conversation.help import HelpOffered
from handlers.dispatch import read_intent
from handlers.polls.open_poll import OPTIONS_MAX, OPTIONS_MIN, PollForm
from handlers.polls.open_poll import TITLE_MAX as POLL_TITLE_MAX
from handlers.polls.poll_card import PollCard
from handlers.questions.ask_rule import TOPICS, RuleAnswered
from handlers.refusals import FormOffered, FormRejected
from handlers.understanding.names import Gazetteer
from handlers.understanding.understand import understand
from templates.block_kit import to_block_kit, to_modal
from templates.elements import Actions, Button, Card, Form, SelectInput, TextInput, Title
from templates.html import to_html
from templates.plain_text import to_plain_text
from templates.render import MESSAGES, environment
from tests.templates.checks import check_adaptive_card, check_block_kit, check_html, check_modal, check_plain_text
from tests.templates.readers import buttons_of, words_of
from tests.templates.writing import COPENHAGEN, READ, one_line, teams

LANGUAGES = ("da", "en")
EXAMPLES = [
    pytest.param(example, id=f"{name}-{number}")
    for name, reply in REPLIES.items()
    for number, example in enumerate(reply.examples(), start=1)
]

EASY = 40
"""LIX up to which a Danish text is as easy as a newspaper for everybody."""
BUTTONS = 3
FILLED_IN = {"date": "2026-12-04", "time": "12:00"}

every_example = pytest.mark.parametrize("reply", EXAMPLES)
every_language = pytest.mark.parametrize("language", LANGUAGES)


def card_of(reply: Any, language: str) -> Card:
    return say(reply, language, COPENHAGEN)


def texts_in(value: object) -> Iterator[str]:
    """The texts of a reply: names, titles and what documents say, which are the committee's own words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for each in value.values() for text in texts_in(each))
    elif isinstance(value, tuple):
        yield from (text for each in value for text in texts_in(each))
    elif dataclasses.is_dataclass(value):
        yield from (text for field in dataclasses.fields(value) for text in texts_in(getattr(value, field.name)))


def our_own(text: str, reply: Any, name: str = "") -> str:
    """A text with the committee's words replaced by a name."""
    for theirs in sorted({text for text in texts_in(reply) if text}, key=len, reverse=True):
        text = text.replace(theirs, name)
    return text


def test_each_reply_has_its_template_and_each_template_its_reply():
    assert {path.name.removesuffix(".xml.j2") for path in MESSAGES.glob("*.xml.j2")} == set(REPLIES)


@pytest.mark.parametrize("name", REPLIES)
def test_a_template_says_exactly_what_its_reply_holds(name):
    jinja = environment("en", COPENHAGEN)
    source = (MESSAGES / f"{name}.xml.j2").read_text(encoding="utf-8")
    used = meta.find_undeclared_variables(jinja.parse(source)) - set(jinja.globals)
    assert used == set(get_type_hints(REPLIES[name]))


@every_example
@every_language
def test_every_platform_can_show_it(reply, language):
    card = card_of(reply, language)
    if card.form:
        check_modal(to_modal(card, "n"))
    else:
        check_block_kit(to_block_kit(card))
        check_modal(to_modal(card))  # what a form's answer is shown in
    check_adaptive_card(teams(card))
    check_html(to_html(card))
    check_plain_text(card)


@every_example
@every_language
def test_the_same_words_are_read_everywhere(reply, language):
    card = card_of(reply, language)
    for where, read in READ.items():
        shown = one_line(read(card))
        assert [words for words in words_of(card) if one_line(words) not in shown] == [], where


@every_example
@every_language
def test_every_button_and_form_can_be_carried_out(reply, language):
    card = card_of(reply, language)
    for each in buttons_of(card):
        fields = dict(each.fields)
        if isinstance(each, Form):
            fields |= {entry.name: FILLED_IN.get(entry.name, "x") for entry in each.inputs}
        assert read_intent(each.intent, fields) is not None, each
        names = {field.name for field in dataclasses.fields(USE_CASES[each.intent].intent)}
        assert set(fields) <= names, "a field that nobody reads"
        if isinstance(each, Button):
            assert each.opens_form == (each.intent in OPENS_FORM)
    assert sum(len(block.buttons) for block in card.blocks if isinstance(block, Actions)) <= BUTTONS


@every_example
def test_both_languages_do_the_same(reply):
    danish, english = (
        [(each.intent, each.fields) for each in buttons_of(card_of(reply, language))] for language in LANGUAGES
    )
    assert danish == english


@every_example
def test_nothing_is_left_in_english(reply):
    english = {our_own(text, reply) for text in words_of(card_of(reply, "en"))}
    danish = {our_own(text, reply) for text in words_of(card_of(reply, "da"))}
    assert {text for text in danish & english if re.search(r"[^\W\d_]{2}", text)} == set()


@every_example
@every_language
def test_it_is_said_quietly(reply, language):
    card = card_of(reply, language)
    said = f"{card.summary}\n{to_plain_text(card)}"
    assert "!" not in said
    assert not re.search("[\u2600-\u27bf\U0001f000-\U0001faff]", said), "an emoji"
    assert not re.search(r"  |\s[.,:;?]|\bNone\b|[{}%<>]", said.replace("\n  ", "\n")), said


@every_example
def test_danish_is_easy_to_read(reply):
    """Names, titles and what documents say are the committee's; the rest is ours, and easy."""
    assert lix(our_own(to_plain_text(card_of(reply, "da")), reply, "Navn")) <= EASY


def lix(text: str) -> float:
    """Words per sentence, and how many of a hundred words have more than six letters (C. H. Björnsson, 1968)."""
    bare = re.sub(r"(\d)\.", r"\1", text).replace("kl.", "kl")
    words = re.findall(r"[^\W\d_]+|\d+", bare)
    sentences = [part for part in re.split(r"[.:;?]+(?=\W|$)|\n", bare) if re.search(r"\w", part)]
    return len(words) / len(sentences) + 100 * sum(len(word) > 6 for word in words) / len(words)


def test_lix_is_counted_as_its_inventor_counted():
    assert lix("Det er kort. Det er let.") == pytest.approx(3.0)
    assert lix("Beslutningsdygtighed mangler\nnu den 4. marts kl. 12.00") == pytest.approx(4.0 + 100 * 2 / 8)


@every_language
def test_every_topic_has_its_own_name(language):
    cards = [card_of(RuleAnswered(topic, "TSS", None, (), ()), language) for topic in TOPICS]
    assert len({block.text for card in cards for block in card.blocks if isinstance(block, Title)}) == len(TOPICS)


@every_language
def test_what_help_says_one_can_write_is_understood(language):
    reply = HelpOffered("asked", "Karin Kommunechef", True, True)
    gazetteer = Gazetteer(
        [
            ("organisation", "nordby", "nordby"),
            ("topic", "udskrivning", "udskrivning"),
            ("topic", "udskrivning", "discharge"),
        ]
    )
    typed = re.findall(r"[»“](.+?)[«”]", to_plain_text(card_of(reply, language)))
    understood = [understand(text, gazetteer) for text in typed]
    assert [each.intent for each in understood] == ["find_contact", "ask_rule", "submit_agenda_item", "create_poll"]
    assert all(each.would_act for each in understood)
    assert understood[0].slots == {"org": "nordby", "topic": "udskrivning"}
    assert understood[3].slots["options"] == ["Nordby", "Klitborg"]


def test_a_form_offered_carries_what_was_written():
    button = next(
        iter(buttons_of(card_of(FormOffered("start_poll", {"title": "A & <B>", "options": 'A "1"\nB'}), "da")))
    )
    assert isinstance(button, Button)
    assert dict(button.fields) == {"title": "A & <B>", "options": 'A "1"\nB'}


def test_a_form_offered_fits_in_a_button_however_much_was_written():
    much = '"\n' * 3000
    for reply in (
        FormOffered("start_poll", {"title": much, "options": much}),
        FormRejected("start_proposal", {"body": "su-nordfjord", "title": much, "background": much}, ()),
    ):
        check_block_kit(to_block_kit(card_of(reply, "da")))


def test_a_problem_stands_at_its_field_and_names_the_limit():
    said = to_plain_text(card_of(FormRejected.examples()[0], "da"))
    assert "Titlen må højst være på 150 tegn." in said
    assert "Skriv mindst 2 muligheder" in said


def test_an_open_poll_can_be_voted_in_and_a_closed_one_cannot():
    running, decided, tied, silent = (card_of(reply, "da") for reply in PollCard.examples())
    assert [each.intent for each in buttons_of(running)] == ["cast_vote"] * 3
    assert [list(buttons_of(card)) for card in (decided, tied, silent)] == [[], [], []]
    assert "fik flest stemmer: 3 af 4." in to_plain_text(decided)
    assert "Fælles akutteam og Fælles sprog om triage står lige" in to_plain_text(tied)
    assert "Ingen stemte." in to_plain_text(silent)


def test_a_vote_whose_party_is_not_known_is_not_lost():
    running = PollCard.examples()[0]
    lone = dataclasses.replace(running.options[0], votes=4)
    said = to_plain_text(card_of(dataclasses.replace(running, options=(lone,)), "da"))
    assert "4 stemmer (Kommuner: 2, Almen praksis: 1, andre: 1)" in said


def test_what_is_not_laid_down_is_said_so():
    answers = [reply for reply in RuleAnswered.examples() if not reply.statements and reply.silent]
    assert len(answers) == len(TOPICS)
    for reply in answers:
        said = to_plain_text(card_of(reply, "da"))
        assert "Det fremgår ikke. Hverken Kommissorium for" in said
        assert "eller Forretningsorden fastsætter det." in said


def test_a_rule_comes_with_its_source_and_the_time_it_applied():
    now, then, *_ = (one_line(to_plain_text(card_of(reply, "da"))) for reply in RuleAnswered.examples())
    assert "Der skal holdes mindst 4 møder om året. Der holdes flere, når der er behov." in now
    assert "Dokumentet siger ikke, om et år er et kalenderår." in now
    assert "Mødefrekvens. Gælder fra 1. januar 2024. Kilde: Region Fjordland." in now
    assert "ophørte den 30. juni 2022. Faglig Sundhedsklynge Midt har overtaget opgaven. Tidligere" in then
    assert "I udgangspunktet skulle der holdes mindst 3 møder om året." in then
    assert "Gjaldt 1. april 2007 – 30. juni 2019." in then


def test_a_phone_number_can_be_called_and_an_old_one_is_checked_first():
    found, several, *_ = ContactsFound.examples()
    assert "tel:00001234" in to_html(card_of(found, "da"))
    assert "Bekræftet 3. september 2026 af Visitationen." in to_plain_text(card_of(found, "da"))
    said = to_plain_text(card_of(several, "da"))
    assert "Tjek først: Ingen har bekræftet oplysningerne endnu." in said
    assert "Tjek først: Ingen har bekræftet oplysningerne i et halvt år. Sidste gang var 3. februar 2026." in said


def test_forms_ask_for_what_the_handlers_take():
    proposal, poll = (card_of(reply.examples()[0], "en").form for reply in (ProposalForm, PollForm))
    assert proposal is not None
    assert poll is not None
    title, purpose, background = proposal.inputs
    assert isinstance(purpose, SelectInput)
    assert isinstance(background, TextInput)
    assert isinstance(title, TextInput)
    assert (title.max_length, background.max_length) == (TITLE_MAX, BACKGROUND_MAX)
    assert tuple(option.value for option in purpose.options) == PURPOSES
    question, options, *_ = poll.inputs
    assert isinstance(question, TextInput)
    assert isinstance(options, TextInput)
    assert question.max_length == POLL_TITLE_MAX
    assert re.findall(r"\d+", options.hint) == [str(OPTIONS_MIN), str(OPTIONS_MAX)]
