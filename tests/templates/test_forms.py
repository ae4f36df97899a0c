"""A form: a Slack modal, a Teams dialog, and readable without either."""

from __future__ import annotations

import pytest

from templates.adaptive_card import to_adaptive_card
from templates.block_kit import to_block_kit, to_modal
from templates.html import to_html
from templates.plain_text import problems, to_plain_text
from tests.templates.checks import check_adaptive_card, check_html, check_modal, check_plain_text
from tests.templates.test_constructs import plain_text, text_block
from tests.templates.writing import card, slack, teams

FORM = """
<title>Foreslå et punkt</title>
<problem field="title">Skriv en titel.</problem>
<form intent="propose_item" body="3" submit="Send">
  <text name="title" label="Titel" required="yes" max="150" placeholder="Kort" hint="Vises på dagsordenen"/>
  <text name="reason" label="Begrundelse" multiline="yes" value="{{ reason }}"/>
  <select name="kind" label="Slags" value="b">
    <option value="a">Drøftelse</option><option value="b">Beslutning</option>
  </select>
  <date name="day" label="Dato" required="yes" value="2027-03-10"/>
  <time name="hour" label="Klokkeslæt" value="13:00:00"/>
</form>
"""


def test_a_form_is_a_slack_modal():
    view = slack(card(FORM, reason="To\nlinjer"))
    assert {key: view[key] for key in view if key != "blocks"} == {
        "type": "modal",
        "title": plain_text("Foreslå et punkt"),
        "close": plain_text("Luk"),
        "submit": plain_text("Send"),
        "callback_id": "propose_item",
        "private_metadata": '{"fields":{"body":"3"},"nonce":"n"}',
    }
    assert [(block["block_id"], block["optional"], block["element"]) for block in view["blocks"][1:]] == [
        (
            "title",
            False,
            {
                "action_id": "title",
                "type": "plain_text_input",
                "multiline": False,
                "max_length": 150,
                "placeholder": plain_text("Kort"),
            },
        ),
        (
            "reason",
            True,
            {
                "action_id": "reason",
                "type": "plain_text_input",
                "multiline": True,
                "max_length": 3000,
                "initial_value": "To\nlinjer",
            },
        ),
        (
            "kind",
            True,
            {
                "action_id": "kind",
                "type": "static_select",
                "options": [
                    {"text": plain_text("Drøftelse"), "value": "a"},
                    {"text": plain_text("Beslutning"), "value": "b"},
                ],
                "initial_option": {"text": plain_text("Beslutning"), "value": "b"},
            },
        ),
        ("day", False, {"action_id": "day", "type": "datepicker", "initial_date": "2027-03-10"}),
        ("hour", True, {"action_id": "hour", "type": "timepicker", "initial_time": "13:00"}),
    ]
    assert view["blocks"][1]["hint"] == plain_text("Vises på dagsordenen")
    check_modal(view)


def test_a_form_is_a_teams_dialog():
    shown = teams(card(FORM, reason="To\nlinjer"))
    assert shown["actions"] == [
        {
            "type": "Action.Submit",
            "title": "Send",
            "style": "positive",
            "data": {"action": "samordning", "intent": "propose_item", "fields": {"body": "3"}, "nonce": "n"},
        }
    ]
    assert shown["body"][2:] == [
        {
            "id": "title",
            "label": "Titel",
            "type": "Input.Text",
            "isMultiline": False,
            "maxLength": 150,
            "placeholder": "Kort",
            "isRequired": True,
            "errorMessage": "Udfyld »Titel«.",
        },
        text_block("Vises på dagsordenen", size="Small", isSubtle=True, spacing="None"),
        {
            "id": "reason",
            "label": "Begrundelse",
            "type": "Input.Text",
            "isMultiline": True,
            "value": "To\nlinjer",
        },
        {
            "id": "kind",
            "label": "Slags",
            "type": "Input.ChoiceSet",
            "style": "compact",
            "placeholder": "Vælg",
            "choices": [{"title": "Drøftelse", "value": "a"}, {"title": "Beslutning", "value": "b"}],
            "value": "b",
        },
        {
            "id": "day",
            "label": "Dato",
            "type": "Input.Date",
            "value": "2027-03-10",
            "isRequired": True,
            "errorMessage": "Udfyld »Dato«.",
        },
        {"id": "hour", "label": "Klokkeslæt", "type": "Input.Time", "value": "13:00"},
    ]
    check_adaptive_card(shown)


def test_a_form_is_readable_without_any_platform():
    shown = card(FORM, reason="To\nlinjer")
    assert to_plain_text(shown).split("\n\n", 2)[2] == (
        "Titel (skal udfyldes):\n  Vises på dagsordenen\n  Kort\nBegrundelse: To\n  linjer\n"
        "Slags: Beslutning\n  - Drøftelse\n  - Beslutning\nDato (skal udfyldes): 2027-03-10\nKlokkeslæt: 13:00\n[Send]"
    )
    check_html(to_html(shown))
    check_plain_text(shown)


def test_a_problem_names_its_field_and_is_offered_to_a_modal():
    shown = card(FORM, reason="")
    assert "Titel: Skriv en titel." in to_plain_text(shown)
    assert problems(shown) == {"title": "Skriv en titel."}


def test_a_form_needs_a_nonce_and_is_no_message():
    shown = card(FORM, reason="")
    with pytest.raises(ValueError, match="propose_item: a form opens as a modal"):
        to_block_kit(shown)
    for render in (to_modal, to_adaptive_card):
        with pytest.raises(ValueError, match="propose_item: the opening of a form wants a nonce"):
            render(shown)


def test_a_card_without_a_form_is_a_modal_that_only_tells():
    view = to_modal(card("<title>En titel, der er for lang til et vindue</title><p>Tak.</p>", "en"))
    assert view["title"] == plain_text("En titel, der er for la…")
    assert view["close"] == plain_text("Close")
    assert view["blocks"][0]["text"] == plain_text("En titel, der er for lang til et vindue")
    check_modal(view)
