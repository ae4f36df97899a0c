"""Dates, times, numbers and lists as the reader's language writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from templates.translations import catalogue

LOCALES = {"da": "da_DK", "en": "en_GB"}
"""The languages people read, each with the country whose way of writing is meant."""


def filters(language: str, timezone: str) -> dict[str, Callable[..., str]]:
    """The filters of messages.

    A datetime is aware and shown as the clock in timezone (IANA name) reads; a naive one is a ValueError.
    date: "onsdag den 10. marts 2027"; datetime: the same "kl. 13.00"; day: "10. marts 2027"; time: "13.00";
    number: "1.234,5"; percent of a share: "42 %"; listing: "a, b og c".
    """
    locale, zone, _ = Locale.parse(LOCALES[language]), ZoneInfo(timezone), catalogue(language).gettext

    def date(value: dt.date) -> str:
        return format_date(_day(value, zone), "full", locale)

    def day(value: dt.date) -> str:
        return format_date(_day(value, zone), "long", locale)

    def time(value: dt.datetime | dt.time) -> str:
        if isinstance(value, dt.datetime):
            value = _local(value, zone).time()
        return format_time(value, "short", locale=locale)

    def datetime(value: dt.datetime) -> str:
        return _("%(date)s at %(time)s") % {"date": date(value), "time": time(value)}

    def number(value: float) -> str:
        return format_decimal(value, locale=locale)

    def percent(share: float) -> str:
        return format_percent(share, locale=locale)

    def listing(values: Iterable[object]) -> str:
        return format_list([str(value) for value in values], locale=locale)

    return {made.__name__: made for made in (date, day, time, datetime, number, percent, listing)}


def _day(value: dt.date, zone: ZoneInfo) -> dt.date:
    return _local(value, zone).date() if isinstance(value, dt.datetime) else value


def _local(value: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    if value.tzinfo is None:
        raise ValueError(f"{value} says no timezone")
    return value.astimezone(zone)
