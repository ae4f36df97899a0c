"""Progress bars on a terminal; nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, track

from storage.importing import Watch

T = TypeVar("T")


def counted(things: Sequence[T], doing: str) -> Iterable[T]:
    """The things one by one, with a bar on standard error that goes away at the end."""
    console = Console(file=sys.stderr)
    return track(things, doing, console=console, transient=True, disable=not console.is_terminal)


@contextmanager
def bars(named: Callable[[str | None], str]) -> Generator[Watch]:
    """Bars for the phases of an import, row by row; `named` gives a sheet's phase, or the reading's, its words."""
    console = Console(file=sys.stderr)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:

        def watched(things: Iterable[T], what: str | None, /) -> Iterable[T]:
            total = len(things) if isinstance(things, Sequence) else None
            return progress.track(things, total, description=named(what))

        yield watched
