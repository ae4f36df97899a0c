"""Which organisations, bodies and topics a text names: by their aliases, with genitives, compounds and typos."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlalchemy import select

from storage.models import Alias
from storage.scope import ScopedSession
from storage.search import fold

_TYPO_FROM = 6
"""Shorter words are too like each other for typos to be forgiven."""
_TYPO_LIKENESS = 85.0
_STEM_FROM = 6
"""From this length a topic's name is recognised at the beginning of a longer word (udskrivningskoordinatoren)."""
_MOST_WORDS = 100
"""Names are looked for in so many words: a longer text tells a story, and looking through it would take seconds."""


@dataclass(frozen=True, slots=True)
class Names:
    """Ids that the text may mean, per kind, best first."""

    organisations: tuple[str, ...]
    bodies: tuple[str, ...]
    areas: tuple[str, ...]
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
            areas=self._best(words, "area", stems=False),
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
    return [word.strip(".") for word in bare.split(maxsplit=_MOST_WORDS)[:_MOST_WORDS] if word.strip(".")]


def _exactly(phrases: list[str], known: dict[str, list[str]]) -> list[str]:
    """Names as they stand, or in the genitive."""
    return [ref for phrase in phrases for form in (phrase, phrase.removesuffix("s")) for ref in known.get(form, ())]


def _roughly(phrases: list[str], known: dict[str, list[str]], *, stems: bool) -> list[str]:
    long_names = [name for name in known if len(name) >= _TYPO_FROM]
    found: list[tuple[float, str]] = []
    for phrase in dict.fromkeys(phrases):
        if len(phrase) < _TYPO_FROM:
            continue
        alike = process.extract(phrase, long_names, scorer=fuzz.ratio, score_cutoff=_TYPO_LIKENESS, limit=None)
        found.extend(
            (likeness, ref) for name, likeness, _ in alike if _word_by_word(phrase, name) for ref in known[name]
        )
        if stems:
            found.extend((100.0, ref) for name in _stems(phrase, known) for ref in known[name])
    best = max((likeness for likeness, _ in found), default=0.0)
    return [ref for likeness, ref in found if likeness == best]


def _word_by_word(phrase: str, name: str) -> bool:
    """Typos are forgiven in each long word by itself, or "samordningsudvalg er" would be "samordningsudvalg nord"."""
    pairs = list(zip(phrase.split(), name.split(), strict=False))
    if phrase.count(" ") != name.count(" "):
        return phrase.replace(" ", "") == name.replace(" ", "")
    return all(
        typed == known or (len(known) >= _TYPO_FROM and fuzz.ratio(typed, known) >= _TYPO_LIKENESS)
        for typed, known in pairs
    )


def _stems(phrase: str, known: dict[str, list[str]]) -> list[str]:
    return [name for name in known if len(name) >= _STEM_FROM and phrase.startswith(name)]
