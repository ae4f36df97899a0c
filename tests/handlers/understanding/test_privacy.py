"""The guard before anything is stored: CPR numbers however they are written, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.understanding.privacy import MASK, has_personal_number, mask

NUMBERS = [
    "010190-1234",
    "0101901234",
    "010190 1234",
    "01 01 90 1234",
    "01 01 90 12 34",
    "010190-12 34",
    "01.01.90-1234",
    "01.01.90.1234",
    "01-01-90-1234",
    "01/01/90-1234",
    "010190.1234",
    "010190/1234",
    "010190 - 1234",
    "010190 -1234",
    "010190- 1234",
    "010190  1234",
    "010190\t1234",  # from a table
    "010190\u00a01234",  # a space that doesn't break
    "010190\u20111234",  # a hyphen that doesn't break, as word processors write it
    "010190\u20101234",
    "010190–1234",
    "010190—1234",
    "010190−1234",
    "010190\u00ad-1234",  # a soft hyphen
    "010190\u200b-1234",  # a space of no width
    "０１０１９０-１２３４",  # full width
    "０１０１９０１２３４",
    "٠١٠١٩٠-١٢٣٤",  # other digits
    "610190-1234",  # replacement numbers add 60 to the day
    "910190-1234",
    "6101901234",
    "310299-4321",  # no such day, but written like a number
    "290200-1234",
    "311299-9999",  # no check digit to go by
    "010100-0000",
    "CPR nr. 010190-1234",
    "cpr:0101901234.",
    "(010190-1234)",
    "cpr010190-1234x",
    "borger 010190-1234 i Greve blev glemt",
]

OTHER_THINGS = [
    "12 34 56 78",
    "12345678",
    "+45 12 34 56 78",
    "+4512345678",
    "0045 12345678",
    "tlf. 3112 9943",
    "00 00 27 02",
    "1813",
    "112",
    "SAG-2020-00685",
    "SAG-2020-006851",
    "2020-123456",
    "12/838",
    "j.nr. 19/00012",
    "LOV nr 699",
    "2026-11-23",
    "23-11-2026",
    "23.11.2026 kl. 10.00",
    "231126",
    "010190",
    "01.01-31.12 2026",
    "2026-12-04T12:00",
    "2026-12-04T12:00:00+01:00",
    "kl. 10.00-12.00",
    "uge 49-51",
    "DK50 0040 0440 1162 43",
    "DK5000400440116243",
    "5790000123456",
    "EAN 5790000123456",
    "EAN 5798 0098 7654 3",
    "CVR 12345678",
    "1234567890123",
    "010190-12345",  # a digit too many, before or after
    "12010190-1234",
    "010190-123",
    "000000-0000",  # no such day or month, however it is written
    "320190-1234",
    "011390-1234",
    "0000000000",
    "9999999999",
    "1234567890",
    "3213991234",
    "3102991234",  # ten digits in a row are a number only if the day exists
    "version 1.2.3.4",
    "192.168.10.12",
    "https://example.dk/sag/0101901234567",
    "1.000.000.000",
    "100.000-200.000",
    "§ 15, stk. 2",
    "4180 Sorø",
    "lokale 4.12",
    "5 kommuner, 12 møder, 2026",
    "",
]


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_is_masked_however_it_is_written(text: str) -> None:
    assert has_personal_number(text)
    masked = mask(text)
    assert MASK in masked
    assert "1234" not in masked


@pytest.mark.parametrize("text", OTHER_THINGS)
def test_other_numbers_stay_as_they_are(text: str) -> None:
    assert not has_personal_number(text)
    assert mask(text) == text


def test_every_number_of_a_text_is_masked_and_the_rest_stays() -> None:
    assert mask("010190-1234 og 020280-4321 (tlf. 12 34 56 78)") == f"{MASK} og {MASK} (tlf. 12 34 56 78)"


def test_masking_twice_is_masking_once() -> None:
    for text in NUMBERS:
        assert mask(mask(text)) == mask(text)


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2026, 11, 23)),
    st.integers(0, 9999),
    st.sampled_from(["", "-", " ", " - ", "–", "."]),
    st.sampled_from([0, 60]),
)
def test_every_day_with_any_four_digits_is_a_number(day: dt.date, serial: int, between: str, added: int) -> None:
    """No modulus 11: numbers without it have been given since 2007."""
    written = f"{day.day + added:02}{day:%m%y}{between}{serial:04}"
    assert mask(f"Hr. {written}, tak") == f"Hr. {MASK}, tak"


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    assert not has_personal_number(mask(text))
