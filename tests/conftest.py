"""What holds for every test: no settings from outside, no way out but loopback, and nothing skipped in silence.

Sockets are kept to loopback by pytest-socket (`--allow-hosts` in pyproject.toml).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import settings

pytest_plugins = ["tests.databases"]

# A slow machine is no wrong rule: only a wrong answer fails a property.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own tokens and database stay out of every test."""
    for name in list(os.environ):
        if name.upper().startswith(("SAMORDNING_", "SLACK_", "TEAMS_", "GRAPH_")):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser on this machine; a test that asks for it is skipped where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.skip("no Chromium here: install the package chromium to run the browser tests")


# Chromium is the only thing that may be missing, so where it is required a skip of any kind is a failure.
_NOTHING_MAY_BE_SKIPPED = os.environ.get("SAMORDNING_TEST_REQUIRE_BROWSER") == "1"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _failed_if_skipped((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _failed_if_skipped((yield))


def _failed_if_skipped(report: Any) -> Any:
    if _NOTHING_MAY_BE_SKIPPED and report.skipped and not hasattr(report, "wasxfail"):
        *_, reason = report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: {reason} (SAMORDNING_TEST_REQUIRE_BROWSER=1: nothing may be skipped)"
    return report
