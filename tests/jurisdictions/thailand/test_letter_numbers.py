"""Numbers of Thai letters, printed and read back."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wian.jurisdictions.thailand.letter_numbers import (
    LetterNumber,
    UnreadableLetterNumber,
    letter_number,
    parse_letter_number,
)
from wian.jurisdictions.thailand.numerals import to_arabic_digits
from wian.kit.errors import WianError

codes = st.from_regex(r"[ก-ฮ]{2,4} [๐-๙]{4,5}(\.[๐-๙]{1,2}){0,2}", fullmatch=True)
numbers = st.builds(
    LetterNumber,
    code=st.none() | codes,
    number=st.integers(1, 999_999_999),
    circular=st.booleans(),
)


@pytest.mark.parametrize(
    ("code", "number", "printed"),
    [
        ("มท ๐๒๑๘", 3366, "มท ๐๒๑๘/ว ๓๓๖๖"),
        ("มท ๐๘๑๐.๗", 51, "มท ๐๘๑๐.๗/ว ๕๑"),
        ("พล 0023.3", 553, "พล ๐๐๒๓.๓/ว ๕๕๓"),
        (None, 51, "ว ๕๑"),
    ],
)
def test_circulars_are_numbered_as_in_the_case(code: str | None, number: int, printed: str):
    """The three letters of the case carry the numbers that they really carried."""
    assert letter_number(code, number) == printed


@given(numbers)
def test_a_number_comes_back(number: LetterNumber):
    """A number cited in a later letter leads back to its code, mark and running number."""
    printed = str(number)
    assert parse_letter_number(printed) == number
    assert parse_letter_number(to_arabic_digits(printed)) == number
    assert parse_letter_number(printed.replace("/ว ", "/ว")) == number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("มท ๐๒๑๘ /ว ๓๓๖๖", LetterNumber("มท ๐๒๑๘", 3366)),
        ("ที่ มท 0810.7/ว51", LetterNumber("มท ๐๘๑๐.๗", 51)),
        ("มท  ๐๘๑๐.๗ / ๕๑", LetterNumber("มท ๐๘๑๐.๗", 51, circular=False)),
        ("อว ๖๕.๐๑ (๒)/ว ๕", LetterNumber("อว ๖๕.๐๑ (๒)", 5)),
        ("67230", LetterNumber(None, 67230, circular=False)),
    ],
)
def test_registries_space_numbers_as_they_like(written: str, number: LetterNumber):
    """Spaces and the word ที่ come and go between registries; the number is the same."""
    assert parse_letter_number(written) == number


@pytest.mark.parametrize("written", ["", "มท ๐๘๑๐.๗", "มท ๐๘๑๐.๗/ว", "มท/ว ๐", "a/ว ๑", "ว ๑/๒"])
def test_what_is_no_number_is_refused(written: str):
    """A number without its running part, or of another script, is refused in one sentence."""
    with pytest.raises(UnreadableLetterNumber, match="cannot be read"):
        parse_letter_number(written)


@given(st.text(max_size=300))
def test_no_text_is_more_than_unreadable(text: str):
    """A stranger's text is either a number or refused; nothing else can happen."""
    with suppress(WianError):
        number = parse_letter_number(text)
        assert parse_letter_number(str(number)) == number


@pytest.mark.parametrize("filling", ["ก", " ", "ก ", "1"])
def test_a_long_text_is_refused_in_a_short_sentence(filling: str):
    """A page pasted into a number field is refused at once and does not come back as a page."""
    with pytest.raises(UnreadableLetterNumber) as refused:
        parse_letter_number("มท " + filling * 1_000_000 + "x")
    assert len(str(refused.value)) < 400
