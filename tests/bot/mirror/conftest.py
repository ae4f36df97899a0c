"""The mirror's pauses, short enough to be waited for."""

from __future__ import annotations

import pytest

from bot import leases, mirror


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mirror, "SETTLE", 0.1)
    monkeypatch.setattr(mirror, "SUSPENDED_RETRY", 0.3)
    monkeypatch.setattr(mirror, "SLOWEST_RETRY", 0.3)


@pytest.fixture
def short_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process; one that is started keeps its own."""
    monkeypatch.setattr(leases, "LEASE", 0.6)
    monkeypatch.setattr(mirror, "BEAT", 0.1)
