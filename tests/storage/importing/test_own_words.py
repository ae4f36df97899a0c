"""The samples are in our own words: nowhere eight words in a row as in the source documents.

The sources are not part of the project, so `source_fingerprints.txt` keeps a hash of each eight words of theirs, made
with `fingerprints` below, once as they stand and once with words joined that a line's end divides.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from pathlib import Path

import pytest

from storage.importing.reading import read_rows
from storage.samples import paths

WORDS = 8
SOURCES = frozenset(Path(__file__).with_name("source_fingerprints.txt").read_text(encoding="ascii").split())


def runs(text: str) -> list[str]:
    """Every eight words in a row, without punctuation and capitals."""
    words = re.findall(r"\w+", text.casefold())
    return [" ".join(words[start : start + WORDS]) for start in range(len(words) - WORDS + 1)]


def fingerprints(text: str) -> dict[str, str]:
    """Hash → the words."""
    return {blake2b(run.encode(), digest_size=5).hexdigest(): run for run in runs(text)}


def test_the_sources_have_been_read() -> None:
    assert len(SOURCES) > 2000


def test_eight_words_are_recognised_whatever_stands_between_them() -> None:
    assert set(fingerprints("En, to tre – fire fem\nseks SYV otte.")) == set(
        fingerprints("en to tre fire fem seks syv otte")
    )
    assert not fingerprints("syv ord i træk er endnu fri")


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.name)
def test_a_sample_has_no_sentence_of_a_source(path: Path) -> None:
    cells = [str(cell) for row in read_rows(path, []) for cell in row.cells.values()]
    assert cells
    comments = "\n".join(re.findall(r"^#(.*)", path.read_text(encoding="utf-8"), flags=re.MULTILINE))
    found = {hash_: run for text in (*cells, comments) for hash_, run in fingerprints(text).items() if hash_ in SOURCES}
    assert found == {}
