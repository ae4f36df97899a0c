"""What people write is shown literally, whatever it would be to the platform that shows it."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from templates.elements import Link
from templates.html import to_html
from tests.templates.checks import check_adaptive_card, check_block_kit, check_html, check_modal, check_plain_text
from tests.templates.readers import mrkdwn
from tests.templates.writing import READ, card, one_line, slack, teams

HOSTILE = [
    "*x*",
    "_x_",
    "~x~",
    "`x`",
    "```x```",
    "**x** __x__ ~~x~~",
    "<!channel>",
    "<!everyone> <@U1> <#C1>",
    "<http://a.example|b>",
    "@channel @here @everyone",
    ":tada: 12:30:45",
    "> citat",
    "&gt; &amp; &#42; &lt;b&gt; &copy",
    "<at>everyone</at>",
    "[x](javascript:alert(1))",
    "![x](https://a.example/x.png)",
    "<img src=x onerror=alert(1)>",
    "</p></card><script>alert(1)</script>",
    "<!-- x --> <![CDATA[x]]> <?x?>",
    '" onclick="alert(1)" \' x=\'',
    "{{7*7}} {% x %} ${x} %(x)s %s",
    "{{DATE(2027-03-10T12:00:00Z, SHORT)}} {{TIME(2027-03-10T12:00:00Z)}}",
    "<https://a.example>",
    "# x",
    "- x",
    "+ x",
    "24. december",
    "24.",
    "1) x",
    "---",
    "===",
    "x | y",
    r"\*x\* C:\new",
    "Sørens & Åses »råd« på Ærø, blåbærgrød",
    unicodedata.normalize("NFD", "Sørens blåbærgrød på Ærø"),
    "x\n- y\n1. z\n> q\n\n    kode",
    "\u202etxet\u202c",
]

EVERYWHERE = """
<title>{{ text }}</title>
<p>{{ text }}</p>
<p>før <b>{{ text }}</b> midt <i>{{ text }}</i> efter</p>
<p><b>{{ text }}</b>s <i>{{ text }}</i></p>
<p>{{ text }} <a href="https://example.dk">{{ text }}</a> {{ text }}</p>
<list><item>{{ text }}</item><item><b>{{ text }}</b> x</item></list>
<facts><fact label="{{ text }}">{{ text }}</fact><fact label="x"><a href="tel:00000000">{{ text }}</a></fact></facts>
<note>{{ text }}</note>
<note><b>x</b> {{ text }}</note>
<quote source="{{ text }}">{{ text }}</quote>
<problem field="x">{{ text }}</problem>
<choices>
  <choice><b>{{ text }}</b> {{ text }} <button intent="vote" option="{{ text }}">{{ text }}</button></choice>
  <choice><b>x</b> {{ text }}</choice>
</choices>
<actions><button intent="vote" option="{{ text }}">{{ text }}</button></actions>
"""
FORM = """
<form intent="propose" body="{{ text }}" submit="Send">
<text name="a" label="{{ text }}" placeholder="{{ text }}" hint="{{ text }}" value="{{ text }}"/>
<select name="b" label="{{ text }}"><option value="{{ text }}">{{ text }}</option></select>
</form>
"""
TIMES = EVERYWHERE.replace('option="{{ text }}"', "").count("{{ text }}")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("reader", READ)
def test_hostile_text_is_shown_literally(reader, text):
    shown = card(EVERYWHERE, text=text)
    assert one_line(READ[reader](shown)).count(one_line(text)) >= TIMES


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("blocks", [EVERYWHERE, FORM], ids=["message", "form"])
def test_hostile_text_leaves_everything_valid(blocks, text):
    shown = card(blocks, text=text)
    (check_modal if shown.form else check_block_kit)(slack(shown))
    check_adaptive_card(teams(shown))
    check_html(to_html(shown))
    check_plain_text(shown)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_button_carries_the_text_unchanged(text):
    shown = card(EVERYWHERE, text=text)
    assert json.loads(slack(shown)["blocks"][-1]["elements"][0]["value"]) == {"option": text}
    assert teams(shown)["body"][-1]["actions"][0]["data"]["fields"] == {"option": text}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_notification_mentions_nobody(text):
    said = slack(replace(card("<p>x</p>"), summary=text))["text"]
    assert not re.search("[<>]", said)


def test_emphasis_stays_where_it_is_safe_and_gives_way_where_it_is_not():
    def field(name):
        made = card('<facts><fact label="Sted">{{ name }}</fact></facts>', name=name)
        return slack(made)["blocks"][0]["fields"][0]

    assert field("Ærø & Als")["text"] == "*Sted*\nÆrø &amp; Als"
    assert field("function_name@example.dk")["type"] == "mrkdwn"
    assert field("*Ærø*") == {"type": "plain_text", "text": "Sted\n*Ærø*", "emoji": False}


def test_a_danish_ending_beside_a_bold_word_shows_no_asterisks():
    shown = card("<p>Vi spørger <b>udvalg</b>et</p><note>Se <b>udvalg</b>et</note>")
    assert teams(shown)["body"][0]["text"] == "Vi spørger udvalget"
    assert slack(shown)["blocks"][1]["elements"][0]["text"] == "Se udvalget"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//a.example", "x"])
def test_a_link_leads_nowhere_else(url):
    with pytest.raises(ValueError, match=r"example: <a>: .* is no https, http, mailto or tel address"):
        card('<p><a href="{{ url }}">x</a></p>', url=url)
    with pytest.raises(ValueError, match="<a>"):
        Link("x", url)


@pytest.mark.parametrize("url", ["https://a.example/x)y|z>w(v", 'https://a.example/"x" y', "https://a.example/<b>\\"])
def test_a_link_ends_where_it_should(url):
    shown = card('<note>se <a href="{{ url }}">her</a> nu</note>', url=url)
    for reader in READ.values():
        assert one_line(reader(shown)).startswith("se her")
        assert one_line(reader(shown)).endswith("nu")
    check_html(to_html(shown))


def test_the_reader_of_these_tests_knows_slacks_signs():
    assert mrkdwn("*x* _y_ ~z~ `c` :tada: <!here> <https://a.example|b> a_b_c 2*3*4") == (
        "x y z c [emoji] [mention] b a_b_c 2*3*4"
    )
    assert mrkdwn("&gt; q") == "[quote] q"


ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@given(st.text(max_size=60) | st.text("*_~`<>[]()#+-=|:\\&;{}.!1a \n\u00a0", max_size=30))
@example("a*")
@example("\ud800x\x00y\x0b")
def test_any_text_survives(text):
    """Only characters that XML forbids are dropped, and runs of space are one."""
    expected = one_line(ILLEGAL.sub("", "\n".join(text.splitlines())))
    assume(re.search(r"\w", expected))
    shown = card(EVERYWHERE, text=text)
    for name, read in READ.items():
        assert one_line(read(shown)).count(expected) >= TIMES, name
    check_block_kit(slack(shown))
    check_adaptive_card(teams(shown))
    check_html(to_html(shown))
