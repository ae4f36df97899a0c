"""Which organisations, bodies and topics a text names: by their aliases, with genitives, compounds and typos."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz
from sqlalchemy import select

from storage.models import Alias
from storage.scope import ScopedSession
from storage.search import fold

_TYPO_FROM = 6
"""Shorter words are too like each other for typos to be forgiven."""
_TYPO_LIKENESS = 85.0
_STEM_FROM = 6
"""From this length a topic's name is recognised at the beginning of a longer word (udskrivningskoordinatoren)."""


@dataclass(frozen=True, slots=True)
class Names:
    """Ids that the text may mean, per kind, best first; `longest` is the number of words of the best name."""

    organisations: tuple[str, ...]
    bodies: tuple[str, ...]
    topics: tuple[str, ...]


class Gazetteer:
    """Every name in the database, folded. Read once per conversation turn."""

    def __init__(self, aliases: Iterable[tuple[str, str, str]]) -> None:
        """`aliases` as (kind, ref, folded)."""
        self._refs: dict[str, dict[str, list[str]]] = {}
        for kind, ref, folded in aliases:
            self._refs.setdefault(kind, {}).setdefault(folded, []).append(ref)

    @classmethod
    def of(cls, session: ScopedSession) -> Gazetteer:
        return cls(
            (kind, ref, folded) for kind, ref, folded in session.execute(select(Alias.kind, Alias.ref, Alias.folded))
        )

    def find(self, text: str) -> Names:
        words = _words(text)
        return Names(
            organisations=self._best(words, "organisation", stems=False),
            bodies=self._best(words, "body", stems=False),
            topics=self._best(words, "topic", stems=True),
        )

    def _best(self, words: list[str], kind: str, *, stems: bool) -> tuple[str, ...]:
        """The refs of the longest name found; of equally long ones, those found exactly before typos."""
        known = self._refs.get(kind, {})
        longest = max((name.count(" ") + 1 for name in known), default=0)
        for size in range(min(longest, len(words)), 0, -1):
            phrases = [" ".join(words[at : at + size]) for at in range(len(words) - size + 1)]
            found = _exactly(phrases, known) or _roughly(phrases, known, stems=stems)
            if found:
                return tuple(dict.fromkeys(found))
        return ()


def _words(text: str) -> list[str]:
    bare = "".join(c if c.isalnum() or c in "+." else " " for c in fold(text))
    return [word.strip(".") for word in bare.split() if word.strip(".")]


def _exactly(phrases: list[str], known: dict[str, list[str]]) -> list[str]:
    """Names as they stand, or in the genitive."""
    return [ref for phrase in phrases for form in (phrase, phrase.removesuffix("s")) for ref in known.get(form, ())]


def _roughly(phrases: list[str], known: dict[str, list[str]], *, stems: bool) -> list[str]:
    found: list[tuple[float, str]] = []
    for phrase in phrases:
        if len(phrase) < _TYPO_FROM:
            continue
        for name, refs in known.items():
            likeness = fuzz.ratio(phrase, name, score_cutoff=_TYPO_LIKENESS) if len(name) >= _TYPO_FROM else 0.0
            if stems and len(name) >= _STEM_FROM and phrase.startswith(name):
                likeness = 100.0
            if likeness:
                found.extend((likeness, ref) for ref in refs)
    best = max((likeness for likeness, _ in found), default=0.0)
    return [ref for likeness, ref in found if likeness == best]
