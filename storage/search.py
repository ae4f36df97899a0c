"""Folding: how names are compared, the same on every database."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({"å": "a", "ø": "o", "æ": "e"})
_PAIRS = ((re.compile("aa+"), "a"), (re.compile("ae+"), "e"), (re.compile("oe+"), "o"))
"""In this order no pair comes of another, so that folding twice is folding once."""


def fold(text: str) -> str:
    """Lower case, å/aa → a, ø/oe → o, æ/ae → e, other accents off, runs of white space and hyphens one space.

    No two of the 46 municipalities' names fold to the same word.
    """
    letters = unicodedata.normalize("NFC", text).lower().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFD", letters) if not unicodedata.combining(c))
    for pair, letter in _PAIRS:
        bare = pair.sub(letter, bare)
    return " ".join(bare.replace("-", " ").replace("–", " ").split())
