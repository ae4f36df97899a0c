"""Danish or English, by the small words that a sentence can hardly do without."""

from __future__ import annotations

import re

_DANISH = frozenset(
    "og i på at er det den til en et som af med for hvem hvor hvad hvornår hvordan hvilke jeg vi de du har skal kan "
    "må ikke om fra eller mit min vores kontakt møde møder afstemning punkt dagsorden hej tak hjælp udvalget ofte "
    "tit".split()
)
_ENGLISH = frozenset(
    "the and of to is are in on a an for with who where what when how which i we you they has have must can may not "
    "about from or my our contact meeting meetings poll item agenda hello hi thanks help committee often please".split()
)


def language_of(text: str) -> str | None:
    """`da`, `en`, or None where the words don't tell."""
    words = re.findall(r"[a-zæøå]+", text.lower())
    danish = sum(word in _DANISH and word not in _ENGLISH for word in words) + any(c in text.lower() for c in "æøå")
    english = sum(word in _ENGLISH and word not in _DANISH for word in words)
    if danish == english:
        return None
    return "da" if danish > english else "en"
