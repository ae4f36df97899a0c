"""Folding: how names are compared, the same on every database."""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans({"å": "a", "ø": "o", "æ": "e"})


def fold(text: str) -> str:
    """Lower case, å/aa → a, ø/oe → o, æ/ae → e, other accents off, runs of white space and hyphens one space.

    No two of the 46 municipalities' names fold to the same word.
    """
    lowered = unicodedata.normalize("NFC", text).lower().translate(_LETTERS)
    for pair, letter in (("aa", "a"), ("oe", "o"), ("ae", "e")):
        lowered = lowered.replace(pair, letter)
    bare = "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))
    return " ".join(bare.replace("-", " ").replace("–", " ").split())
