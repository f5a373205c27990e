"""Numbers of Indonesian letters: forms as data, and reading them back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wian.jurisdictions.indonesia.letter_numbers import (
    NumberedLetter,
    letter_number,
    read_number,
)

JULY = date(2026, 7, 6)


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("140/TGR", "140/001/TGR/VII/2026"),
        ("TGR", "001/TGR/VII/2026"),
        (None, "001/VII/2026"),
        ("140/{nomor}/SJ", "140/001/SJ"),
        ("{nomor}/DPMD/{bulan}/{tahun}", "001/DPMD/VII/2026"),
        ("400.10.2.2/Kecamatan Slawi", "400.10.2.2/001/Kecamatan Slawi/VII/2026"),
        ("140/{lain}", "140/001/{lain}/VII/2026"),
    ],
)
def test_an_offices_code_is_the_form_of_its_numbers(code, printed):
    """Classification, running number, unit, Roman month and year, as the office writes them."""
    assert letter_number(code, 1, 2026, JULY) == printed


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("140/001/TGR/VII/2026", NumberedLetter("140/TGR", 1)),
        ("140 / 017 / TGR / VII / 2026", NumberedLetter("140/TGR", 17)),
        ("100.3.5.5/2625/BPD", NumberedLetter("100.3.5.5/BPD", 2625)),
        ("005/123", NumberedLetter("005", 123)),
        ("001/VII/2026", NumberedLetter(None, 1)),
        ("B-12/PMD/2026", NumberedLetter("B/PMD", 12)),
        ("56 TAHUN 2024", NumberedLetter(None, 56)),
        ("PMD-12", None),
        ("halaman 3", None),
        ("140/000/TGR/VII/2026", None),
        ("9" * 500, None),
    ],
)
def test_a_number_is_read_in_its_parts(text, parts):
    """Month and year are the date's matter; what is no number is none."""
    assert read_number(text) == parts


@given(
    st.sampled_from(["140/TGR", "TGR", None, "140/{nomor}/SJ", "400.10/DPMD"]),
    st.integers(1, 99_999),
    st.dates(date(2010, 1, 1), date(2035, 12, 31)),
)
def test_what_is_printed_is_read_back(code, number, dated):
    """Whatever the form, the running number comes back."""
    read = read_number(letter_number(code, number, dated.year, dated))
    assert read is not None
    assert read.number == number
