"""The working calendar: which days an administration works, and its office hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class WorkingCalendar:
    """Days and hours at which offices work. Calculations on it belong to ``delays``.

    Attributes:
        zone: Clock of the offices.
        holidays: Non-working weekdays and weekend holidays alike, with their names.
        first: First day that the calendar covers.
        last: Last day that it covers.
        announced_to: Last day for which the government has announced its holidays; later ones
            are projected.
        opens: Opening of the office day, in minutes after midnight.
        closes: Close of the office day, in minutes after midnight.
        weekmask: Working weekdays, Monday first, as numpy's busday functions take it.
    """

    zone: ZoneInfo
    holidays: Mapping[date, str]
    first: date
    last: date
    announced_to: date
    opens: int = 8 * 60 + 30
    closes: int = 16 * 60 + 30
    weekmask: str = "1111100"

    @property
    def minutes_a_day(self) -> int:
        """Length of a working day in minutes."""
        return self.closes - self.opens
