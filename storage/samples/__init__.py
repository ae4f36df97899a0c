"""Sample data in our own words: real bodies and terms, and one invented region whose committees work today."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

_PLACES = ("places", "topics", "parties")
_REAL = ("bodies-hovedstaden", "bodies-sjaelland", "terms-2007", "terms-2019", "sources-hovedstaden", "terms-sjaelland")
_DEMO = ("demo", "demo-terms", "demo-people", "demo-contacts")


def paths() -> tuple[Path, ...]:
    """Every file, those that others refer to first; `storage.importing.read_files` takes them together."""
    folder = Path(str(files(__name__)))
    return tuple(folder / f"{name}.yaml" for name in (*_PLACES, *_REAL, "contacts", *_DEMO))
