"""A sentence for each thing that can be wrong with a file to import."""

from __future__ import annotations

from templates.translations import catalogue


def marked(english: str) -> str:
    """Marks a sentence for translation; it is translated when it is said."""
    return english


_ = marked


SENTENCES = {
    "not_found": _("there is no such file"),
    "unknown_format": _("only .xlsx, .csv, .yaml and .yml files can be read; save the file in one of these formats"),
    "too_large": _("the file is too large; divide it into several"),
    "not_yaml": _("this is not readable as YAML"),
    "anchor": _("anchors, aliases and tags of YAML are refused"),
    "wrong_shape": _(
        "a file holds sheets, a sheet a list of rows, and a row columns with texts or lists of texts; this is otherwise"
    ),
    "not_csv": _("this is not readable as CSV; is there a quotation mark that isn't closed?"),
    "encoding": _("the letters can't be read for certain; save the file as “CSV UTF-8”"),
    "not_workbook": _("this is not readable as an Excel workbook; open it in Excel and save it as .xlsx"),
    "encrypted": _("the file is protected by a password; save a copy without it"),
    "macros": _("the file has macros; save a copy as .xlsx without them"),
    "too_many_cells": _("a sheet is in use too far down or to the right; delete empty rows and columns, or divide it"),
    "unknown_sheet": _("no sheet is called this; “samordning import --template FILE” shows what they are called"),
    "unknown_column": _("there is no such column here; correct the heading, or delete the column"),
    "missing_column": _("this must be filled in"),
    "missing_heading": _("this heading is missing; write it above its column"),
    "duplicate_column": _("this stands twice; delete one of the two"),
    "no_heading": _("there is something in a column without a heading; write one, or delete it"),
    "merged_across": _("cells are merged across several columns; divide them"),
    "turned_into_date": _("Excel has made a date or a time of this; format the cell as text, and write it again"),
    "formula": _("the formula has no value, or an error; write the value instead"),
    "control_character": _("there is an invisible control character here; write the text again"),
    "duplicate_key": _("this row stands twice; delete one of the two"),
    "wrong_type": _("this is not what the column takes"),
    "wrong_value": _("this is not what the column takes"),
    "ends_before_start": _("this ends before it starts"),
    "unknown_reference": _("this refers to something that is neither in the files nor in the database"),
    "circular": _("this leads back to itself"),
}

EXPECTED = {
    "day": _("write a date, such as 1-1-2027 or 1 January 2027"),
    "number": _("write a number"),
    "yes_or_no": _("write yes or no"),
    "choice": _("write one of these"),
    "id": _("write an id: a–z, 0–9, hyphens and underscores, such as north-town"),
    "email": _("write an e-mail address"),
    "platform_id": _("write the platform's own id, not a name"),
    "text": _("write a text"),
}


def sentence(language: str, problem: str, expected: str | None, detail: str, hint: str | None) -> str:
    """What is wrong and what to do, with what the file says (`detail`) and what is near or allowed (`hint`)."""
    translated = catalogue(language).gettext
    said = translated(SENTENCES[problem])
    if detail:
        said = translated(_("“%(detail)s”: %(problem)s")) % {"detail": in_one_line(detail), "problem": said}
    if expected is not None:
        said = f"{said}; {translated(EXPECTED[expected])}"
    if hint and expected is not None:
        return f"{said}: {in_one_line(hint)}"
    return translated(_("%(problem)s; see: %(hint)s")) % {"problem": said, "hint": in_one_line(hint)} if hint else said


def place(language: str, file: str, line: int | None, sheet: str | None, row: int | None, column: str | None) -> str:
    """Where it is: "kontakter.xlsx: ark Kontaktpunkter, række 5, kolonne Telefon"."""
    translated = catalogue(language).gettext
    named = ((_("sheet %(name)s"), sheet), (_("row %(name)s"), row), (_("column %(name)s"), column))
    where = ", ".join(translated(words) % {"name": name} for words, name in named if name is not None)
    start = file if line is None else f"{file}:{line}"
    return in_one_line(f"{start}: {where}" if where else start)


def in_one_line(text: str) -> str:
    """Without line breaks and signs that a terminal would obey."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
