"""Thai dates: Buddhist era, months written out or short, and reading them back."""

from __future__ import annotations

import re
from datetime import date

from wian.jurisdictions.thailand.numerals import to_arabic_digits, to_thai_digits
from wian.kit.errors import WianError

ERA_OFFSET = 543
"""Buddhist era less Common era, for every day since 1 January B.E. 2484 (1941)."""
FIRST_YEAR = 2484
"""First year that began on 1 January. Act on the Calendar Year, B.E. 2483, sections 3 to 5;
earlier years began on 1 April, so a fixed offset misdates their first quarter."""
SHORT_YEAR_CENTURY = 2500
"""Century that a year of two digits stands in: ``๖๔`` is 2564."""

LONG_MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)

_MONTH_OF = {
    re.sub(r"[.\s]", "", name): month
    for names in (LONG_MONTHS, SHORT_MONTHS)
    for month, name in enumerate(names, start=1)
}
_DATE = re.compile(
    r"(?:ลง)?(?:วันที่)?\s*(?P<day>[0-9]{1,2})\s*(?P<month>[\u0e01-\u0e4e][\u0e01-\u0e4e.\s]*?)"
    r"\s*(?:พ\.\s*ศ\.)?\s*(?P<year>[0-9]{4}|[0-9]{2})"
)
_SHOWN = 60
_LONGEST = 100


class UnreadableDate(WianError):
    """A text that is no Thai date.

    Args:
        text: What was to be read.
        why: One clause that says what is wrong with it.
    """

    def __init__(self, text: str, why: str) -> None:
        self.text = text
        self.why = why
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
        super().__init__(
            f"The date '{shown}' cannot be read: {why}. "
            "Write it as '๑๙ มกราคม ๒๕๖๔' or '๑๙ ม.ค. ๒๕๖๔', in Thai or Arabic digits."
        )


class BeforeTheEra(WianError):
    """A day whose Buddhist year does not follow from its Gregorian one by a fixed offset.

    Args:
        day: The day.
    """

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(
            f"{day.isoformat()} cannot be written in the Buddhist era: before "
            f"{FIRST_YEAR - ERA_OFFSET} the Thai year began on 1 April. Give a later day."
        )


class WindowReversed(WianError):
    """A window that closes before it opens.

    Args:
        opens: Its first day.
        closes: Its last day.
    """

    def __init__(self, opens: date, closes: date) -> None:
        self.opens = opens
        self.closes = closes
        super().__init__(
            f"The window opens on {opens.isoformat()} and closes before that, on "
            f"{closes.isoformat()}. Give a closing day that is not earlier."
        )


def buddhist_year(day: date) -> int:
    """The year of ``day`` in the Buddhist era (2021 is 2564).

    Raises:
        BeforeTheEra: ``day`` lies before 1 January 1941.
    """
    year = day.year + ERA_OFFSET
    if year < FIRST_YEAR:
        raise BeforeTheEra(day)
    return year


def long_date(day: date) -> str:
    """A date as letters write it: ``๑๙ มกราคม ๒๕๖๔``."""
    return f"{_day_and_month(day)} {_year(day)}"


def short_date(day: date) -> str:
    """A date as stamps write it: ``๑๓ ม.ค. ๒๕๖๔``."""
    return to_thai_digits(f"{day.day} {SHORT_MONTHS[day.month - 1]} {buddhist_year(day)}")


def window_phrase(opens: date, closes: date) -> str:
    """A span of days, both included, saying month and year once where they are the same.

    ``ตั้งแต่วันที่ ๑ มกราคม - ๒๘ กุมภาพันธ์ ๒๕๖๔``; a span of one day is ``ในวันที่ ...``.

    Raises:
        WindowReversed: It closes before it opens.
    """
    if closes < opens:
        raise WindowReversed(opens, closes)
    if opens == closes:
        return f"ในวันที่ {long_date(opens)}"
    if opens.year != closes.year:
        beginning = long_date(opens)
    elif opens.month != closes.month:
        beginning = _day_and_month(opens)
    else:
        beginning = to_thai_digits(str(opens.day))
    return f"ตั้งแต่วันที่ {beginning} - {long_date(closes)}"


def parse_date(text: str) -> date:
    """Read a Thai date: long or short month, Thai or Arabic digits, year of four digits or two.

    ``วันที่`` or ``ลงวันที่`` in front, ``พ.ศ.`` before the year, and missing dots or spaces
    are accepted. A year of two digits stands in the Buddhist century 2500.

    Raises:
        UnreadableDate: It has another form, an unknown month, a day that the month lacks, or a
            year that is Gregorian or older than 2484.
    """
    found = _DATE.fullmatch(" ".join(to_arabic_digits(text[:_LONGEST]).split()))
    if found is None or len(text) > _LONGEST:
        raise UnreadableDate(text, "it is not a day, a month and a year of the Buddhist era")
    month = _MONTH_OF.get(re.sub(r"[.\s]", "", found["month"]))
    if month is None:
        raise UnreadableDate(text, f"'{found['month'][:_SHOWN]}' is no month")
    year = _gregorian_year(text, found["year"])
    try:
        return date(year, month, int(found["day"]))
    except ValueError:
        why = f"{LONG_MONTHS[month - 1]} {year + ERA_OFFSET} has no day {int(found['day'])}"
        raise UnreadableDate(text, why) from None


def _gregorian_year(text: str, digits: str) -> int:
    """The Gregorian year of a Buddhist one of two or four digits."""
    year = int(digits)
    if len(digits) == 2:
        return SHORT_YEAR_CENTURY + year - ERA_OFFSET
    if year < FIRST_YEAR:
        why = f"{year} is no year of the Buddhist era from {FIRST_YEAR} on"
        if year >= FIRST_YEAR - ERA_OFFSET:
            why = f"{year} is a Gregorian year; in the Buddhist era it is {year + ERA_OFFSET}"
        raise UnreadableDate(text, why)
    return year - ERA_OFFSET


def _day_and_month(day: date) -> str:
    return to_thai_digits(f"{day.day} {LONG_MONTHS[day.month - 1]}")


def _year(day: date) -> str:
    return to_thai_digits(str(buddhist_year(day)))
