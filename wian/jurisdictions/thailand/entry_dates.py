"""Days and times in Thai registers and logs: either era, years of two digits."""

from __future__ import annotations

from datetime import date, datetime, time

from wian.jurisdictions.thailand import dates
from wian.jurisdictions.thailand.written_moments import no_date, no_time, read_moment, read_time
from wian.kit.errors import Unfit

FIRST_YEAR = 2526 - dates.ERA_OFFSET
"""Year of the forms 13 and 14: the Regulation of the Office of the Prime Minister on
Correspondence is in force since 1 June B.E. 2526 (clause 2)."""
_LAST_YEAR = 2699 - dates.ERA_OFFSET
_SHORT_FROM = 26
"""First year of two digits that is one of the Buddhist era: 2526."""
_SHORT = 2
_BUDDHIST = 2400
"""A year from here on is one of the Buddhist era: no log is of the Gregorian years 2400."""


class ThaiDates:
    """Reads ``๑๓ ม.ค. ๒๕๖๔``, ``13/1/64``, ``13-01-2021``, ``2021-01-13`` and ``13 Jan 2021``.

    The day stands before the month. A year of four digits is of the era whose range it lies in,
    one of two digits is of the Buddhist era.
    """

    example_year = "2564"

    def certain(self, text: str) -> date | datetime:
        """The moment that a person typed, its era certain."""
        return read_moment(text)

    def moment(self, text: str) -> date | datetime:
        """The moment in a cell."""
        return read_moment(text, self._year)

    def year(self, digits: str) -> int:
        """The Gregorian year of two or four digits."""
        return self._year(digits)

    def leading_year(self, year: int) -> int:
        """The Gregorian year of one of either era."""
        return year - dates.ERA_OFFSET if year >= _BUDDHIST else year

    def clock(self, text: str) -> time:
        """``10.30``, ``๑๐.๓๐ น.``, ``เวลา 10:30``."""
        return read_time(text)

    def no_date(self) -> Unfit:
        """The refusal of what is no date."""
        return no_date()

    def no_time(self) -> Unfit:
        """The refusal of what is no time of day."""
        return no_time()

    @staticmethod
    def _year(digits: str, leads: bool = False) -> int:  # noqa: ARG004, FBT001, FBT002 - a YearReader
        """The Gregorian year of one of either era, wherever it stands."""
        year = int(digits)
        if len(digits) == _SHORT:
            if year < _SHORT_FROM:
                raise ValueError(f"has the year {digits}, of no certain era; write four digits")
            return dates.SHORT_YEAR_CENTURY + year - dates.ERA_OFFSET
        for offset in (0, dates.ERA_OFFSET):
            if FIRST_YEAR <= year - offset <= _LAST_YEAR:
                return year - offset
        raise ValueError(f"has the year {year}, and registers of this form began in 2526 (1983)")
