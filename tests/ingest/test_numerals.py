"""Chinese numerals both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numerals import chinese_numeral, heading_numeral, parse_numeral


@given(st.integers(1, 9_999))
def test_a_number_survives_printing_and_reading(number: int) -> None:
    assert parse_numeral(chinese_numeral(number)) == number


@given(st.integers(0, 99_999))
def test_arabic_digits_of_any_width_are_read(number: int) -> None:
    full_width = str(number).translate({ord("0") + i: ord("０") + i for i in range(10)})
    assert parse_numeral(full_width) == parse_numeral(str(number)) == number


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("廿三", 23),
        ("一百零五", 105),
        ("一千二百六十", 1260),
        ("二〇二五", 2025),
        ("二○二五", 2025),
        ("两百", 200),
        ("三万五千", 35_000),
        ("叁拾", 30),
    ],
)
def test_the_ways_people_write_numbers(printed: str, number: int) -> None:
    assert parse_numeral(printed) == number


@pytest.mark.parametrize("printed", ["", "甲", "1.3", "十四五规划", "-1"])
def test_what_is_no_number_is_none(printed: str) -> None:
    assert parse_numeral(printed) is None


@pytest.mark.parametrize(
    ("printed", "number"), [("—", 1), ("十—", 11), ("†二", 12), ("二O", 20), ("三〇", 30), ("十十", None), ("〇", None)]
)
def test_look_alikes_of_heading_numbers(printed: str, number: int | None) -> None:
    assert heading_numeral(printed) == number
