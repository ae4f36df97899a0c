"""Each element, and what it is on Slack, on Teams, in a browser and as plain text."""

from __future__ import annotations

import pytest

from templates.block_kit import to_block_kit
from templates.html import to_html
from templates.plain_text import to_plain_text
from tests.templates.checks import check_adaptive_card, check_block_kit, check_html, check_plain_text
from tests.templates.writing import card, slack, teams


def plain_text(text):
    return {"type": "plain_text", "text": text, "emoji": False}


def rich_text(*elements, kind="rich_text_section"):
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements)}]}


def text(words, **style):
    return {"type": "text", "text": words} | ({"style": style} if style else {})


def text_block(words, **looks):
    return {"type": "TextBlock", "text": words, "wrap": True} | looks


CONSTRUCTS = {
    "title": (
        "<title>Møde den 10. marts</title>",
        [{"type": "header", "text": plain_text("Møde den 10. marts")}],
        [text_block("Møde den 10. marts", style="heading", size="Large", weight="Bolder")],
        "<h2>Møde den 10. marts</h2>",
        "Møde den 10. marts",
    ),
    "paragraph": (
        '<p>Se <b>dagsordenen</b> på <a href="https://example.dk/a?b=1&amp;c=2">siden</a> <i>nu</i>.</p>',
        [
            rich_text(
                text("Se "),
                text("dagsordenen", bold=True),
                text(" på "),
                {"type": "link", "url": "https://example.dk/a?b=1&c=2", "text": "siden"},
                text(" "),
                text("nu", italic=True),
                text("."),
            )
        ],
        [text_block("Se **dagsordenen** på [siden](https://example.dk/a?b=1&c=2) _nu_.")],
        '<p>Se <strong>dagsordenen</strong> på <a href="https://example.dk/a?b=1&amp;c=2" rel="noopener noreferrer">'
        "siden</a> <em>nu</em>.</p>",
        "Se dagsordenen på siden (https://example.dk/a?b=1&c=2) nu.",
    ),
    "list": (
        "<list><item>en</item><item><b>to</b></item></list>",
        [
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_list",
                        "style": "bullet",
                        "elements": [
                            {"type": "rich_text_section", "elements": [text("en")]},
                            {"type": "rich_text_section", "elements": [text("to", bold=True)]},
                        ],
                    }
                ],
            }
        ],
        [text_block("- en\n- **to**")],
        "<ul><li>en</li><li><strong>to</strong></li></ul>",
        "- en\n- to",
    ),
    "facts": (
        '<facts><fact label="Holdt">2 møder</fact><fact label="Mangler">1</fact></facts>',
        [
            {
                "type": "section",
                "fields": [
                    {"type": "mrkdwn", "text": "*Holdt*\n2 møder", "verbatim": True},
                    {"type": "mrkdwn", "text": "*Mangler*\n1", "verbatim": True},
                ],
            }
        ],
        [{"type": "FactSet", "facts": [{"title": "Holdt", "value": "2 møder"}, {"title": "Mangler", "value": "1"}]}],
        "<dl><div><dt>Holdt</dt><dd>2 møder</dd></div><div><dt>Mangler</dt><dd>1</dd></div></dl>",
        "Holdt: 2 møder\nMangler: 1",
    ),
    "note": (
        '<note>Kilde: <a href="https://example.dk">kommissoriet</a></note>',
        [
            {
                "type": "context",
                "elements": [{"type": "mrkdwn", "text": "Kilde: <https://example.dk|kommissoriet>", "verbatim": True}],
            }
        ],
        [text_block("Kilde: [kommissoriet](https://example.dk)", size="Small", isSubtle=True)],
        '<p class="note"><small>Kilde: <a href="https://example.dk" rel="noopener noreferrer">kommissoriet</a>'
        "</small></p>",
        "Kilde: kommissoriet (https://example.dk)",
    ),
    "quote": (
        '<quote source="Kommissoriet § 4">Mindst to gange</quote>',
        [
            rich_text(text("Mindst to gange"), kind="rich_text_quote"),
            {"type": "context", "elements": [plain_text("— Kommissoriet § 4")]},
        ],
        [
            {
                "type": "Container",
                "style": "emphasis",
                "items": [
                    text_block("Mindst to gange"),
                    text_block("— Kommissoriet § 4", size="Small", isSubtle=True),
                ],
            }
        ],
        "<figure><blockquote><p>Mindst to gange</p></blockquote><figcaption>— Kommissoriet § 4</figcaption></figure>",
        "»Mindst to gange«\n— Kommissoriet § 4",
    ),
    "divider": (
        "<p>a</p><divider/><p>b</p>",
        [rich_text(text("a")), {"type": "divider"}, rich_text(text("b"))],
        [text_block("a"), text_block("b", separator=True, spacing="Large")],
        "<p>a</p>\n<hr>\n<p>b</p>",
        "a\n\n---\n\nb",
    ),
    "problem": (
        '<problem field="closes">Datoen er gået.</problem>',
        [rich_text(text("Datoen er gået."))],
        [text_block("Datoen er gået.", color="Attention")],
        '<p class="problem" role="alert">Datoen er gået.</p>',
        "Datoen er gået.",
    ),
    "choices": (
        '<choices><choice><b>Triage</b>, 3 stemmer <button intent="cast_vote" option="a">Stem</button></choice>'
        "<choice>Ingen</choice></choices>",
        [
            {
                "type": "section",
                "text": {"type": "mrkdwn", "text": "*Triage*, 3 stemmer", "verbatim": True},
                "accessory": {
                    "type": "button",
                    "action_id": "cast_vote",
                    "text": plain_text("Stem"),
                    "value": '{"option":"a"}',
                    "accessibility_label": "Stem: Triage, 3 stemmer",
                },
            },
            {"type": "section", "text": plain_text("Ingen")},
        ],
        [
            {
                "type": "ColumnSet",
                "columns": [
                    {
                        "type": "Column",
                        "width": "stretch",
                        "verticalContentAlignment": "Center",
                        "items": [text_block("**Triage**, 3 stemmer")],
                    },
                    {
                        "type": "Column",
                        "width": "auto",
                        "items": [
                            {
                                "type": "ActionSet",
                                "actions": [
                                    {
                                        "type": "Action.Execute",
                                        "title": "Stem",
                                        "verb": "cast_vote",
                                        "data": {
                                            "action": "samordning",
                                            "intent": "cast_vote",
                                            "fields": {"option": "a"},
                                        },
                                        "tooltip": "Stem: Triage, 3 stemmer",
                                    }
                                ],
                            }
                        ],
                    },
                ],
            },
            {
                "type": "ColumnSet",
                "columns": [
                    {
                        "type": "Column",
                        "width": "stretch",
                        "verticalContentAlignment": "Center",
                        "items": [text_block("Ingen")],
                    }
                ],
            },
        ],
        '<ul class="choices"><li><span><strong>Triage</strong>, 3 stemmer</span> <button type="button" '
        'class="default" aria-label="Stem: Triage, 3 stemmer" data-intent="cast_vote" '
        'data-fields="{&quot;option&quot;: &quot;a&quot;}">Stem</button></li><li><span>Ingen</span></li></ul>',
        "- Triage, 3 stemmer [Stem]\n- Ingen",
    ),
    "actions": (
        '<actions><button intent="propose_item" body="1" style="primary" opens="form">Foreslå</button>'
        '<button intent="close_poll" poll="7" style="danger">Luk</button></actions>',
        [
            {
                "type": "actions",
                "elements": [
                    {
                        "type": "button",
                        "action_id": "propose_item",
                        "text": plain_text("Foreslå"),
                        "value": '{"body":"1"}',
                        "style": "primary",
                    },
                    {
                        "type": "button",
                        "action_id": "close_poll",
                        "text": plain_text("Luk"),
                        "value": '{"poll":"7"}',
                        "style": "danger",
                    },
                ],
            }
        ],
        [
            {
                "type": "ActionSet",
                "actions": [
                    {
                        "type": "Action.Submit",
                        "title": "Foreslå",
                        "data": {
                            "msteams": {"type": "task/fetch"},
                            "dialog_id": "samordning",
                            "intent": "propose_item",
                            "fields": {"body": "1"},
                        },
                        "style": "positive",
                    },
                    {
                        "type": "Action.Execute",
                        "title": "Luk",
                        "verb": "close_poll",
                        "data": {"action": "samordning", "intent": "close_poll", "fields": {"poll": "7"}},
                        "style": "destructive",
                    },
                ],
            }
        ],
        '<p class="actions"><button type="button" class="primary" data-intent="propose_item" '
        'data-fields="{&quot;body&quot;: &quot;1&quot;}">Foreslå</button> <button type="button" class="danger" '
        'data-intent="close_poll" data-fields="{&quot;poll&quot;: &quot;7&quot;}">Luk</button></p>',
        "[Foreslå] [Luk]",
    ),
}
RENDERERS = {
    "slack": lambda shown: to_block_kit(shown)["blocks"],
    "teams": lambda shown: teams(shown)["body"],
    "html": lambda shown: to_html(shown).split("\n", 1)[1].rsplit("\n", 1)[0],
    "plain": to_plain_text,
}


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_a_construct_in_a_renderer(construct, renderer):
    markup, *expected = CONSTRUCTS[construct]
    assert RENDERERS[renderer](card(markup)) == expected[list(RENDERERS).index(renderer)]


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_what_is_made_is_valid_everywhere(construct):
    shown = card(CONSTRUCTS[construct][0])
    check_block_kit(slack(shown))
    check_adaptive_card(teams(shown))
    check_html(to_html(shown))
    check_plain_text(shown)
