"""Which day in ISO 8601 is meant by one that a directive's file gives in another form?"""

from __future__ import annotations

import re
from datetime import date

from wian.jurisdictions.countries import eras
from wian.kit.likeness import plain_digits

_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_LONGEST = 40


def days_meant(text: str, last_year: int) -> tuple[date, ...]:
    """The days that ``30/11/2026`` can be; two of them where either number may be the month.

    Args:
        text: What stands where a day in ISO 8601 should.
        last_year: A later year is of an era that counts from longer ago.

    Returns:
        The days, day before month first; none where the text is no day in numbers.
    """
    found = _NUMERIC.fullmatch(plain_digits(text[:_LONGEST]).strip())
    if found is None:
        return ()
    one, other, written = int(found[1]), int(found[3]), int(found[4])
    offsets = [0] if written <= last_year else [each.offset for each in eras()]
    year = next((written - each for each in offsets if written - each <= last_year), None)
    if year is None:
        return ()
    orders = [(other, one)] if year != written else [(other, one), (one, other)]
    days = (_made(year, month, day) for month, day in orders)
    return tuple(dict.fromkeys(day for day in days if day))


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
