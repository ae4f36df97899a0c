"""Server processes: started, waited for, measured, and stopped by their id."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.error import URLError

MOST_START = 60.0
MOST_STOP = 15.0


class Process:
    """`python -m MODULE …`, serving on `port`. `started_in`: seconds until /healthz answered 200."""

    def __init__(self, module: str, arguments: Sequence[str], port: int, env: Mapping[str, str], log: Path) -> None:
        self._command = [sys.executable, "-m", module, *arguments]
        self._env = {**os.environ, **env}
        self._log = log
        self.port = port
        self.started_in = 0.0

    def __enter__(self) -> Self:
        started = time.monotonic()
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(self._command, env=self._env, stdout=log, stderr=log)
        while not _is_well(self.port):
            if self._process.poll() is not None or time.monotonic() - started > MOST_START:
                self._stop()
                raise RuntimeError(f"{' '.join(self._command)} did not start:\n{self._log.read_text()}")
            time.sleep(0.005)
        self.started_in = time.monotonic() - started
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()

    def _stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(MOST_STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def megabytes(self) -> float:
        """Resident memory now."""
        shown = subprocess.run(["ps", "-o", "rss=", "-p", str(self._process.pid)], capture_output=True, check=True)
        return int(shown.stdout) / 1024


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _is_well(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return answer.status == 200
    except (URLError, ConnectionError, TimeoutError):
        return False
