"""The working calendar: which days an administration works, and its office hours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

_T = TypeVar("_T")

Spans = tuple[tuple[int, int], ...]
"""The stretches of a day in which offices work, in order: opening and close of each, in minutes
after midnight."""


class DaysOnDemand(Mapping[date, _T]):
    """What days of a calendar have, worked out when it is first asked for.

    Every file of offices is read with all countries at hand, and few of their calendars are used.

    Args:
        make: Works it out.
    """

    def __init__(self, make: Callable[[], Mapping[date, _T]]) -> None:
        self._make = make

    @cached_property
    def _days(self) -> Mapping[date, _T]:
        return self._make()

    def __getitem__(self, day: date) -> _T:
        return self._days[day]

    def __iter__(self) -> Iterator[date]:
        return iter(self._days)

    def __len__(self) -> int:
        return len(self._days)


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
        by_weekday: Hours of weekdays that have others, 0 for Monday; a rest at noon is a gap.
        by_day: Hours of days that have others than their weekday, such as those of a month of
            fasting. They say nothing of whether the day is worked.
    """

    zone: ZoneInfo
    holidays: Mapping[date, str]
    first: date
    last: date
    announced_to: date
    opens: int = 8 * 60 + 30
    closes: int = 16 * 60 + 30
    weekmask: str = "1111100"
    by_weekday: Mapping[int, Spans] = field(default_factory=dict)
    by_day: Mapping[date, Spans] = field(default_factory=dict)

    def spans(self, day: date) -> Spans:
        """When offices work on a day, if they work on it."""
        return self.by_day.get(day) or self._usual(day.weekday())

    @property
    def minutes_a_day(self) -> int:
        """Length of a usual working day in minutes: that of the week's first."""
        return sum(closes - opens for opens, closes in self._usual(self.weekmask.index("1")))

    def _usual(self, weekday: int) -> Spans:
        return self.by_weekday.get(weekday) or ((self.opens, self.closes),)
