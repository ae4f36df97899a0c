"""samordning import: a workbook to fill in, what would change, and what to mend, in the user's language."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import get_args

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.commands import progress
from storage import samples
from storage.database import Database
from storage.importing.danish import in_danish
from storage.importing.problems import Code, Expected
from storage.importing.sheets import SHEETS
from storage.importing.sheets.columns import columns
from storage.models import Appointment, ContactPoint, Person
from storage.scope import SYSTEM
from templates.imports import guide
from templates.imports.problems import EXPECTED, SENTENCES, sentence


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database that isn't there yet; the commands run in an empty folder."""
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path / 'samordning.db'}"
    monkeypatch.setenv("SAMORDNING_DATABASE_URL", url)
    return url


@pytest.fixture
def template(url: str, tmp_path: Path) -> Path:
    path = tmp_path / "udfyld.xlsx"
    assert run("--template", str(path)).stdout == f"{path} er klar til at blive udfyldt\n"
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["import", *arguments], env={"COLUMNS": "200"})


def test_the_template_has_a_sheet_for_everything_in_the_order_of_writing(template: Path) -> None:
    book = load_workbook(template)
    assert book.sheetnames == ["Vejledning", *(in_danish("sheet", name) for name in SHEETS)]
    for name, sheet in SHEETS.items():
        shown = book[in_danish("sheet", name)]
        assert [cell.value for cell in shown[1]] == [in_danish("column", column) for column in columns(sheet.row)]
        assert all(cell.font.bold for cell in shown[1])
        assert shown.freeze_panes == "A2"
        assert shown["A2"].comment.text.startswith("Eksempel")
        assert shown.max_row == 2


def test_the_template_offers_what_may_be_chosen(template: Path) -> None:
    book = load_workbook(template)
    lists = {str(v.sqref)[0]: v.formula1 for v in book["Udpegninger"].data_validations.dataValidation}
    assert lists == {"C": '"medlem,suppleant,formand,sekretariat,ressourceperson,administrator"'}
    (topics,) = (v for v in book["Regler"].data_validations.dataValidation if str(v.sqref).startswith("B2:"))
    letter = topics.formula1.split("$")[1]
    offered = [cell.value for cell in book["Vejledning"][letter] if cell.value]
    assert offered[0] == "mødehyppighed"
    assert len(offered) == len(columns(SHEETS["rules"].row)["topic"].choices)


def test_the_guide_explains_every_column_in_both_languages(template: Path) -> None:
    rows = [row for row in load_workbook(template)["Vejledning"].iter_rows(values_only=True)]
    explained = {row[2]: row for row in rows if row[2]}
    assert {f"{name}.{column}" for name, sheet in SHEETS.items() for column in columns(sheet.row)} <= set(explained)
    phone = explained["contact_points.phone"]
    assert phone[:2] == ("Kontaktpunkter", "Telefon")
    assert phone[3:8] == (
        "nej",
        "tekst",
        "Telefonnummeret, som det tastes.",
        "The phone number, as it is dialled.",
        "00 00 00 00",
    )
    assert explained["contact_points.source"][3] == "ja"
    assert explained["channels.platform"][4] == "Slack, Teams"


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_untouched_template_imports_nothing(language: str, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMORDNING_LANGUAGE", language)
    run("--template", "t.xlsx")
    assert run("t.xlsx").stdout == {"da": "filerne har ingen rækker\n", "en": "the files have no rows\n"}[language]


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_templates_examples_are_rows_once_they_are_touched(
    language: str, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Write it, fill it in, import it: a remark or a name changed in each example makes a small committee of them."""
    monkeypatch.setenv("SAMORDNING_LANGUAGE", language)
    run("--template", "t.xlsx")
    book = load_workbook("t.xlsx")
    for sheet in book.worksheets[1:]:
        for column in range(1, sheet.max_column + 1):
            said = sheet.cell(2, column).value
            if isinstance(said, str) and said.startswith(("eksempel", "T0", "C0", "U0", "karin")):
                changed = said.replace("eksempel", "nordby").replace("EKSEMPEL", "NORDBY").replace("karin", "k")
                sheet.cell(2, column, changed)
    book.save("t.xlsx")
    done = run("t.xlsx")
    assert done.exit_code == 0, done.stderr
    assert all(line.split(": ")[1].startswith("1 ") for line in done.stdout.splitlines()[: len(SHEETS)])
    assert run("t.xlsx", "--dry-run").stdout.count(" 1 uændret" if language == "da" else " 1 unchanged") >= len(SHEETS)
    with Database(url).reading(SYSTEM) as session:
        assert session.scalars(select(Person.email)).one() == "k@example.dk"
        assert session.scalars(select(Appointment.role)).one() == "chair"
        point = session.scalars(select(ContactPoint)).one()
        assert (point.phone, point.confirmed_on) == ("00 00 00 00", dt.date(2027, 2, 3))


def test_a_template_never_writes_over_a_file(template: Path) -> None:
    before = template.read_bytes()
    done = run("--template", str(template))
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == f"samordning: {template}: der findes allerede en fil med det navn; den er ikke ændret\n"
    assert template.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ((), 2),
        (("a.yaml", "--template", "t.xlsx"), 2),
        (("--template", "t.xlsx", "--dry-run"), 2),
        (("--template", "t.csv"), 1),
        (("--template", "no/such/folder/t.xlsx"), 1),
    ],
)
def test_wrong_use_is_said(arguments: tuple[str, ...], status: int, url: str) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (status, "")
    assert done.stderr


def test_a_dry_run_names_what_would_change_and_changes_nothing(url: str) -> None:
    Path("Regioner.csv").write_text(
        "id;Navn;Gælder fra\nnord;Region Nord;1/1-2027\nsyd;Region Syd;\n", encoding="utf-8"
    )
    assert run("Regioner.csv", "--dry-run").stdout.splitlines() == [
        "Dette ville blive ændret; intet er skrevet:",
        "Regioner: 2 nye, 0 ændrede, 0 uændrede",
        "  ny: nord",
        "  ny: syd",
    ]
    assert run("Regioner.csv").stdout == "Regioner: 2 nye, 0 ændrede, 0 uændrede\n"
    Path("Regioner.csv").write_text("id;Navn;Gælder fra\nnord;Nord;1/1-2028\nsyd;Region Syd;\n", encoding="utf-8")
    assert run("Regioner.csv", "--dry-run").stdout.splitlines()[1:] == [
        "Regioner: 0 nye, 1 ændret, 1 uændret",
        "  ændret: nord (Navn, Gælder fra)",
    ]


def test_a_dry_run_of_many_rows_names_the_first(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMORDNING_LANGUAGE", "en")
    Path("regions.csv").write_text("id,name\n" + "".join(f"r{n},R {n}\n" for n in range(50)))
    lines = run("regions.csv", "--dry-run").stdout.splitlines()
    assert lines[1:3] == ["regions: 50 new, 0 changed, 0 unchanged", "  new: r0"]
    assert lines[-1] == "  and 30 more"
    assert len(lines) == 23


MENDED = {
    "da": [
        "samordning: Personer.csv:2: ark Personer, række 2, kolonne E-mail: "
        "»karin«: passer ikke i kolonnen; skriv en e-mailadresse",
        "samordning: Personer.csv:2: ark Personer, række 2, kolonne Sprog: "
        "»tysk«: passer ikke i kolonnen; skriv en af disse: dansk, engelsk",
        "samordning: intet er importeret",
    ],
    "en": [
        "samordning: Personer.csv:2: sheet Personer, row 2, column E-mail: "
        "“karin”: this is not what the column takes; write an e-mail address",
        "samordning: Personer.csv:2: sheet Personer, row 2, column Sprog: "
        "“tysk”: this is not what the column takes; write one of these: da, en",
        "samordning: nothing was imported",
    ],
}


@pytest.mark.parametrize("language", MENDED)
def test_each_fault_is_one_line_in_the_users_language(language: str, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMORDNING_LANGUAGE", language)
    Path("Personer.csv").write_text("E-mail;Navn;Sprog\nkarin;Karin;tysk\n")
    done = run("Personer.csv")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines() == MENDED[language]


def test_very_many_faults_are_counted(url: str) -> None:
    Path("regions.csv").write_text("id,name\n" + "A,\n" * 300)
    lines = run("regions.csv").stderr.splitlines()
    assert len(lines) == 202
    assert lines[-2:] == ["samordning: 400 fejl mere", "samordning: intet er importeret"]


def test_a_files_letters_cannot_steer_the_terminal(url: str) -> None:
    Path("regions.csv").write_text("id,name\n\x1b[2JX\u202e,A\n", encoding="utf-8")
    lines = run("regions.csv").stderr.splitlines()
    assert len(lines) == 2
    assert all(letter.isprintable() for line in lines for letter in line)


def test_the_samples_import_as_a_folder(url: str) -> None:
    done = run(str(Path(samples.__file__).parent))
    assert done.exit_code == 0
    assert run(str(Path(samples.__file__).parent), "--dry-run").stdout.count(" 0 nye, 0 ændrede") == 18


@pytest.mark.parametrize("language", ["da", "en"])
def test_there_is_a_sentence_for_every_fault(language: str) -> None:
    assert set(SENTENCES) == set(get_args(Code))
    assert set(EXPECTED) == set(get_args(Expected))
    said = {sentence(language, code, None, "", None) for code in SENTENCES}
    assert len(said) == len(SENTENCES) - 1, "a wrong type and a wrong value are the same to whoever mends it"


def test_every_explanation_is_of_a_column() -> None:
    known = {(name, column) for name, sheet in SHEETS.items() for column in columns(sheet.row)}
    named = {column for _, column in known} | {f"{name}.{column}" for name, column in known}
    assert set(guide.COLUMNS) <= named


def test_progress_is_shown_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for is_terminal, shown in ((True, True), (False, False)):
        screen = io.StringIO()
        monkeypatch.setattr(progress.sys, "stderr", screen)
        monkeypatch.setenv("FORCE_COLOR" if is_terminal else "NO_COLOR", "1")
        with progress.bars(lambda sheet: f"Writing {sheet}") as watched:
            assert list(watched(range(30), "regions")) == list(range(30))
        assert ("Writing regions" in screen.getvalue(), "30/30" in screen.getvalue()) == (shown, shown)
        monkeypatch.delenv("FORCE_COLOR", raising=False)
