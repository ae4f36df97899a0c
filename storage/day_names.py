"""The names of months and days of the week, in Danish and English, with their usual short forms."""

from __future__ import annotations

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar january jan",
            "februar february feb",
            "marts march mar",
            "april apr",
            "maj may",
            "juni june jun",
            "juli july jul",
            "august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
"""1 to 12."""

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "mandag monday",
            "tirsdag tuesday",
            "onsdag wednesday",
            "torsdag thursday",
            "fredag friday",
            "lørdag saturday",
            "søndag sunday",
        )
    )
    for name in names.split()
}
"""0 to 6, Monday first."""
