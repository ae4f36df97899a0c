"""A stage for each journey: the sample committees as they are at first, and a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import async_playwright, expect

from bot.demo import fill
from storage.samples import paths
from tests.journeys.stage import Stage, demo_stage

PATIENCE = 20_000
"""Milliseconds until something that should be seen counts as missing: a busy machine is no fault."""


@pytest.fixture(scope="session")
def sample_committees(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file that is only ever copied."""
    path = tmp_path_factory.mktemp("journeys") / "samples.db"
    shutil.copy(sqlite_template, path)
    fill(f"sqlite:///{path}", paths())
    return path


@pytest.fixture
async def stage(sample_committees: Path, tmp_path: Path, chromium: str) -> AsyncIterator[Stage]:
    expect.set_options(timeout=PATIENCE)
    database = shutil.copy(sample_committees, tmp_path / "samordning.db")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"], env={**os.environ, "LANGUAGE": "da", "LANG": "da_DK.UTF-8"}
        )
        async with demo_stage(f"sqlite:///{database}", browser) as stage:
            yield stage
