"""samordning import: everything or, when anything is wrong, nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage.database import Database
from storage.models import Organisation, Person
from storage.scope import SYSTEM
from tests.bot.commands.conftest import Run

NEW = """
organisations:
  - {id: proeve-kommune, name: Prøve Kommune, kind: municipality}
people:
  - {email: "prik@example.dk", name: Prik Prøve, organisation: proeve-kommune, language: da}
"""
BROKEN = """
organisations:
  - {id: proeve-kommune, name: Prøve Kommune, kind: municipality}
people:
  - {email: "prik@example.dk", name: Prik Prøve, organisation: no-such, language: da}
  - {email: "prok@example.dk", name: Prok Prøve, organisation: neither, language: da}
"""


@pytest.fixture
def people(sqlite_url: str):
    def count() -> tuple[int, int]:
        database = Database(sqlite_url)
        with database.reading(SYSTEM) as session:
            found = [session.scalar(select(func.count()).select_from(table)) for table in (Person, Organisation)]
        database.close()
        return found[0] or 0, found[1] or 0

    return count


def test_new_rows_are_told_and_imported(run: Run, tmp_path: Path, people) -> None:
    before = people()
    path = tmp_path / "new.yaml"
    path.write_text(NEW, encoding="utf-8")

    first, second = run("import", str(path)), run("import", str(path))

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert people() == (before[0] + 1, before[1] + 1)
    assert first.output != second.output  # the second changes nothing, and says so


def test_a_dry_run_tells_the_same_and_changes_nothing(run: Run, tmp_path: Path, people) -> None:
    before = people()
    path = tmp_path / "new.yaml"
    path.write_text(NEW, encoding="utf-8")

    dry = run("import", "--dry-run", str(path))

    assert dry.exit_code == 0
    assert people() == before
    wet = run("import", str(path))
    assert set(wet.output.splitlines()) <= set(dry.output.splitlines())


def test_a_broken_file_is_refused_whole_a_line_for_each_problem(run: Run, tmp_path: Path, people) -> None:
    before = people()
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN, encoding="utf-8")

    refused = run("import", str(path))

    assert (refused.exit_code, refused.stdout) == (1, "")
    lines = refused.stderr.splitlines()
    assert len(lines) >= 3
    assert all(line.startswith("samordning: ") for line in lines)
    assert "broken.yaml:5" in lines[0]
    assert "broken.yaml:6" in lines[1]
    assert people() == before


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"{", b"- just\n- a list\n", b"people: 7\n", b"nonsense: [{a: 1}]\n"])
def test_what_isnt_a_data_file_is_refused_in_words(run: Run, tmp_path: Path, people, raw: bytes) -> None:
    before = people()
    path = tmp_path / "strange.yaml"
    path.write_bytes(raw)

    refused = run("import", str(path))

    assert refused.exit_code == 1
    assert refused.stderr.startswith("samordning: ")
    assert "Traceback" not in refused.stderr
    assert people() == before
