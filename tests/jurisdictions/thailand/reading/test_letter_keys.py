"""Letter numbers of registers: the same number, however each office writes it."""

from __future__ import annotations

import pytest

from wian.jurisdictions.thailand.reading.letter_keys import letter_key, sent_keys


@pytest.mark.parametrize(
    "written",
    [
        "มท ๐๘๑๐.๗/ว ๕๑",
        "มท 0810.7/ว 51",
        "ที่ มท0810.7 / ว.51",
        "มท 0810.7/ว\u200b 051",
        "มท ๐๘๑๐.๗/ว๕๑",
    ],
)
def test_digits_spaces_and_zeros_do_not_matter(written: str) -> None:
    """Five clerks, one letter."""
    assert letter_key(written) == letter_key("มท ๐๘๑๐.๗/ว ๕๑")


@pytest.mark.parametrize(
    "other", ["มท ๐๘๑๐.๗/๕๑", "มท ๐๘๑๐.๗/ว ๕๑๐", "มท ๘๑๐.๗/ว ๕๑", "ว ๕๑", "พล ๐๘๑๐.๗/ว ๕๑"]
)
def test_what_differs_is_another_letter(other: str) -> None:
    """A circular is not the letter of the same number, and a code's zeros count."""
    assert letter_key(other) != letter_key("มท ๐๘๑๐.๗/ว ๕๑")


def test_a_send_register_may_hold_the_code_alone() -> None:
    """Clause 43.1.3: the column has the code, and the running number is the letter's."""
    whole = letter_key("พล ๐๐๒๓.๓/ว ๕๕๓")
    assert whole in sent_keys("พล ๐๐๒๓.๓", 553)
    assert sent_keys("พล ๐๐๒๓.๓/ว", 553) == (whole,)
    assert sent_keys("พล ๐๐๒๓.๓/ว ๕๕๓", 9) == (whole,)
    assert sent_keys("", 553) == ()
