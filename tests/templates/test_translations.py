"""The Danish catalogue says all that the messages say, and nothing else; what is wrong is one line each."""

from __future__ import annotations

from pathlib import Path

import pytest

from templates import translations

MESSAGE = """<card summary="{% trans %}A poll{% endtrans %}">
<p>{% trans n=n, body=body %}
  <b>{{ body }}</b> has {{ n }} vote.
{% pluralize n %}
  <b>{{ body }}</b> has {{ n }} votes.
{% endtrans %}</p></card>"""
RIGHT = """
msgid "A poll"
msgstr "En afstemning"

msgid "<b>%(body)s</b> has %(n)s vote."
msgid_plural "<b>%(body)s</b> has %(n)s votes."
msgstr[0] "<b>%(body)s</b> har %(n)s stemme."
msgstr[1] "<b>%(body)s</b> har %(n)s stemmer."
"""


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like templates/, with one message and no catalogue yet."""
    (tmp_path / "messages").mkdir()
    (tmp_path / "messages" / "poll.xml.j2").write_text(MESSAGE, encoding="utf-8")
    (tmp_path / "renderer.py").write_text('close = _("Close")\n', encoding="utf-8")
    monkeypatch.setattr(translations, "ROOM", tmp_path)
    return tmp_path


def faults(room: Path, catalogue: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    path = room / "locale" / "da" / "messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(catalogue + '\nmsgid "Close"\nmsgstr "Luk"\n', encoding="utf-8")
    status = translations.main(["--check"])
    lines = capsys.readouterr().err.splitlines()
    assert status == (1 if lines else 0)
    return lines


def test_a_complete_catalogue_has_no_faults(room, capsys):
    assert faults(room, RIGHT, capsys) == []


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ('msgid "A poll"\nmsgstr "En afstemning"', "", "da: missing: A poll"),
        ('"En afstemning"', '""', "da: untranslated: A poll"),
        ('\nmsgid "A poll"', '\n#, fuzzy\nmsgid "A poll"', "da: fuzzy: A poll"),
        ('\nmsgid "A poll"', '\nmsgid "Gone"\nmsgstr "Væk"\n\nmsgid "A poll"', "da: obsolete: Gone"),
        ('\nmsgid "A poll"', '\n#~ msgid "Gone"\n#~ msgstr "Væk"\n\nmsgid "A poll"', "da: obsolete: Gone"),
        (
            'msgstr[1] "<b>%(body)s</b> har %(n)s stemmer."',
            'msgstr[1] ""',
            "da: untranslated plural: <b>%(body)s</b> has %(n)s vote.",
        ),
        (
            "har %(n)s stemmer",
            "har %(m)s stemmer",
            "da: placeholders or elements differ: <b>%(body)s</b> has %(n)s vote.",
        ),
        (
            'msgstr[0] "<b>%(body)s</b> har',
            'msgstr[0] "%(body)s har',
            "da: placeholders or elements differ: <b>%(body)s</b> has %(n)s vote.",
        ),
    ],
)
def test_each_fault_is_one_line(room, capsys, right, wrong, fault):
    assert right in RIGHT
    assert faults(room, RIGHT.replace(right, wrong), capsys) == [fault]


def test_an_update_brings_in_what_is_new_and_drops_what_is_gone(room, capsys):
    faults(room, RIGHT + '\nmsgid "Gone"\nmsgstr "Væk"\n', capsys)
    (room / "renderer.py").write_text('close = _("Close")\nopened = _("Open")\n', encoding="utf-8")
    assert translations.main(["--update"]) == 0
    catalogue = translations.path("da").read_text(encoding="utf-8")
    assert [line for line in catalogue.splitlines() if line.startswith("msgid ")] == [
        'msgid ""',
        'msgid "<b>%(body)s</b> has %(n)s vote."',
        'msgid "A poll"',
        'msgid "Close"',
        'msgid "Open"',
    ]
    assert 'msgstr "En afstemning"' in catalogue
    assert "#:" not in catalogue
    assert translations.main(["--update"]) == 0
    assert translations.path("da").read_text(encoding="utf-8") == catalogue


def test_our_own_catalogue_is_complete(capsys):
    assert translations.main(["--check"]) == 0, capsys.readouterr().err
    assert translations.catalogue("da").gettext("Close") == "Luk"
    assert translations.catalogue("en").gettext("Close") == "Close"
