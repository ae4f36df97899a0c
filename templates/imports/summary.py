"""What an import has done or would do, a line each."""

from __future__ import annotations

from collections.abc import Sequence

from templates.imports.problems import in_one_line
from templates.translations import catalogue


def would_change(language: str) -> str:
    _ = catalogue(language).gettext
    return _("This would change; nothing has been written:")


def nothing_imported(language: str) -> str:
    _ = catalogue(language).gettext
    return _("nothing was imported")


def no_rows(language: str) -> str:
    _ = catalogue(language).gettext
    return _("the files have no rows")


def more_problems(language: str, number: int) -> str:
    ngettext = catalogue(language).ngettext
    return ngettext("%(n)s more problem", "%(n)s more problems", number) % {"n": number}


def counts(language: str, sheet: str, created: int, changed: int, unchanged: int, removed: int) -> str:
    """ "Kontaktpunkter: 3 nye, 1 ændret, 96 uændrede"."""
    ngettext = catalogue(language).ngettext
    parts = [
        ngettext("%(n)s new", "%(n)s new", created) % {"n": created},
        ngettext("%(n)s changed", "%(n)s changed", changed) % {"n": changed},
        ngettext("%(n)s unchanged", "%(n)s unchanged", unchanged) % {"n": unchanged},
    ]
    if removed:
        parts.append(ngettext("%(n)s removed", "%(n)s removed", removed) % {"n": removed})
    return f"{sheet}: {', '.join(parts)}"


def change(language: str, key: Sequence[str], columns: Sequence[str], is_new: bool) -> str:
    """A new row's key, or a changed one's with what changes in it."""
    _ = catalogue(language).gettext
    said = {"row": in_one_line(" · ".join(key)), "columns": ", ".join(columns)}
    return (_("new: %(row)s") if is_new else _("changed: %(row)s (%(columns)s)")) % said


def more_changes(language: str, number: int) -> str:
    ngettext = catalogue(language).ngettext
    return ngettext("and %(n)s more", "and %(n)s more", number) % {"n": number}


def phase(language: str, sheet: str | None) -> str:
    """What the import is doing: reading, or writing a sheet."""
    _ = catalogue(language).gettext
    return _("Reading") if sheet is None else _("Writing %(sheet)s") % {"sheet": sheet}


def template_written(language: str, path: str) -> str:
    _ = catalogue(language).gettext
    return _("%(path)s is ready to be filled in") % {"path": path}


def wrong_name(language: str) -> str:
    _ = catalogue(language).gettext
    return _("give the workbook a name that ends in .xlsx")


def is_there(language: str) -> str:
    _ = catalogue(language).gettext
    return _("there is a file of this name already; it has been left as it is")
