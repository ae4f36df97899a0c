"""What a platform has no room for is split, or shortened so that one sees it; nothing fails at the platform."""

from __future__ import annotations

import unicodedata

import pytest

from templates.content import plain, shorten, shorten_content
from templates.elements import Bold, Link, Text
from tests.templates.block_kit_limits import faults, parts
from tests.templates.checks import SCHEMA, check_adaptive_card, check_block_kit, check_modal, validator
from tests.templates.readers import read_teams
from tests.templates.writing import card, size, slack, teams

LONG = "Fælles indsats & opfølgning på tværs. " * 200


def test_short_texts_stay_and_long_ones_end_visibly():
    assert shorten("udvalg", 6) == "udvalg"
    assert shorten("udvalget", 6) == "udval…"
    assert shorten("et udvalg", 4) == "et…"


def test_no_letter_loses_its_accent():
    decomposed = unicodedata.normalize("NFD", "blåbær")
    assert shorten(decomposed, 4) == "bl…"


def test_content_is_shortened_across_its_elements():
    content = (Text("Se "), Bold("dagsordenen"), Text(" på "), Link("siden", "https://example.dk"))
    assert plain(shorten_content(content, 8)) == "Se dags…"
    assert shorten_content(content, 14) == (Text("Se "), Bold("dagsordenen"), Text("…"))
    assert shorten_content(content, 100) == content


def test_a_very_long_title_is_a_header_of_150():
    shown = slack(card("<title>{{ text }}</title>", text=LONG))
    assert len(shown["blocks"][0]["text"]["text"]) <= 150
    assert shown["blocks"][0]["text"]["text"].endswith("…")


@pytest.mark.parametrize(
    "blocks",
    [
        "<p>{{ text }}</p>",
        "<note>{{ text }}<b>x</b></note>",
        '<quote source="{{ text }}">{{ text }}</quote>',
        '<facts><fact label="x">{{ text }}</fact></facts>',
        '<choices><choice><b>x</b> {{ text }}<button intent="vote">{{ text }}</button></choice></choices>',
        '<actions><button intent="vote">{{ text }}</button></actions>',
        "<list>" + "<item>{{ text }}</item>" * 10 + "</list>",
    ],
)
def test_long_texts_fit(blocks):
    shown = card(blocks, text=LONG)
    check_block_kit(slack(shown))
    check_adaptive_card(teams(shown))
    assert "…" in str(slack(shown))


def test_more_than_fifty_blocks_keep_their_beginning_and_their_buttons():
    many = "<title>Punkter</title>" + "<p>et punkt</p>" * 80 + '<actions><button intent="more">Flere</button></actions>'
    blocks = slack(card(many))["blocks"]
    assert [block["type"] for block in blocks[:1] + blocks[-2:]] == ["header", "context", "actions"]
    assert len(blocks) == 50
    assert blocks[-2]["elements"][0]["text"] == "…"


def test_facts_and_buttons_come_in_batches():
    facts = "".join(f'<fact label="nr. {n}">{n}</fact>' for n in range(23))
    buttons = "".join(f'<button intent="vote" option="{n}">Mulighed {n}</button>' for n in range(27))
    shown = card(f"<facts>{facts}</facts><actions>{buttons}</actions>")
    blocks = slack(shown)["blocks"]
    assert [len(block.get("fields") or block["elements"]) for block in blocks] == [10, 10, 3, 25, 2]
    assert [len(part["actions"]) for part in teams(shown)["body"][1:]] == [6, 6, 6, 6, 3]
    check_block_kit(slack(shown))
    check_adaptive_card(teams(shown))


def test_an_action_id_is_there_once_in_a_message():
    choice = '<choice>x<button intent="cast_vote">Stem</button></choice>'
    close = '<actions><button intent="close_poll">Luk</button><button intent="cast_vote">Blankt</button></actions>'
    blocks = slack(card(f"<choices>{choice * 2}</choices>{close}"))["blocks"]
    assert [part["action_id"] for part in parts(blocks) if "action_id" in part] == [
        "cast_vote",
        "cast_vote#2",
        "close_poll",
        "cast_vote#3",
    ]


@pytest.mark.parametrize("options", [3, 100, 101, 250])
def test_a_select_offers_all_its_options(options):
    text = "".join(f'<option value="{n}">Kommune {n}</option>' for n in range(options))
    shown = card(f'<form intent="ask" submit="Send"><select name="k" label="K" value="2">{text}</select></form>')
    view = slack(shown)
    element = view["blocks"][0]["element"]
    groups = element.get("option_groups") or [{"options": element["options"]}]
    assert sum(len(group["options"]) for group in groups) == options
    assert element["initial_option"]["value"] == "2"
    check_modal(view)
    check_adaptive_card(teams(shown))


def test_a_group_of_options_says_from_where_to_where():
    text = "".join(f'<option value="{n}">Kommune {n}</option>' for n in range(150))
    view = slack(card(f'<form intent="ask" submit="Send"><select name="k" label="K">{text}</select></form>'))
    assert [group["label"]["text"] for group in view["blocks"][0]["element"]["option_groups"]] == [
        "Kommune 0 – Kommune 99",
        "Kommune 100 – Kommune 149",
    ]


def test_a_long_form_fits_a_modal():
    text = '<text name="a" label="{{ t }}" placeholder="{{ t }}" hint="{{ t }}" value="{{ t }}" max="200"/>'
    form = f'<title>{{{{ t }}}}</title><form intent="ask" submit="{{{{ t }}}}">{text}</form>'
    check_modal(slack(card("<p>x</p>" * 120 + form, t=LONG)))


@pytest.mark.parametrize(
    ("blocks", "message"),
    [
        ('<actions><button intent="vote" text="{{ t }}">x</button></actions>', "vote: a button carries at most 2000"),
        (
            '<form intent="ask" submit="x" text="{{ t }}"><text name="a" label="a"/></form>',
            "ask: a form carries at most 3000",
        ),
        (
            '<form intent="a" submit="x"><select name="a" label="a"><option value="{{ t }}">b</option></select></form>',
            "an option's value has at most 150",
        ),
    ],
)
def test_what_cannot_be_cut_is_a_programming_fault(blocks, message):
    with pytest.raises(ValueError, match=message):
        slack(card(blocks, t=LONG))


@pytest.mark.parametrize("text", [LONG, "æ" * 7000, "🙂" * 7000], ids=["words", "two bytes", "four bytes"])
def test_a_card_for_teams_stays_under_28_kilobytes(text):
    shown = teams(
        card(
            "<title>{{ t }}</title>" + "<p>{{ t }}</p>" * 60 + '<actions><button intent="a">Se</button></actions>',
            t=text,
        )
    )
    assert size(shown) < 28_000
    assert "…" in read_teams(shown)
    assert shown["body"][-1]["type"] == "ActionSet"
    check_adaptive_card(shown)


def test_very_many_blocks_for_teams_lose_their_middle():
    shown = teams(card("<title>x</title>" + "<p>Et kort afsnit</p>" * 900 + "<p>slut</p>"))
    assert size(shown) < 28_000
    assert read_teams(shown).count("…") == 1
    assert shown["body"][-1]["text"] == "slut"


@pytest.mark.parametrize(
    ("blocks", "fault"),
    [
        ([{"type": "divider"}] * 51, "51 blocks"),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "*x*"}}], "a header is plain text"),
        ([{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2001}]}], "a field of 2001"),
        ([{"type": "divider", "colour": "red"}], "divider has unknown keys: colour"),
        ([{"type": "divider", "block_id": "a"}] * 2, "block_id a is there 2 times"),
        (
            [{"type": "actions", "elements": [{"type": "button", "action_id": "a", "value": ""}] * 2}],
            "action_id a is there 2 times",
        ),
        (
            [{"type": "static_select", "options": [{"text": {"text": "x"}, "value": "x" * 151}]}],
            "option xxxxxxxxxxxxxxxxxxxx is too long",
        ),
    ],
)
def test_the_checks_find_what_slacks_models_miss(blocks, fault):
    assert any(found.startswith(fault) for found in faults(blocks))


WHERE = "by Microsoft's schema" if SCHEMA.exists() else "by our own check only, as ../shared/schemas is not here"


@pytest.mark.parametrize("checked", [WHERE])
def test_a_wrong_card_is_found(checked):
    if SCHEMA.exists():
        assert list(
            validator().iter_errors({"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock"}]})
        )
    with pytest.raises(AssertionError):
        check_adaptive_card({"type": "AdaptiveCard", "version": "1.5", "fallbackText": "x", "body": []})
