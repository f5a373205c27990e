"""Thai wording: a letter's date, number, window, addressees and closing."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from wian.jurisdictions.thailand.wording import ThaiWording


@pytest.fixture
def wording() -> ThaiWording:
    return ThaiWording()


def test_a_letter_is_dated_numbered_and_closed(wording: ThaiWording):
    """All that the department's letter of the case shows outside its sentences comes out right."""
    day = date(2021, 1, 11)
    assert wording.letter_number("มท ๐๘๑๐.๗", 51, 2564, dated=day) == "มท ๐๘๑๐.๗/ว ๕๑"
    assert wording.letter_number(None, 51, 2564, dated=day) == "ว ๕๑"
    assert wording.long_date(day) == "๑๑ มกราคม ๒๕๖๔"
    assert wording.short_date(day) == "๑๑ ม.ค. ๒๕๖๔"
    assert wording.digits("ปี พ.ศ. 2564") == "ปี พ.ศ. ๒๕๖๔"
    assert (wording.salutation, wording.closing) == ("เรียน", "ขอแสดงความนับถือ")


def test_the_window_stands_in_the_sentence(wording: ThaiWording):
    """The window of the case reads as every letter of its chain wrote it."""
    phrase = wording.window_phrase(date(2021, 1, 1), date(2021, 2, 28))
    assert phrase == "ตั้งแต่วันที่ ๑ มกราคม - ๒๘ กุมภาพันธ์ ๒๕๖๔"


def test_registers_begin_anew_on_new_year(wording: ThaiWording):
    """The last letter of 2563 and the first of 2564 stand in different registers."""
    assert wording.register_year(date(2020, 12, 31)) == 2563
    assert wording.register_year(date(2021, 1, 1)) == 2564


@pytest.mark.parametrize(
    ("items", "joined"),
    [
        ([], ""),
        (["นายอำเภอ"], "นายอำเภอ"),
        (["อำเภอ", "เทศบาล"], "อำเภอ และเทศบาล"),
        (["ก", "ข", "ค"], "ก ข และค"),
    ],
)
def test_addressees_are_listed_the_thai_way(wording: ThaiWording, items: list[str], joined: str):
    """Names are parted by spaces, and the last one has และ written against it."""
    assert wording.join(items) == joined


def test_a_letter_to_one_recipient_is_no_circular(wording: ThaiWording):
    """It has no ว; the number runs in the same series."""
    numbered = partial(wording.letter_number, dated=date(2021, 1, 11), circular=False)
    assert numbered("มท ๐๘๑๐.๗", 51, 2564) == "มท ๐๘๑๐.๗/๕๑"
    assert numbered(None, 51, 2564) == "๕๑"
