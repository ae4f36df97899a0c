"""A row as every format hands it over: where it stands, which sheet it belongs to, and its cells as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from storage.importing.problems import Place

Cell: TypeAlias = str | list[str] | dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class RawRow:
    """`sheet` is the sheet's name as this project knows it; `place.sheet` is what the file calls it."""

    sheet: str
    place: Place
    cells: dict[str, Cell]
    """Empty cells are left out."""
