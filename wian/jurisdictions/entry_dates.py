"""How do registers and logs of a country write days and times?"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Protocol

from wian.kit.errors import Unfit
from wian.kit.likeness import plain_digits

_LONGEST = 100
_FIRST, _LAST = 1900, 2400
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::[0-5]\d(?:\.\d+)?)?"
_WITH_TIME = re.compile(rf"(?P<day>.*?\d)(?:T|\s+){_CLOCK}")
_TIME = re.compile(_CLOCK)
_ZONED = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?:Z|[+-]\d\d:?\d\d)")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_NUMERIC = re.compile(r"(?P<day>\d{1,2})([/.-])(?P<month>\d{1,2})\2(?P<year>\d{4})")


class EntryDates(Protocol):
    """Reads days and times as registers, logs and people of a country write them.

    What is none is refused with ``Unfit``, a clause that follows the text.
    """

    example_year: str
    """A year as registers there write it, for remedies."""

    def certain(self, text: str) -> date | datetime:
        """The moment that a person typed: its year must be certain."""

    def moment(self, text: str) -> date | datetime:
        """The moment in a cell of a register or a log, years of two digits among them."""

    def year(self, digits: str) -> int:
        """The Gregorian year that digits beside a running number stand for."""

    def leading_year(self, year: int) -> int:
        """The Gregorian year of one that leads a date, as in ISO 8601."""

    def clock(self, text: str) -> time:
        """The time of day that a text names."""

    def no_date(self) -> Unfit:
        """The refusal of what is no date, with how one is written there."""

    def no_time(self) -> Unfit:
        """The refusal of what is no time of day."""


class PlainDates:
    """Gregorian days in numbers, the day before the month, or in ISO 8601."""

    example_year = "2021"

    def certain(self, text: str) -> date | datetime:
        """``2021-01-19``, ``19/1/2021``, ``19.1.2021 15:29``, or ISO 8601 with a zone."""
        plain = plain_digits(" ".join(text.split()))
        if len(text) > _LONGEST:
            raise self.no_date()
        if _ZONED.fullmatch(plain):
            try:
                return datetime.fromisoformat(plain).replace(second=0, microsecond=0)
            except ValueError:
                raise self.no_date() from None
        found = _WITH_TIME.fullmatch(plain)
        if found is None:
            return self._day(plain)
        return datetime.combine(self._day(found["day"]), self._time(found))

    def moment(self, text: str) -> date | datetime:
        """The same as a person types."""
        return self.certain(text)

    def year(self, digits: str) -> int:
        """The digits, where they are four."""
        if len(digits) != len(self.example_year):
            raise Unfit(f"has the year {digits}; write four digits", "uncertain_year", year=digits)
        return int(digits)

    def leading_year(self, year: int) -> int:
        """The year itself."""
        return year

    def clock(self, text: str) -> time:
        """``10.30`` or ``10:30``."""
        found = _TIME.fullmatch(plain_digits(text[:_LONGEST]).strip())
        if found is None:
            raise self.no_time()
        return self._time(found)

    def no_date(self) -> Unfit:
        """The refusal of what is no date."""
        said = "is no date; write 2021-01-19 or 19/1/2021, and 15:29 after it for a time"
        return Unfit(said, "date")

    def no_time(self) -> Unfit:
        """The refusal of what is no time of day."""
        return Unfit("is no time of day; write 10.30", "time")

    def _day(self, text: str) -> date:
        found = _ISO.fullmatch(text) or _NUMERIC.fullmatch(text)
        if found is None or not _FIRST <= int(found["year"]) <= _LAST:
            raise self.no_date()
        try:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            what = f"there is no day {int(found['day'])} in month {int(found['month'])}"
            raise Unfit(f"is no date: {what} of {found['year']}", "date") from None

    def _time(self, found: re.Match[str]) -> time:
        try:
            return time(int(found["hour"]), int(found["minute"]))
        except ValueError:
            raise self.no_time() from None
