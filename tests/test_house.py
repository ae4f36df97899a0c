"""The house's rules that neither ruff nor pyright nor import-linter keeps."""

from __future__ import annotations

import ast
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

HOUSE = Path(__file__).parents[1]
ROOMS = ("bot", "handlers", "storage", "templates", "benchmarks", "tests")

MOST_LINES_IN_A_FILE = 350
MOST_LINES_IN_A_FUNCTION = 60

NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}

FORBIDDEN = {
    "a person's own folder": re.compile(r"/(?:home|Users|roo[t])/[a-z.]"),
    "a package registry's host": re.compile(r"(?:py[p]i|deb[.]debian)[.]org|python[h]osted|registry[.]npm[j]s"),
    "something left for later": re.compile(r"\b(?:TO[D]O|FIX[M]E|X{3})\b"),
}


def written_files() -> Iterator[Path]:
    """Every text that people write here: the rooms, and the files beside them."""
    for start in (*(HOUSE / room for room in ROOMS), HOUSE / "docs", HOUSE / ".ci"):
        yield from (path for path in start.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    yield from (path for path in HOUSE.iterdir() if path.is_file() and path.suffix != ".db")


def python_files() -> Iterator[Path]:
    return (path for path in written_files() if path.suffix == ".py" and "versions" not in path.parts)


def test_files_are_short_enough_to_read_in_one_go() -> None:
    lines = {_named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert lines
    assert {name: count for name, count in lines.items() if count > MOST_LINES_IN_A_FILE} == {}


def test_functions_are_short() -> None:
    assert [where for where, length in _functions() if length > MOST_LINES_IN_A_FUNCTION] == []


def test_file_names_say_what_is_inside() -> None:
    assert [_named(path) for path in python_files() if path.stem in NAMES_THAT_SAY_NOTHING] == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_contains(what: str) -> None:
    found: list[str] = []
    for path in written_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        found += [f"{_named(path)}: {match[0]}" for match in FORBIDDEN[what].finditer(text)]
    assert found == []


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_tests_reach_nothing_but_loopback() -> None:
    with socket.socket() as outside, pytest.raises(SocketConnectBlockedError):
        outside.connect(("192.0.2.1", 9))  # documentation addresses, RFC 5737


@pytest.mark.parametrize(("required", "status"), [("0", pytest.ExitCode.OK), ("1", pytest.ExitCode.TESTS_FAILED)])
def test_a_skip_is_a_failure_where_the_browser_is_required(tmp_path: Path, required: str, status: int) -> None:
    (tmp_path / "test_it.py").write_text("import pytest\n\ndef test_it():\n    pytest.skip('no browser')\n")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-rs", "--rootdir", str(tmp_path), str(tmp_path)],
        env=os.environ | {"SAMORDNING_TEST_REQUIRE_BROWSER": required},
        cwd=HOUSE,
        capture_output=True,
        text=True,
    )
    assert run.returncode == status, run.stdout
    assert "no browser" in run.stdout


def _functions() -> Iterator[tuple[str, int]]:
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{_named(path)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def _named(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()
