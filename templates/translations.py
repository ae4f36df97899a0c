"""Danish for the English sentences of the messages, and the check that nothing is missing.

python -m templates.translations --check     one line per fault
python -m templates.translations [--update]  sentences of messages and renderers into the catalogues
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from functools import cache
from gettext import NullTranslations
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from babel.support import Translations

ROOM = Path(__file__).parent
LANGUAGES = ("da",)
"""English is what the sentences are written in and needs no catalogue."""

_HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plural}\\n"

"""
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_ELEMENT = re.compile(r"</?\w+[^>]*>")


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations into language; without a catalogue the English sentences themselves."""
    if language not in LANGUAGES:
        return NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, read(language))
    compiled.seek(0)
    return Translations(compiled)


def path(language: str) -> Path:
    return ROOM / "locale" / language / "messages.po"


def read(language: str) -> Catalog:
    """The catalogue as it is in the file; an empty one when there is none yet."""
    if not path(language).exists():
        return Catalog(language)
    with path(language).open("rb") as file:
        return read_po(file, locale=language)


def extracted() -> Catalog:
    """Every sentence of the messages, and those that renderers mark with _()."""
    options = {"**.j2": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}
    methods = [("**.py", "python"), ("messages/**.xml.j2", "jinja2")]
    found = Catalog()
    for _, _, message, _, _ in extract_from_dir(ROOM, methods, options, keywords={**_KEYWORDS}):
        found.add(message)
    return found


_KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "gettext": None, "ngettext": (1, 2)}


def update(language: str) -> None:
    """New sentences come in untranslated, those no longer said go; sorted, without places and dates."""
    merged = read(language)
    merged.update(extracted(), no_fuzzy_matching=True)
    merged.obsolete.clear()
    path(language).parent.mkdir(parents=True, exist_ok=True)
    with path(language).open("wb") as file:
        file.write(_HEADER.format(language=language, plural=merged.plural_forms).encode())
        write_po(file, merged, width=110, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)


def faults(language: str, said: Catalog, translated: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue, a line each."""
    for message in said:
        if message.id and not translated.get(message.id):
            yield f"{language}: missing: {_english(message)}"
    for message in [*translated, *translated.obsolete.values()]:
        if message.id and not said.get(message.id):
            yield f"{language}: obsolete: {_english(message)}"
        elif message.id:
            yield from (f"{language}: {fault}: {_english(message)}" for fault in _wrong(message))


def _wrong(message: Message) -> Iterator[str]:
    english, ours = _forms(message.id), _forms(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not any(ours):
        yield "untranslated"
    elif not all(ours):
        yield "untranslated plural"
    elif any(_marks(one) not in [_marks(theirs) for theirs in english] for one in ours):
        yield "placeholders or elements differ"


def _forms(texts: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [texts or ""] if isinstance(texts, str | None) else list(texts)


def _english(message: Message) -> str:
    return _forms(message.id)[0]


def _marks(text: str) -> list[str]:
    return sorted(_PLACEHOLDER.findall(text) + _ELEMENT.findall(text))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m templates.translations")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="one line per fault; exit status 1 if there is any")
    what.add_argument("--update", action="store_true", help="bring the catalogues up to date (also without it)")
    if not parser.parse_args(arguments).check:
        for language in LANGUAGES:
            update(language)
        return 0
    said = extracted()
    found = [fault for language in LANGUAGES for fault in faults(language, said, read(language))]
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
