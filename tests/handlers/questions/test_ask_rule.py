"""Ask what a committee's terms lay down: the answer has its source, and what isn't laid down is said so."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from handlers.questions.ask_rule import AskRule, Ended, Frequency, RuleAnswered, WhichBody
from handlers.refusals import NotFound
from tests.handlers.committee import PSYCHIATRY, SLACK, SLACK_CHAT, TEAMS_CHAT, Committee

TERMS_2007 = "Kommissorium 2007 for samordningsudvalg mellem hospital og kommuner"
TERMS_2019 = "Standardkommissorium 2019–2023 for somatiske samordningsudvalg"
TERMS_FJORD = "Kommissorium for somatiske samordningsudvalg i Region Fjordrige"
TERMS_PSYCHIATRY = "Kommissorium for samordningsudvalget for psykiatri i Region Fjordrige"
PROCEDURE = "Forretningsorden for Samordningsudvalg Somatik Indre Fjord"

# Who asks what in which channel, and the documents that say something, each with a word of its answer.
LAID_DOWN = [
    pytest.param("hvor tit skal vi mødes?", {TERMS_FJORD: "mindst fire"}, id="R01"),
    pytest.param(
        "hvor tit skal Samordningsudvalg Midt mødes?", {TERMS_2019: "mindst fire", TERMS_2007: "mindst tre"}, id="R02"
    ),
    pytest.param("må vi holde ekstraordinære møder?", {PROCEDURE: "ekstraordinære møder"}, id="R03 own committee"),
    pytest.param(
        "må Samordningsudvalg Syd holde ekstraordinære møder?", {TERMS_2007: "ekstraordinære møder"}, id="R03 2007"
    ),
    pytest.param("tæller ekstraordinære møder med?", {PROCEDURE: "tæller ikke med"}, id="R03 counted"),
    pytest.param("hvor tit mødtes SOU Midt i 2007?", {TERMS_2007: "efter den 1. april 2007"}, id="R05"),
    pytest.param("hvor tit mødes underudvalg?", {TERMS_FJORD: "hver undergruppe aftales det særskilt"}, id="R06"),
    pytest.param(
        "hvordan er sammensætningen af Samordningsudvalg Syd?",
        {TERMS_2019: "to til tre brugere", TERMS_2007: "to ledere fra hver kommune"},
        id="R15",
    ),
    pytest.param("må vi have ressourcepersoner med?", {TERMS_FJORD: "De har ingen plads"}, id="R22"),
    pytest.param(
        "hvem er formænd i Samordningsudvalg Nord?",
        {TERMS_2019: "Formandskabet er tredelt", TERMS_2007: "Kommunerne og hospitalet har hver sin formand"},
        id="R23, R24",
    ),
    pytest.param("hvem har sekretariatet?", {TERMS_FJORD: "Hospitalet og kommunerne"}, id="R25"),
    pytest.param("skal børn og unge være repræsenteret?", {TERMS_FJORD: "børn og unge skal"}, id="R20"),
    pytest.param(
        "omfatter Politisk sundhedsklynge Holbæk både somatik og psykiatri?",
        {"Organisering af sundhedssamarbejdet i Region Sjælland": "somatik og psykiatri under ét"},
        id="R34",
    ),
    pytest.param("må alle foreslå punkter til dagsordenen?", {PROCEDURE: "Enhver, der er med"}, id="R39"),
    pytest.param("hvem skriver oplægget?", {PROCEDURE: "Den, der ønsker et punkt"}, id="R40"),
    pytest.param("hvad er fristen for punkter?", {PROCEDURE: "10 kalenderdage"}, id="R42 deadline"),
    pytest.param("er der et quorum?", {PROCEDURE: "mindst én fra hver part"}, id="R42 quorum"),
    pytest.param("skal vi være enige, eller er flertal nok?", {PROCEDURE: "er enige"}, id="R50"),
    pytest.param("hvad gør vi med principielle spørgsmål?", {TERMS_FJORD: "styregruppen TSS"}, id="R52"),
    pytest.param("hvornår træder kommissoriet i kraft?", {TERMS_FJORD: "har sagt god for det"}, id="R54"),
]


@pytest.mark.parametrize(("words", "says"), LAID_DOWN)
def test_what_is_laid_down_is_told_with_its_source(desk: Committee, words: str, says: dict[str, str]) -> None:
    answer = desk.say("karin", words, SLACK)
    assert isinstance(answer, RuleAnswered), answer
    assert [each.title for each in answer.statements] == list(says), "by rank, the newest first"
    for statement in answer.statements:
        assert says[statement.title] in statement.wording
        assert statement.section
        assert statement.source


def test_the_number_of_meetings_is_a_number(desk: Committee) -> None:
    """R01. Which kind of year is meant isn't stated, and so isn't told."""
    answer = desk.say("karin", "hvor tit skal vi mødes?", SLACK)
    assert answer.statements[0].frequency == Frequency(4, per=None, as_needed=True, as_a_rule=False)
    assert answer.statements[0].in_force
    assert answer.ended is None
    assert answer.silent == (PROCEDURE,)


def test_both_versions_are_told_and_which_one_was_in_force(desk: Committee) -> None:
    """R02."""
    answer = desk.say("karin", "hvor tit skal SOU Byen mødes?", SLACK)
    told = [(each.frequency.minimum, each.in_force, each.valid_from, each.valid_to) for each in answer.statements]
    assert told == [
        (4, True, dt.date(2019, 7, 1), dt.date(2022, 6, 30)),
        (3, False, dt.date(2007, 4, 1), dt.date(2019, 6, 30)),
    ]


@pytest.mark.parametrize(
    ("year", "titles"), [(2008, [TERMS_2007]), (2020, [TERMS_2019]), (2019, [TERMS_2019, TERMS_2007])]
)
def test_a_year_in_the_question_chooses_the_version(desk: Committee, year: int, titles: list[str]) -> None:
    answer = desk.say("karin", f"hvor tit mødtes SOU Midt i {year}?", SLACK)
    assert [each.title for each in answer.statements] == titles


@pytest.mark.parametrize(
    ("words", "silent"),
    [
        pytest.param("hvor tit mødes Politisk sundhedsklynge Holbæk?", (), id="R07: no frequency for the clusters"),
        pytest.param("hvad er kvorum i Samordningsudvalg Midt?", (TERMS_2019,), id="R42: no default quorum"),
        pytest.param("hvilken frist har Samordningsudvalg Midt?", (TERMS_2019,), id="R42: no default deadline"),
        pytest.param("tæller ekstraordinære møder med i Samordningsudvalg Midt?", (TERMS_2019,), id="R03: not stated"),
        pytest.param("hvor tit mødes arbejdsgruppen om udskrivning?", (), id="R06: no minimum of its parent's"),
        pytest.param("er der kvorum i Samordningsudvalg Ydre Fjord?", (TERMS_FJORD,), id="its neighbour's is its own"),
    ],
)
def test_what_is_not_laid_down_is_said_so(desk: Committee, words: str, silent: tuple[str, ...]) -> None:
    answer = desk.say("karin", words, SLACK)
    assert isinstance(answer, RuleAnswered), answer
    assert answer.statements == ()
    assert answer.silent == silent, "the documents in force that could have laid it down"


@pytest.mark.parametrize(
    "words",
    [
        "hvor tit mødes SOU psykiatri voksne Midt?",
        "hvor tit mødes SOU psykiatri børn og unge Nord?",
        "hvor tit mødes Psykiatriens Fælles Samordningsudvalg?",
        "hvor tit mødes Samordningsudvalg Bornholm?",
        "hvor tit mødes SOU Psykiatri Fjordrige?",
    ],
)
def test_psychiatry_is_never_answered_by_somatic_terms(desk: Committee, words: str) -> None:
    answer = desk.say("karin", words, SLACK)
    assert isinstance(answer, RuleAnswered), answer
    assert answer.statements == ()


def test_in_the_channel_of_psychiatry_its_own_terms_answer(desk: Committee) -> None:
    answer = desk.say("karin", "hvem er formænd?", PSYCHIATRY)
    assert [each.title for each in answer.statements] == [TERMS_PSYCHIATRY]


def test_a_draft_drives_nothing(desk: Committee) -> None:
    """R54: a draft from 2026 asks for six meetings. Nobody hears of it, not even when they ask for its year."""
    for words in ("hvor tit skal vi mødes?", "hvor tit skal vi mødes i 2026?"):
        answer = desk.say("karin", words, SLACK)
        assert [each.frequency.minimum for each in answer.statements] == [4]


@pytest.mark.parametrize(
    ("words", "successor"),
    [
        ("hvor tit skal Samordningsudvalg Midt mødes?", "Faglig Sundhedsklynge Midt"),
        ("hvor tit skal SOU Bornholm mødes?", "Faglig Sundhedsklynge Bornholm"),
        ("hvor tit skal Praksisplanudvalget mødes?", "Sundhedssamarbejdsudvalget"),
    ],
)
def test_a_body_that_has_ended_names_its_successor(desk: Committee, words: str, successor: str) -> None:
    assert desk.say("karin", words, SLACK).ended == Ended(dt.date(2022, 6, 30), successor)


@pytest.mark.parametrize(
    ("who", "there", "words", "offered"),
    [
        ("karin", SLACK_CHAT, "hvor tit skal vi mødes?", ["fjord-psyk", "fjord-som-indre"]),
        ("visitor", SLACK_CHAT, "hvor tit skal vi mødes?", []),
        ("visitor", SLACK_CHAT, "hvor tit mødes TSS?", ["tss", "fjord-tss"]),
        (
            "visitor",
            SLACK_CHAT,
            "hvor tit mødes Sundhedsklynge Holbæk?",
            ["klynge-faglig-rs-holbaek", "klynge-politisk-rs-holbaek"],
        ),
        ("visitor", SLACK_CHAT, "hvor tit mødes samordningsudvalg vest?", []),
    ],
)
def test_where_it_isnt_clear_which_body_the_fitting_ones_are_offered(
    desk: Committee, who: str, there: Any, words: str, offered: list[str]
) -> None:
    reply = desk.say(who, words, there)
    assert isinstance(reply, WhichBody), reply
    assert [each.id for each in reply.bodies] == offered


def test_choosing_one_of_the_bodies_answers_with_the_year_asked_for(desk: Committee) -> None:
    answer = desk.press("karin", "ask_rule", {"topic": "meeting_frequency", "body": "su-som-midt", "year": "2008"})
    assert [each.title for each in answer.statements] == [TERMS_2007]


@pytest.mark.parametrize(("who", "there"), [("sune", SLACK_CHAT), ("karin", SLACK_CHAT), ("stine", TEAMS_CHAT)])
def test_of_several_steering_groups_ones_own_regions_is_meant(desk: Committee, who: str, there: Any) -> None:
    assert desk.say(who, "hvor tit mødes TSS?", there).body == "Tværsektoriel Strategisk Styregruppe Fjordrige"


def test_an_answer_comes_in_the_language_of_the_question(desk: Committee) -> None:
    in_english = desk.say("karin", "how often must the committee meet?", SLACK)
    assert in_english.statements[0].wording.startswith("The committee holds at least four meetings a year")


def test_a_button_for_what_isnt_there_finds_nothing(desk: Committee) -> None:
    assert desk.do("karin", AskRule("meeting_frequency", body="atlantis")) == NotFound()
    assert desk.do("karin", AskRule("the weather", body="fjord-som-indre")) == NotFound()


def test_an_area_stands_for_its_committees(committee: Committee) -> None:
    """Of the bodies around one hospital the asker's own is meant; somebody from outside is asked which."""
    answer = committee.say("karin", "hvor tit skal vi mødes i Indre Fjord?", SLACK_CHAT)
    assert answer.body == "Samordningsudvalg Somatik Indre Fjord"
    asked = committee.say("karin", "hvor tit mødes udvalget i Midt?", SLACK_CHAT)
    assert [each.id for each in asked.bodies] == ["klynge-faglig-midt", "klynge-politisk-midt"], "those that live today"
