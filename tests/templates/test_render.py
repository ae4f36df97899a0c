"""A message, its values and a language give a card, or a sentence that says what is wrong with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import jinja2
import pytest

from templates.elements import Bold, Card, Fact, Facts, Items, Paragraph, Quote, Text, Title
from templates.markup import parse
from templates.plain_text import to_plain_text
from templates.render import environment, render
from tests.templates.writing import COPENHAGEN, card

NOON = dt.datetime(2027, 3, 10, 12, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Body:
    name: str
    minimum: int


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages of these tests instead of the bot's own."""
    here = jinja2.FileSystemLoader(Path(__file__).parent / "messages")
    for language in ("da", "en"):
        monkeypatch.setattr(environment(language, "Atlantic/Reykjavik"), "loader", here)


@pytest.mark.usefixtures("messages")
def test_a_message_is_rendered_with_the_attributes_of_its_values():
    shown = render("greeting", "en", "Atlantic/Reykjavik", {"body": Body("Diabetes & <Nyre>", 2), "due": NOON})
    assert shown == Card(
        summary="Diabetes & <Nyre> meets by Wednesday, 10 March 2027",
        blocks=(
            Title("A meeting is due"),
            Paragraph((Text("It must meet at least "), Bold("2 times"), Text(" a year."))),
            Facts((Fact("Body", (Text("Diabetes & <Nyre>"),)),)),
        ),
        language="en",
    )


@pytest.mark.usefixtures("messages")
def test_a_value_that_is_missing_or_nothing_is_an_error():
    with pytest.raises(jinja2.UndefinedError, match="'body' is undefined"):
        render("greeting", "da", "Atlantic/Reykjavik", {"due": NOON})
    with pytest.raises(ValueError, match="None is nothing to show"):
        card("<p>{{ nothing }}</p>", nothing=None)


def test_an_unknown_language_is_an_error():
    with pytest.raises(ValueError, match="greeting: no message is written in 'sv', only in da, en"):
        render("greeting", "sv", COPENHAGEN, {})


@pytest.mark.parametrize(
    ("written", "danish", "english"),
    [
        ("{{ noon|date }}", "onsdag den 10. marts 2027", "Wednesday, 10 March 2027"),
        ("{{ noon|datetime }}", "onsdag den 10. marts 2027 kl. 13.00", "Wednesday, 10 March 2027 at 13:00"),
        ("{{ noon|day }}", "10. marts 2027", "10 March 2027"),
        ("{{ noon|time }}", "13.00", "13:00"),
        ("{{ noon.date()|date }}", "onsdag den 10. marts 2027", "Wednesday, 10 March 2027"),
        ("{{ noon.time()|time }}", "12.00", "12:00"),
        ("{{ 1234.5|number }}", "1.234,5", "1,234.5"),
        ("{{ 0.42|percent }}", "42\u00a0%", "42%"),
        ("{{ ['a', 'b & b', 'c']|listing }}", "a, b & b og c", "a, b & b and c"),
        ("{{ ['a']|listing }}", "a", "a"),
    ],
)
def test_dates_and_numbers_are_written_as_the_language_does(written, danish, english):
    for language, expected in (("da", danish), ("en", english)):
        assert to_plain_text(card(f"<p>{written}</p>", language, noon=NOON)) == expected


def test_times_are_those_of_the_readers_clock_in_summer_and_winter():
    summer, winter = dt.datetime(2027, 7, 1, 22, 30, tzinfo=dt.UTC), dt.datetime(2027, 1, 1, 22, 30, tzinfo=dt.UTC)
    assert to_plain_text(card("<p>{{ a|datetime }}</p>", a=summer)) == "fredag den 2. juli 2027 kl. 00.30"
    assert to_plain_text(card("<p>{{ a|datetime }}</p>", a=winter)) == "fredag den 1. januar 2027 kl. 23.30"


@pytest.mark.parametrize("filter", ["date", "day", "time", "datetime"])
def test_a_naive_datetime_is_an_error(filter):
    with pytest.raises(ValueError, match="says no timezone"):
        card(f"<p>{{{{ a|{filter} }}}}</p>", a=dt.datetime(2027, 3, 10, 12))


def test_the_indentation_of_a_message_is_no_part_of_its_text():
    shown = card(
        """
        <p>
          Et
          afsnit <b> med vægt </b>
          .
        </p>
        <list>
          {% for item in ("a", "b") %}
          <item>
            {{ item }}
          </item>
          {% endfor %}
        </list>
        """
    )
    assert shown.blocks == (
        Paragraph((Text("Et afsnit "), Bold("med vægt"), Text(" ."))),
        Items(((Text("a"),), (Text("b"),))),
    )


def test_the_lines_of_what_someone_wrote_are_kept():
    shown = card('<quote source="x">\n  {{ text }}\n</quote>', text="Første  linje \r\n  anden\n\ntredje\n")
    assert shown.blocks == (Quote((Text("Første linje\nanden\n\ntredje"),), "x"),)


def test_what_is_empty_is_left_out():
    shown = card("<title>{{ '' }}</title><p> {% if false %}x{% endif %} </p><list></list><p>x<b>{{ '' }}</b></p>")
    assert shown.blocks == (Paragraph((Text("x"),)),)


@pytest.mark.parametrize(
    ("blocks", "message"),
    [
        ("<h1>x</h1>", "<h1>: unknown element"),
        ("<p><u>x</u></p>", "<u>: unknown element in a text"),
        ("<p><b><i>x</i></b></p>", "<i>: not inside <b>"),
        ('<p class="x">x</p>', "<p>: unknown attribute class"),
        ("<title><b>x</b></title>", "<b>: not inside <title>"),
        ("stray", "<card>: text outside its elements"),
        ("<list><p>x</p></list>", "<p>: not inside <list>"),
        ("<quote>x</quote>", "<quote>: wants the attribute source"),
        ("<facts><fact>x</fact></facts>", "<fact>: wants the attribute label"),
        ('<facts><fact label=" ">x</fact></facts>', "<fact>: its label is empty"),
        ("<problem>x</problem>", "<problem>: wants the attribute field"),
        ('<actions><button intent="x"> </button></actions>', "<button>: wants an intent and a label"),
        ("<actions><button>x</button></actions>", "<button>: wants an intent and a label"),
        ('<actions><button intent="x" style="red">x</button></actions>', "style is primary or danger"),
        ('<actions><button intent="x" opens="poll">x</button></actions>', "opens is form"),
        ('<choices><choice><button intent="x">x</button></choice></choices>', "<choice>: wants a text"),
        ('<form intent="x"><text name="a" label="a"/></form>', '<form>: wants an intent, a submit label and an input'),
        ('<form intent="x" submit="x"/>', "<form>: wants an intent, a submit label and an input"),
        ('<form intent="x" submit="x"><text label="a"/></form>', "<text>: wants a name"),
        ('<form intent="x" submit="x"><text name="a"/></form>', "<text>: wants the attribute label"),
        ('<form intent="x" submit="x"><text name="intent" label="a"/></form>', "an input's name is taken: intent"),
        ('<form intent="x" submit="x"><date name="a" label="a" max="3"/></form>', "<date>: unknown attribute max"),
        ('<form intent="x" submit="x"><date name="a" label="a" value="10/3"/></form>', "Invalid isoformat string"),
        ('<form intent="x" submit="x"><text name="a" label="a" required="1"/></form>', '<text required="1">: yes'),
        ('<form intent="x" submit="x"><select name="a" label="a"/></form>', '<select name="a">: wants an option'),
        ("<p>x", "mismatched tag"),
    ],
)  # fmt: skip
def test_a_message_that_is_not_as_it_should_be_says_where(blocks, message):
    with pytest.raises(ValueError, match=r"^example: ") as raised:
        card(blocks)
    assert message in str(raised.value)


def test_a_card_has_a_summary_and_one_form_at_most():
    form = '<form intent="x" submit="x"><text name="a" label="a"/></form>'
    for markup, message in (
        ("<card><p>x</p></card>", "example: <card>: wants the attribute summary"),
        ('<card summary=" "><p>x</p></card>', "example: <card>: its summary is empty"),
        (f'<card summary="x">{form}{form}</card>', "example: <form>: a card has at most one"),
        ("<p>x</p>", "example: <p>: a message is one <card>"),
    ):
        with pytest.raises(ValueError, match=message):
            parse(markup, "example", "da")
