"""How commands are called, and how they end: 0 done, 1 failed, 2 wrong use; an error is one line."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import Database
from tests.bot.commands.conftest import Ends, Run, start

COMMANDS = ("demo", "serve", "migrate", "import", "gallery", "ask", "understand", "when")


def test_every_command_explains_itself(run: Run) -> None:
    for command in COMMANDS:
        shown = run(command, "--help")
        assert shown.exit_code == 0, command
        assert len(shown.output) > 100, command
    assert all(command in run("--help").output for command in COMMANDS)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["nonsense"], "samordning: No such command 'nonsense'; try: samordning --help"),
        (["ask", "hej"], "samordning: Missing option '--as'; try: samordning --help"),
        (["when"], "samordning: Invalid value: give either TEXT or --jsonl; try: samordning --help"),
        (
            ["when", "i dag", "--jsonl"],
            "samordning: Invalid value: give either TEXT or --jsonl; try: samordning --help",
        ),
        (["when", "--nonsense"], "samordning: No such option: --nonsense; try: samordning --help"),
    ],
)
def test_wrong_use_ends_with_2_and_one_line(ends: Ends, words: list[str], line: str) -> None:
    ended = ends(*words)

    assert (ended.status, ended.out) == (2, "")
    assert ended.err == [line]


def test_a_process_of_its_own_ends_the_same_way() -> None:
    with start("when", "--nonsense") as process:
        out, err = process.communicate(timeout=30)

    assert (process.returncode, out) == (2, "")
    assert err.splitlines() == ["samordning: No such option: --nonsense; try: samordning --help"]


def test_without_a_command_the_help_is_shown(ends: Ends) -> None:
    ended = ends()

    assert ended.status == 2
    assert "Usage" in ended.out + "".join(ended.err)


@pytest.mark.parametrize(
    ("words", "settings", "line"),
    [
        (
            ["ask", "--as", "a@example.dk", "hej"],
            {},
            "samordning: the database says: no such table: person; run: samordning migrate",
        ),
        (
            ["migrate"],
            {"SAMORDNING_DATABASE_URL": "mysql://localhost/x"},
            "samordning: SAMORDNING_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://",
        ),
        (
            ["migrate"],
            {"SAMORDNING_DATABASE_URL": "nonsense"},
            "samordning: SAMORDNING_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://",
        ),
        (
            ["migrate"],
            {"SAMORDNING_DATABASE_URL": "sqlite:////no/such/folder/x.db"},
            "samordning: the database says: unable to open database file",
        ),
        (["serve"], {"SLACK_BOT_TOKEN": "x"}, "samordning: SLACK_SIGNING_SECRET is missing"),
        (["when", "i dag"], {"SAMORDNING_TIMEZONE": "Mars"}, "samordning: SAMORDNING_TIMEZONE is no time zone"),
        (["gallery", "no/such/folder.html"], {}, "samordning: no/such/folder.html: No such file or directory"),
    ],
)
def test_a_failure_ends_with_1_and_one_line(ends: Ends, words: list[str], settings: dict[str, str], line: str) -> None:
    ended = ends(*words, **settings)

    assert (ended.status, ended.out) == (1, "")
    assert ended.err == [line]


def test_serving_without_a_platform_says_what_to_set(ends: Ends) -> None:
    ended = ends("serve")

    assert ended.status == 1
    (line,) = ended.err
    assert "SLACK_SIGNING_SECRET" in line
    assert "TEAMS_CLIENT_ID" in line
    assert line.endswith("to try without them: samordning demo")


def test_the_demos_port_may_be_taken(ends: Ends) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        ended = ends("demo", "--port", str(port))

    assert ended.status == 1
    assert ended.err == [f"samordning: port {port} is taken; try: samordning demo --port {port + 1}"]


def test_migrating_twice_is_migrating_once(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    monkeypatch.setenv("SAMORDNING_DATABASE_URL", url)

    first, second = run("migrate"), run("migrate")

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.output == second.output
    database = Database(url)
    with database.engine.connect() as connection:
        assert len(connection.execute(text("SELECT * FROM alembic_version")).all()) == 1
    database.close()


def test_the_gallery_is_one_page_that_works_offline(run: Run, tmp_path: Path) -> None:
    shown = run("gallery", "page.html")

    assert shown.exit_code == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert 'src="http' not in page
    assert "Signaturindsats" in page
