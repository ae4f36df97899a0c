"""Everything that can be wrong with a file: what is said about it, and where."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage.database import Database
from storage.importing import ImportFailed, read_files, reading
from storage.models import Area, Base, Region
from storage.scope import SYSTEM
from tests.storage.importing.conftest import Import

File = Callable[..., Path]
Problem = tuple[str | None, int | None, str | None, str, int | None]
"""Sheet, row, column, what is wrong, line of the file."""

FORM: dict[str, tuple[str, list[Problem]]] = {
    "not YAML": ("regions: [", [(None, None, None, "not_yaml", 2)]),
    "a tab as indentation": ("regions:\n\t- id: a", [(None, None, None, "not_yaml", 2)]),
    "a control character": ("regions: \x00", [(None, None, None, "not_yaml", None)]),
    "an anchor": ("regions: &all\n  - id: a", [(None, None, None, "anchor", 1)]),
    "an alias": ("regions:\n  - id: *all", [(None, None, None, "anchor", 2)]),
    "a tag": ("regions:\n  - id: !!python/name:os.system", [(None, None, None, "anchor", 2)]),
    "two documents": ("regions: []\n---\nareas: []", [(None, None, None, "wrong_shape", 2)]),
    "a list of sheets": ("- regions", [(None, None, None, "wrong_shape", 1)]),
    "an empty file": ("# nothing here\n", [(None, None, None, "wrong_shape", 1)]),
    "very deep nesting": ("regions: " + "[" * 10_000, [(None, None, None, "wrong_shape", 1)]),
    "a sheet that is a text": ("regions: none", [("regions", None, None, "wrong_shape", 1)]),
    "a sheet twice": ("regions: []\nregions: []", [("regions", None, None, "duplicate_column", 2)]),
    "a row that is a text": ("regions:\n  - byen", [("regions", 1, None, "wrong_shape", 2)]),
    "a rule whose value is a text": (
        "rules:\n  - {document: d, topic: subgroups, section: s, wording: w, wording_en: w, value: yes}",
        [("rules", 1, "value", "wrong_type", 2)],
    ),
    "a row in a cell": ("regions:\n  - {id: a, name: [[b]]}", [("regions", 1, "name", "wrong_shape", 2)]),
    "an unknown sheet": ("regoins:\n  - {id: a}\n  - {id: b}", [("regoins", None, None, "unknown_sheet", 2)]),
    "an unknown column": ("regions:\n  - {id: a, nmae: A, name: A}", [("regions", 1, "nmae", "unknown_column", 2)]),
    "a missing column": ("regions:\n  - id: a", [("regions", 1, "name", "missing_column", 2)]),
    "an empty cell is a missing one": ("regions:\n  - id: a\n    name:", [("regions", 1, "name", "missing_column", 3)]),
    "a column twice": (
        "regions:\n  - id: a\n    name: A\n    name: B",
        [("regions", 1, "name", "duplicate_column", 4)],
    ),
    "a row twice": (
        "regions:\n  - {id: a, name: A}\n  - {id: b, name: B}\n  - {id: a, name: C}",
        [("regions", 3, "id", "duplicate_key", 4)],
    ),
    "a list instead of a text": ("regions:\n  - {id: a, name: [A]}", [("regions", 1, "name", "wrong_type", 2)]),
    "a Danish date": (
        "regions:\n  - id: a\n    name: A\n    valid_from: 1/4-2007",
        [("regions", 1, "valid_from", "wrong_type", 4)],
    ),
    "a day that isn't": (
        "regions:\n  - {id: a, name: A, valid_to: 2022-06-31}",
        [("regions", 1, "valid_to", "wrong_type", 2)],
    ),
    "a number for a date": (
        "regions:\n  - {id: a, name: A, valid_to: 2022}",
        [("regions", 1, "valid_to", "wrong_type", 2)],
    ),
    "an end before its start": (
        "regions:\n  - id: a\n    name: A\n    valid_from: 2022-07-01\n    valid_to: 2022-06-30",
        [("regions", 1, "valid_to", "ends_before_start", 5)],
    ),
    "an id with a space": ("regions:\n  - {id: region h, name: A}", [("regions", 1, "id", "wrong_value", 2)]),
    "a field of medicine nobody knows": (
        "bodies:\n  - {id: b, name: B, kind: råd, field: kirurgi}",
        [("bodies", 1, "field", "wrong_value", 2)],
    ),
    "a yes that is none": (
        "seat_groups:\n  - {id: a, name: A, name_en: A, votes: maybe}",
        [("seat_groups", 1, "votes", "wrong_type", 2)],
    ),
    "a status nobody knows": (
        "documents:\n  - {id: d, kind: statute, title: T, status: final, source: S, bodies: b}",
        [("documents", 1, "status", "wrong_value", 2)],
    ),
    "a role nobody knows": (
        "appointments:\n  - {email: a@example.dk, body: b, role: boss, valid_from: 2024-01-01}",
        [("appointments", 1, "role", "wrong_value", 2)],
    ),
    "an address without @": ("people:\n  - {email: karin, name: Karin}", [("people", 1, "email", "wrong_value", 2)]),
    "a display name for a Slack id": (
        "identities:\n  - {email: a@example.dk, platform: slack, tenant: T1, user: karin}",
        [("identities", 1, "user", "wrong_value", 2)],
    ),
    "a Slack id for a Teams id": (
        "identities:\n  - {email: a@example.dk, platform: teams, tenant: T1, user: U1}",
        [("identities", 1, "tenant", "wrong_value", 2), ("identities", 1, "user", "wrong_value", 2)],
    ),
    "a Teams address with a thread": (
        "channels:\n  - {platform: teams, tenant: f10d1a2d-0000-4000-8000-000000000001, kind: channel,"
        " address: '19:a@thread.tacv2;messageid=1'}",
        [("channels", 1, "address", "wrong_value", 2)],
    ),
    "fewer seats at most than at least": (
        "seats:\n  - {id: s, document: d, seat_group: g, minimum: 3, maximum: 2, wording: w, wording_en: w}",
        [("seats", 1, "maximum", "wrong_value", 2)],
    ),
    "a rule without its number": (
        "rules:\n  - {document: d, topic: meeting_frequency, section: s, wording: w, wording_en: w}",
        [("rules", 1, "minimum", "missing_column", 2)],
    ),
    "a rule with a number in words": (
        "rules:\n  - document: d\n    topic: meeting_frequency\n    section: s\n    wording: w\n    wording_en: w\n"
        "    value:\n      minimum: fire",
        [("rules", 1, "minimum", "wrong_type", 8)],
    ),
    "a rule with a column too many": (
        "rules:\n  - {document: d, topic: subgroups, section: s, wording: w, wording_en: w, allowed: true, days: 3}",
        [("rules", 1, "days", "unknown_column", 2)],
    ),
    "a rule about something unknown": (
        "rules:\n  - {document: d, topic: coffee, section: s, wording: w, wording_en: w}",
        [("rules", 1, "topic", "wrong_value", 2)],
    ),
    "a rule without a topic": (
        "rules:\n  - {document: d, section: s, wording: w, wording_en: w, minimum: 3}",
        [("rules", 1, "topic", "missing_column", 2)],
    ),
}


@pytest.mark.parametrize("what", FORM)
def test_the_form_of_a_file_is_checked(what: str, file: File) -> None:
    text, expected = FORM[what]
    assert problems_of(file(text)) == expected


REFERENCES: dict[str, tuple[str, list[Problem], str | None]] = {
    "a misspelt region": (
        "regions:\n  - {id: regionh, name: H}\nareas:\n  - {id: a, name: A, region: reigonh}",
        [("areas", 1, "region", "unknown_reference", 4)],
        "regionh",
    ),
    "an unknown organisation": (
        "topics:\n  - {id: t, name: T, name_en: T}\n"
        "contact_points:\n  - {organisation: gladsakse, topic: t, function: f, source: s}\n"
        "organisations:\n  - {id: gladsaxe, name: Gladsaxe Kommune, kind: municipality}",
        [("contact_points", 1, "organisation", "unknown_reference", 4)],
        "gladsaxe",
    ),
    "an unknown person and an unknown body": (
        "appointments:\n  - {email: hans@example.dk, body: b, role: member, valid_from: 2024-01-01}\n"
        "people:\n  - {email: hanne@example.dk, name: Hanne}",
        [("appointments", 1, "email", "unknown_reference", 2), ("appointments", 1, "body", "unknown_reference", 2)],
        "hanne@example.dk",
    ),
    "an unknown seat group in a rule": (
        "documents:\n  - {id: d, kind: statute, title: T, status: draft, source: S, bodies: []}\n"
        "rules:\n  - {document: d, topic: chairmanship, section: s, wording: w, wording_en: w, seat_groups: [h]}",
        [("rules", 1, "seat_groups", "unknown_reference", 4)],
        None,
    ),
    "a pattern that no body has": (
        "bodies:\n  - {id: su-som-midt, name: Midt, kind: samordningsudvalg}\n"
        "documents:\n  - {id: d, kind: statute, title: T, status: draft, source: S, bodies: [su-som-*, so-som-*]}",
        [("documents", 1, "bodies", "unknown_reference", 4)],
        None,
    ),
    "a succession that leads back": (
        "bodies:\n"
        "  - {id: a, name: A, kind: k, successor: b}\n"
        "  - {id: b, name: B, kind: k, successor: c}\n"
        "  - {id: c, name: C, kind: k, successor: b}\n",
        [("bodies", 2, "successor", "circular", 3), ("bodies", 3, "successor", "circular", 4)],
        None,
    ),
    "a body that is its own parent": (
        "bodies:\n  - {id: a, name: A, kind: k, parent: a}",
        [("bodies", 1, "parent", "circular", 2)],
        "a → a",
    ),
}


@pytest.mark.parametrize("what", REFERENCES)
def test_what_a_row_refers_to_must_exist(what: str, file: File, database: Database) -> None:
    text, expected, said = REFERENCES[what]
    with database.writing(SYSTEM) as session, pytest.raises(ImportFailed) as failed:
        read_files([file(text)]).apply(session)
    assert placed(failed.value) == expected
    if said is not None:
        assert said in (failed.value.problems[0].hint or failed.value.problems[0].detail)
    with database.reading(SYSTEM) as session:
        assert session.scalars(select(Region)).all() == [], "nothing may be written"


def test_a_circle_through_the_database_is_found(file: File, imported: Import) -> None:
    imported(file("regions:\n  - {id: a, name: A}\n  - {id: b, name: B, successor: a}", "first.yaml"))
    with pytest.raises(ImportFailed) as failed:
        imported(file("regions:\n  - {id: a, name: A, successor: b}", "second.yaml"))
    assert placed(failed.value) == [("regions", 1, "successor", "circular", 2)]


def test_a_failed_import_leaves_the_database_as_it_was(file: File, imported: Import, database: Database) -> None:
    imported(file("regions:\n  - {id: a, name: Old}", "first.yaml"))
    with pytest.raises(ImportFailed):
        imported(file("regions:\n  - {id: a, name: New}\nareas:\n  - {id: x, name: X, region: b}", "second.yaml"))
    with database.reading(SYSTEM) as session:
        assert session.scalars(select(Region.name)).all() == ["Old"]
        assert session.scalar(select(func.count()).select_from(Area)) == 0


def test_all_problems_of_all_files_are_said_at_once(file: File, tmp_path: Path) -> None:
    first = file("regions:\n  - {id: a}\n  - {id: b}", "first.yaml")
    second = file("places: []\nareas:\n  - {id: x, name: X, reigon: a}", "second.yaml")
    with pytest.raises(ImportFailed) as failed:
        read_files([first, second, tmp_path / "third.yaml", tmp_path / "fourth.txt"])
    assert [(Path(p.file).name, p.row, p.column, p.problem) for p in failed.value.problems] == [
        ("first.yaml", 1, "name", "missing_column"),
        ("first.yaml", 2, "name", "missing_column"),
        ("second.yaml", 1, "region", "missing_column"),
        ("second.yaml", 1, "reigon", "unknown_column"),
        ("third.yaml", None, None, "not_found"),
        ("fourth.txt", None, None, "not_found"),
    ]


def test_a_row_that_stands_in_two_files_is_said_with_both_places(file: File) -> None:
    files = [file("regions:\n  - {id: a, name: A}", name) for name in ("first.yaml", "second.yaml")]
    with pytest.raises(ImportFailed) as failed:
        read_files(files)
    (problem,) = failed.value.problems
    assert (problem.file, problem.hint) == (str(files[1]), f"{files[0]}:2")


def test_formats_that_cannot_be_read_are_refused(file: File) -> None:
    assert problems_of(file("id,name", "data.ods")) == [(None, None, None, "unknown_format", None)]


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "data.yaml"
    path.write_bytes("regions:\n  - {id: a, name: Sjælland}".encode("latin-1"))
    assert problems_of(path) == [(None, None, None, "not_yaml", 2)]


def test_a_file_that_is_too_large_is_not_read(file: File, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST", 10)
    assert problems_of(file("regions: []")) == [(None, None, None, "too_large", None)]


def test_a_problem_is_one_line(file: File) -> None:
    path = file("regions:\n  - {id: a, nmae: A, name: A}")
    with pytest.raises(ImportFailed) as failed:
        read_files([path])
    assert str(failed.value) == f"{path}:2: sheet regions, row 1, column nmae: unknown column (nmae); see: name"


def problems_of(path: Path) -> list[Problem]:
    with pytest.raises(ImportFailed) as failed:
        read_files([path])
    assert {problem.file for problem in failed.value.problems} == {str(path)}
    return placed(failed.value)


def placed(failed: ImportFailed) -> list[Problem]:
    return [(p.sheet, p.row, p.column, p.problem, p.line) for p in failed.problems]


def test_every_table_of_the_models_that_can_be_imported_has_a_sheet() -> None:
    """What people bring; the rest is what the bot does itself."""
    from storage.importing.sheets import SHEETS

    made_by_the_bot = {"proposal", "poll", "option", "ballot", "post", "post_subject", "copy", "seen", "audit_entry"}
    hang_on_others = {"alias", "document_body", "installation"}
    tables = {sheet.table.__tablename__ for sheet in SHEETS.values()}
    assert tables | made_by_the_bot | hang_on_others == set(Base.metadata.tables)
