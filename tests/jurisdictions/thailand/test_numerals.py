"""Thai numerals, there and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wian.jurisdictions.thailand.numerals import to_arabic_digits, to_thai_digits


def test_each_digit_has_its_thai_form():
    """A clerk who types 0 to 9 sees ๐ to ๙ on the letter, in the same order."""
    assert to_thai_digits("0123456789") == "๐๑๒๓๔๕๖๗๘๙"
    assert to_arabic_digits("๐๑๒๓๔๕๖๗๘๙") == "0123456789"


def test_everything_else_stays():
    """Codes, dots and slashes around the digits are the office's own and stay untouched."""
    assert to_thai_digits("มท 0810.7/ว 51") == "มท ๐๘๑๐.๗/ว ๕๑"
    assert to_arabic_digits("โทร ๐ ๒๒๘๓ ๔๔๗๕") == "โทร 0 2283 4475"


@given(st.integers())
def test_a_number_comes_back(number: int):
    """Whatever number goes onto a letter is the number that is read from it."""
    assert int(to_arabic_digits(to_thai_digits(str(number)))) == number


@given(st.text())
def test_turning_twice_changes_nothing_more(text: str):
    """A text already in Thai digits is left alone, so that rendering twice is harmless."""
    once = to_thai_digits(text)
    assert to_thai_digits(once) == once
    assert len(once) == len(text)
    assert not set("0123456789") & set(once)
