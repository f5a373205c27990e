"""Days in numbers or with English months: which number is the day, and which the month?"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wian.jurisdictions.entry_dates import EntryDates

_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_DAY_MONTH = re.compile(r"(\d{1,2})[-\s/.]+([A-Za-z]{3,9})\.?,?[-\s/.]*(\d{4}|\d{2})")
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.?[-\s]+(\d{1,2}),?[-\s]+(\d{4})")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SHORT = 3
_PIVOT = 70
"""Years of two digits from here on are of the 20th century, as POSIX has it (69 to 99)."""
_TWELVE = 12


class DateOrder(StrEnum):
    """Which comes first in a day written in numbers, such as 3/4/2021."""

    DAY_MONTH = "day-month"
    MONTH_DAY = "month-day"


class NumericDates:
    """Reads days in numbers or with English months, and tells whether one was uncertain.

    Attributes:
        uncertain: The day read last could also be read with day and month exchanged.
        proven: Some day could be read in the chosen order alone.
    """

    def __init__(self, dates: EntryDates, order: DateOrder | None) -> None:
        self._dates, self._order = dates, order
        self.uncertain = self.proven = False

    def day(self, text: str) -> date | None:
        """The day of a text; ``None`` where it is written in another form.

        Raises:
            ValueError: It is of such a form, and no day.
        """
        if found := _YEAR_FIRST.fullmatch(text):
            return _made(self._dates.leading_year(int(found[1])), int(found[3]), int(found[4]))
        if found := _NUMERIC.fullmatch(text):
            return self._numeric(found)
        bare = _WEEKDAY.sub("", text)
        if found := _DAY_MONTH.fullmatch(bare):
            return self._named(found[1], found[2], found[3])
        if found := _MONTH_DAY.fullmatch(bare):
            return self._named(found[2], found[1], found[3])
        return None

    def _numeric(self, found: re.Match[str]) -> date:
        first, second, year = int(found[1]), int(found[3]), found[4]
        swap = self._order is DateOrder.MONTH_DAY
        day, month = (second, first) if swap else (first, second)
        if month > _TWELVE >= day:
            other = DateOrder.DAY_MONTH if swap else DateOrder.MONTH_DAY
            raise ValueError(f"is no date of a month {month}; set --date-order {other.value}")
        found_day = self._in_numbers(day, month, year)
        either = day <= _TWELVE and day != month and found[2] != "."
        self.uncertain = either and self._order is None and str(found_day.year) == year
        self.proven |= day > _TWELVE
        return found_day

    def _in_numbers(self, day: int, month: int, year: str) -> date:
        """A day whose year of four digits is of any era, and one of two digits the country's."""
        if len(year) > 2:
            return _made(self._dates.leading_year(int(year)), month, day, year)
        try:
            found: date = self._dates.moment(f"{day}/{month}/{year}")
        except ValueError as error:
            raise ValueError(f"{error}; mend it, or give its --timestamp-format") from None
        return found

    def _named(self, day: str, month: str, year: str) -> date | None:
        name = month.lower()
        if (number := next((n for n, m in enumerate(_MONTHS, 1) if _is(name, m)), None)) is None:
            return None
        whole = int(year)
        if len(year) > 2:  # the era may be the country's
            whole = self._dates.leading_year(whole)
        else:
            whole += 1900 if whole >= _PIVOT else 2000
        return _made(whole, number, int(day))


def _is(name: str, month: str) -> bool:
    return name in (month, month[:_SHORT], month[: _SHORT + 1])


def _made(year: int, month: int, day: int, written: str = "") -> date:
    try:
        return date(year, month, day)
    except ValueError:
        what = f"there is no day {day} in month {month} of {written or year}"
        raise ValueError(f"is no date: {what}; mend it") from None
