"""What is in the distribution, and that its plain package names collide with nobody's."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest

HOUSE = Path(__file__).parents[1]
ROOMS = ("bot", "handlers", "storage", "templates")


@pytest.mark.parametrize("room", ROOMS)
def test_no_dependency_brings_a_package_named_like_a_room(room: str) -> None:
    assert set(packages_distributions().get(room, ())) <= {"samordning"}


def test_the_wheel_carries_all_that_is_not_python(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=HOUSE, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    carried = set(ZipFile(wheel).namelist())
    kept = {
        path.relative_to(HOUSE).as_posix() for room in ROOMS for path in (HOUSE / room).rglob("*") if path.is_file()
    }
    assert {name for name in kept if "__pycache__" not in name} <= carried
