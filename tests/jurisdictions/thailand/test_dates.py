"""Thai dates: Buddhist years, months written out, digits of either kind."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wian.jurisdictions.thailand.dates import (
    LONG_MONTHS,
    SHORT_MONTHS,
    BeforeTheEra,
    UnreadableDate,
    WindowReversed,
    buddhist_year,
    long_date,
    parse_date,
    short_date,
    window_phrase,
)
from wian.jurisdictions.thailand.numerals import to_arabic_digits
from wian.kit.errors import WianError

era_days = st.dates(date(1941, 1, 1), date(2399, 12, 31))
century_days = st.dates(date(1957, 1, 1), date(2056, 12, 31))


def test_a_letter_and_a_stamp_show_the_case_dates():
    """The province's letter and the stamp on the department's one are dated as they really are."""
    assert long_date(date(2021, 1, 19)) == "๑๙ มกราคม ๒๕๖๔"
    assert short_date(date(2021, 1, 13)) == "๑๓ ม.ค. ๒๕๖๔"


@given(era_days)
def test_both_forms_come_back(day: date):
    """What a letter or a stamp says is the day that was meant, in either set of digits."""
    for written in (long_date(day), short_date(day)):
        assert parse_date(written) == day
        assert parse_date(to_arabic_digits(written)) == day


@given(century_days, st.sampled_from(["", "."]))
def test_a_year_of_two_digits_stands_in_the_century_2500(day: date, dot: str):
    """Stamps save room: 64 on a stamp is 2564, with dots in the month or without."""
    month = SHORT_MONTHS[day.month - 1].replace(".", dot)
    written = f"{day.day}{month}{buddhist_year(day) % 100:02d}"
    assert parse_date(written) == day


@pytest.mark.parametrize(
    "written",
    [
        "ลงวันที่ ๑๑ มกราคม ๒๕๖๔",
        "วันที่ 11 ม.ค. 64",
        "๑๑ มกราคม พ.ศ. ๒๕๖๔",
        "  11 ม. ค. ๒๕๖๔ ",
        "11มค64",
    ],
)
def test_registries_write_the_same_day_in_many_ways(written: str):
    """A word in front, the era's name, or a missing dot does not make it another day."""
    assert parse_date(written) == date(2021, 1, 11)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "not a day, a month and a year"),
        ("มกราคม ๒๕๖๔", "not a day, a month and a year"),
        ("๑๙ มกราคม ๒๕๖", "not a day, a month and a year"),
        ("19 January 2021", "not a day, a month and a year"),
        ("๑๙ มกราคา ๒๕๖๔", "'มกราคา' is no month"),
        ("๓๐ กุมภาพันธ์ ๒๕๖๔", "กุมภาพันธ์ 2564 has no day 30"),
        ("๒๙ กุมภาพันธ์ ๒๕๖๔", "has no day 29"),
        ("๐ มกราคม ๒๕๖๔", "has no day 0"),
        ("19 มกราคม 2021", "2021 is a Gregorian year; in the Buddhist era it is 2564"),
        ("19 มกราคม 1200", "1200 is no year of the Buddhist era from 2484 on"),
    ],
)
def test_what_is_no_date_says_why(written: str, why: str):
    """A clerk learns from one sentence what is wrong with a date and how to write it."""
    with pytest.raises(UnreadableDate, match=why) as refused:
        parse_date(written)
    assert "๑๙ ม.ค. ๒๕๖๔" in str(refused.value)


@given(st.text(max_size=300))
def test_no_text_is_more_than_unreadable(text: str):
    """A stranger's text is either a day or refused in a sentence; nothing else can happen."""
    with suppress(WianError):
        day = parse_date(text)
        assert parse_date(long_date(day)) == day


@pytest.mark.parametrize("filling", ["ก", " ", "ก ", "."])
def test_a_long_text_is_refused_in_a_short_sentence(filling: str):
    """A page pasted into a date field is refused at once and does not come back as a page."""
    with pytest.raises(UnreadableDate) as refused:
        parse_date("1 ก" + filling * 1_000_000 + " 2564")
    assert len(str(refused.value)) < 400


def test_before_1941_the_year_began_in_april():
    """A day of an older calendar is refused, because a fixed offset would misdate it."""
    assert long_date(date(1941, 1, 1)) == "๑ มกราคม ๒๔๘๔"
    with pytest.raises(BeforeTheEra, match="1940-12-31"):
        long_date(date(1940, 12, 31))


@pytest.mark.parametrize(
    ("opens", "closes", "phrase"),
    [
        (
            date(2021, 1, 1),
            date(2021, 2, 28),
            "ตั้งแต่วันที่ ๑ มกราคม - ๒๘ กุมภาพันธ์ ๒๕๖๔",
        ),
        (date(2021, 2, 1), date(2021, 2, 28), "ตั้งแต่วันที่ ๑ - ๒๘ กุมภาพันธ์ ๒๕๖๔"),
        (
            date(2020, 12, 29),
            date(2021, 1, 11),
            "ตั้งแต่วันที่ ๒๙ ธันวาคม ๒๕๖๓ - ๑๑ มกราคม ๒๕๖๔",
        ),
        (
            date(2020, 1, 5),
            date(2021, 1, 11),
            "ตั้งแต่วันที่ ๕ มกราคม ๒๕๖๓ - ๑๑ มกราคม ๒๕๖๔",
        ),
        (date(2021, 2, 1), date(2021, 2, 1), "ในวันที่ ๑ กุมภาพันธ์ ๒๕๖๔"),
    ],
)
def test_a_window_says_month_and_year_once(opens: date, closes: date, phrase: str):
    """The window stands in the letter as a clerk would write it, without saying a year twice."""
    assert window_phrase(opens, closes) == phrase


def test_a_window_cannot_close_before_it_opens():
    """No letter can announce such a window."""
    with pytest.raises(WindowReversed, match="2021-02-28"):
        window_phrase(date(2021, 2, 28), date(2021, 1, 1))


def test_months_are_told_apart():
    """March and January differ by one vowel; no two months share a name, long or short."""
    assert len(set(LONG_MONTHS) | set(SHORT_MONTHS)) == 24
