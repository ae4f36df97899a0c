"""Progress bars on a terminal; nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import track

T = TypeVar("T")


def counted(things: Sequence[T], doing: str) -> Iterable[T]:
    """The things one by one, with a bar on standard error that goes away at the end."""
    console = Console(file=sys.stderr)
    return track(things, doing, console=console, transient=True, disable=not console.is_terminal)
