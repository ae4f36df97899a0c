"""How long `samordning import` takes, with everything that people wait for: start, reading, checking, writing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.databases import Engine

LONGEST = 600.0


def write_contact_points(path: Path, many: int) -> None:
    """Invented contact points of one invented municipality, as flow YAML, one on each line."""
    fixed = {"organisation": "nordby", "topic": "udskrivning", "phone": "00 00 00 00", "hours": "hverdage kl. 8–15"}
    fixed |= {"purpose": "Udskrivning", "confirmed_on": "2026-11-15", "source": "Opdigtet eksempel"}
    with path.open("w") as file:
        file.write("contact_points:\n")
        for number in range(many):
            row = {**fixed, "function": f"Funktion {number}", "email": f"f{number}@nordby.example.dk"}
            file.write(f"  - {json.dumps(row, ensure_ascii=False)}\n")


def measure_import(engine: Engine, path: Path) -> float:
    """Seconds. RuntimeError: the command failed."""
    env = {**os.environ, "SAMORDNING_DATABASE_URL": engine.filled()}
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "bot", "import", str(path)], env=env, capture_output=True, text=True, timeout=LONGEST
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return time.monotonic() - began
