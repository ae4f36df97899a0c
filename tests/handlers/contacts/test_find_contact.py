"""Find whom to call: "kontakt Gladsaxe udskrivning", in the words that come to mind."""

from __future__ import annotations

import datetime as dt

import pytest

from handlers.contacts.find_contact import (
    MOST_SHOWN,
    ContactLine,
    ContactMissing,
    ContactsFound,
    ContactUnclear,
    FindContact,
)
from tests.handlers.committee import SLACK, TEAMS, Committee

FOUND = [
    # as written in the register
    ("kontakt Gladsaxe udskrivning", "Gladsaxe Kommune", "udskrivning"),
    ("kontakt Gladsaxe Kommune udskrivning", "Gladsaxe Kommune", "udskrivning"),
    ("KONTAKT GLADSAXE UDSKRIVNING", "Gladsaxe Kommune", "udskrivning"),
    ("udskrivning, Gladsaxe", "Gladsaxe Kommune", "udskrivning"),
    ("kontakt Fjordhospitalet udskrivning", "Fjordhospitalet", "udskrivning"),
    ("kontakt Bornholm børn og unge", "Bornholms Regionskommune", "børn og unge"),
    ("kontakt Høje-Taastrup genoptræning", "Høje-Taastrup Kommune", "genoptræning"),
    # in the genitive
    ("kontakt Gladsaxes udskrivning", "Gladsaxe Kommune", "udskrivning"),
    ("Gladsaxe Kommunes udskrivningskoordinator", "Gladsaxe Kommune", "udskrivning"),
    ("hvad er nummeret til Ballerups hjemmesygepleje?", "Ballerup Kommune", "hjemmesygepleje"),
    # in compounds and other words for it
    ("udskrivningsteam Klithospitalet", "Klithospitalet", "udskrivning"),
    ("udskrivningskoordinatoren i Egedal", "Egedal Kommune", "udskrivning"),
    ("kontakt Bakkerød udskrivningskonference", "Bakkerød Kommune", "udskrivning"),
    ("kontakt Gentofte rehab", "Gentofte Kommune", "genoptræning"),
    ("kontakt Helsingør træningscenter", "Helsingør Kommune", "genoptræning"),
    ("kontakt Rødovre vagttelefon", "Rødovre Kommune", "hjemmesygepleje"),
    ("mail til socialpsykiatrien i Herlev", "Herlev Kommune", "psykiatri"),
    ("ring til Nordby sundhedsplejen", "Nordby Kommune", "børn og unge"),
    # by a short name
    ("hvem sidder med udskrivning i Lyngby?", "Lyngby-Taarbæk Kommune", "udskrivning"),
    ("kontakt Kbh udskrivning", "Københavns Kommune", "udskrivning"),
    ("telefon udskrivning Taastrup", "Høje-Taastrup Kommune", "udskrivning"),
    # without the Danish letters
    ("kontakt Roedovre vagttelefon", "Rødovre Kommune", "hjemmesygepleje"),
    ("kontakt hoeje taastrup genoptraening", "Høje-Taastrup Kommune", "genoptræning"),
    ("kontakt Aalykke hjemmesygepleje", "Ålykke Kommune", "hjemmesygepleje"),
    ("kontakt Furesø sygepleje", "Furesø Kommune", "hjemmesygepleje"),
    ("kontakt Fureso sygepleje", "Furesø Kommune", "hjemmesygepleje"),
    # with slips of the pen
    ("kontaktpærson i brøndby genoptrænning", "Brøndby Kommune", "genoptræning"),
    ("kontakt Helsingø genoptræning", "Helsingør Kommune", "genoptræning"),
    ("kontakt Albertlsund udskrivning", "Albertslund Kommune", "udskrivning"),
    ("kontakt Hojetaastrup udskrivning", "Høje-Taastrup Kommune", "udskrivning"),
    ("kontakt Gladsaxe udskrivnign", "Gladsaxe Kommune", "udskrivning"),
    # in English
    ("discharge contact in Glostrup?", "Glostrup Kommune", "discharge"),
    ("who has rehabilitation in Egedal", "Egedal Kommune", "rehabilitation"),
    ("call Nordby about children and youth", "Nordby Kommune", "children and youth"),
    ("phone for home care in Ballerup", "Ballerup Kommune", "home nursing"),
]


@pytest.mark.parametrize(("words", "organisation", "topic"), FOUND)
def test_whoever_asks_finds_the_office(desk: Committee, words: str, organisation: str, topic: str) -> None:
    found = desk.say("sune", words, SLACK)
    assert isinstance(found, ContactsFound), found
    assert {(each.organisation, each.topic) for each in found.contacts} == {(organisation, topic)}


def test_an_answer_has_all_that_a_caller_needs(desk: Committee) -> None:
    found = desk.say("sune", "kontakt Gladsaxe udskrivning", SLACK)
    assert found.contacts == (
        ContactLine(
            organisation="Gladsaxe Kommune",
            topic="udskrivning",
            function="Udskrivningskoordinator",
            phone="00 00 27 02",
            email="udskrivning@gladsaxe.example.dk",
            hours="hverdage kl. 8–15",
            purpose="Udskrivning og opfølgning efter indlæggelse",
            confirmed_on=dt.date(2026, 6, 23),
            confirmed_by="Udskrivningskoordinator",
            stale=False,
        ),
    )


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        # the municipality has offices, but none for this: those it has are named
        (
            "hvem har psykiatri i Hørsholm",
            ContactMissing("Hørsholm Kommune", "psykiatri", ("børn og unge", "hjemmesygepleje", "udskrivning")),
        ),
        ("kontakt Dragør udskrivning", ContactMissing("Dragør Kommune", "udskrivning", ())),
        ("kontakt Dragør", ContactMissing("Dragør Kommune", "", ())),
        # a hospital isn't the municipality it lies in
        ("kontakt Herlev Hospital udskrivning", ContactMissing("Herlev og Gentofte Hospital", "udskrivning", ())),
        # nobody knows whom is meant: nothing is guessed
        ("kontakt udskrivning", ContactUnclear("udskrivning")),
        ("kontakt Atlantis udskrivning", ContactUnclear("udskrivning")),
        ("hvem skal jeg ringe til", ContactUnclear(None)),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_guessed(desk: Committee, words: str, reply: object) -> None:
    assert desk.say("sune", words, SLACK) == reply


def test_without_a_topic_all_offices_are_shown_in_order(desk: Committee) -> None:
    found = desk.say("sune", "kontakt Furesø", SLACK)
    assert [each.topic for each in found.contacts] == [
        "udskrivning",
        "genoptræning",
        "hjemmesygepleje",
        "psykiatri",
        "børn og unge",
    ]
    assert found.more == 0


def test_a_long_list_is_cut_and_the_rest_is_counted(desk: Committee) -> None:
    found = desk.do("sune", FindContact(organisations=("nordby", "gladsaxe")), SLACK)
    assert len(found.contacts) == MOST_SHOWN
    assert {each.organisation for each in found.contacts} == {"Nordby Kommune"}, "the first one meant comes first"
    assert found.more == 5


def test_an_entry_nobody_has_confirmed_for_half_a_year_is_marked(committee: Committee) -> None:
    ask = "kontakt Gladsaxe udskrivning"  # confirmed on 23 June 2026
    committee.at("2026-12-23")
    assert [each.stale for each in committee.say("sune", ask, SLACK).contacts] == [False]
    committee.at("2026-12-24")
    assert [each.stale for each in committee.say("sune", ask, SLACK).contacts] == [True]


def test_anybody_may_ask_on_both_platforms_linked_or_not(desk: Committee) -> None:
    for who, there in (("sune", SLACK), ("lone", TEAMS), ("visitor", SLACK), ("visitor", TEAMS)):
        assert isinstance(desk.say(who, "kontakt Gladsaxe udskrivning", there), ContactsFound)


def test_an_organisation_that_isnt_there_is_no_failure(desk: Committee) -> None:
    """A button may be older than the register."""
    assert desk.press("sune", "find_contact", {"organisations": ["atlantis"]}) == ContactUnclear(None)
