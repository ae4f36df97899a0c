"""Formulas that have no value, and errors, as texts: the workbook's reader takes both for empty cells."""

from __future__ import annotations

import re

_ERROR = re.compile(rb"(<(?:\w+:)?c\b[^<>]*?\st=)([\"'])e\2")
"""A cell of type "error"; as type "string" its `#REF!` is seen."""
_FORMULA = re.compile(
    rb"<((?:\w+:)?)c\b([^<>]*)>\s*<\1f\b[^<>]*(?:/>|>([^<]*)</\1f>)\s*(?:<\1v\s*/>|<\1v></\1v>)?\s*</\1c>"
)
"""A cell with a formula and no value: a program wrote it, and Excel hasn't calculated it yet."""
_TYPE = re.compile(rb"\st=([\"'])(\w+)\1")


def with_visible_formulas(part: bytes) -> bytes:
    """A worksheet whose errors and formulas without a value read as texts; any other part as it is."""
    if b"sheetData" not in part:
        return part
    if b'"e"' in part or b"'e'" in part:
        part = _ERROR.sub(rb"\1\2str\2", part)
    return _FORMULA.sub(_said, part) if b"<f" in part or b":f" in part else part


def _said(cell: re.Match[bytes]) -> bytes:
    prefix, attributes, formula = cell.groups()
    kind = _TYPE.search(attributes)
    if kind and kind[2] == b"str":
        return cell[0]  # its value is an empty text
    plain = _TYPE.sub(b"", attributes)
    return b'<%(p)sc%(a)s t="str"><%(p)sv>=%(f)s</%(p)sv></%(p)sc>' % {b"p": prefix, b"a": plain, b"f": formula or b""}
