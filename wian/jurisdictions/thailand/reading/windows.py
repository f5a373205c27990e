"""The window that a letter names: the days from which and until which a thing can be done."""

from __future__ import annotations

import re
from datetime import date

from wian.jurisdictions.thailand.dates import UnreadableDate, parse_date
from wian.jurisdictions.thailand.numerals import to_arabic_digits

_DAY = r"\d{1,2}\s+[ก-๙.]+(?:\s+(?:พ\.ศ\.\s*)?\d{4})?"
_SPAN = re.compile(rf"ตั้งแต่(?:วันที่)?\s*({_DAY})\s*(?:-|–|ถึง|จนถึง)\s*(?:วันที่)?\s*({_DAY})")
_YEAR = re.compile(r"\d{4}$")


def window_in(text: str) -> tuple[date, date] | None:
    """The first span of days that a text names, both days included.

    A first day without its year takes the year of the last one.
    """
    for found in _SPAN.finditer(to_arabic_digits(text)):
        if window := _window(*found.groups()):
            return window
    return None


def _window(first: str, last: str) -> tuple[date, date] | None:
    year = _YEAR.search(last)
    if year and not _YEAR.search(first):
        first = f"{first} {year.group()}"
    opens, closes = _date(first), _date(last)
    if opens is None or closes is None or closes < opens:
        return None
    return opens, closes


def _date(text: str) -> date | None:
    try:
        return parse_date(text)
    except UnreadableDate:
        return None
