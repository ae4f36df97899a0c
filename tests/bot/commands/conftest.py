"""Commands in this process, and in one of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app, main

Run = Callable[..., Result]
Ends = Callable[..., "Ended"]
ROOT = Path(__file__).parents[3]


@pytest.fixture
def run(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("ask", "--as", …, input=…)` on the sample committees, in a folder of its own."""
    monkeypatch.setenv("SAMORDNING_DATABASE_URL", sqlite_url)
    monkeypatch.chdir(tmp_path)

    def run(*words: str, input: str | None = None) -> Result:
        return CliRunner().invoke(app, list(words), input=input)

    return run


@dataclass(frozen=True)
class Ended:
    status: int
    out: str
    err: list[str]
    """The lines on standard error."""


@pytest.fixture
def ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ends:
    """`ends("when", …)`: as `samordning when …` in an empty folder; `settings` by their names."""
    monkeypatch.chdir(tmp_path)

    def ends(*words: str, **settings: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["samordning", *words])
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            main()
        written = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ended(ended.value.code, written.out, written.err.splitlines())

    return ends


def start(*words: str, **settings: str) -> subprocess.Popen[str]:
    """A process of its own: `python -m bot …`."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, **settings},
    )
