"""What calendar time was made of: office hours, nights, weekends and holidays.

Offices stand still outside their hours, and no sender can help it. So the calendar time of every
stretch is cut into office time and three kinds of standing still, in whole ticks (minutes, or
thousandths of a second), so that the four add up to it exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wian.delays.local_clock import DAY
from wian.delays.working_time import Days, Minutes, WorkingTime

Mask = NDArray[np.bool_]
CAUSES = ("working", "night", "weekend", "holiday")
"""What calendar time is made of, in the order in which it is shown."""
_WORKING, _WEEKEND, _HOLIDAY = range(3)


@dataclass(frozen=True, slots=True)
class Causes:
    """The ticks of many stretches; arrays of shape (stretches,).

    Attributes:
        working: Office hours of working days.
        night: The other hours of working days.
        weekend: Days of the week on which offices never work.
        holiday: Days on which they would have worked.
        uncovered: Time in years that the calendar does not know, whatever it was.
    """

    working: Minutes
    night: Minutes
    weekend: Minutes
    holiday: Minutes
    uncovered: Minutes

    @property
    def whole(self) -> Minutes:
        """Calendar time: all of them together."""
        return self.working + self.night + self.weekend + self.holiday + self.uncovered


class CalendarTime:
    """Tells the causes of calendar time on the calendar of a jurisdiction.

    Args:
        working: Its working time.
        per_minute: Ticks of a minute, in which moments and lengths count.
    """

    def __init__(self, working: WorkingTime, per_minute: int = 1) -> None:
        self._working, self._per_minute = working, per_minute
        calendar = working.calendar
        self._first = np.datetime64(calendar.first, "D")
        days = np.arange(self._first, np.datetime64(calendar.last, "D") + 1)
        holidays = np.array(sorted(calendar.holidays), dtype="datetime64[D]")
        week = np.is_busday(days, weekmask=calendar.weekmask)
        open_ = np.is_busday(days, weekmask=calendar.weekmask, holidays=holidays)
        self._kind = np.where(open_, _WORKING, np.where(week, _HOLIDAY, _WEEKEND))
        self._starts = working.midnight(np.arange(self._first, days[-1] + 2)) * per_minute

    def split(self, start: Minutes, end: Minutes, whole_days: Mask) -> Causes:
        """What lies between moments.

        Args:
            start: Ticks of UTC.
            end: Ticks of UTC; where it lies before the start, the parts are negative.
            whole_days: Count the local days after ``start`` up to and including that of ``end``,
                as ``wian hops`` does where one of them is a date alone.
        """
        exact = self._exact(start, end)
        minutes = (each // self._per_minute for each in (start, end))
        dated = self._dated(*(self._working.local_days(each) for each in minutes))
        return Causes(*(np.where(whole_days, *both) for both in zip(dated, exact, strict=True)))

    def _exact(self, start: Minutes, end: Minutes) -> tuple[Minutes, ...]:
        whole, first, last = end - start, self._starts[0], self._starts[-1]
        start, end = np.clip(start, first, last), np.clip(end, first, last)
        worked = self._worked(end) - self._worked(start)
        weekend, holiday = (
            self._until(end, kind) - self._until(start, kind) for kind in (_WEEKEND, _HOLIDAY)
        )
        night = end - start - worked - weekend - holiday
        return worked, night, weekend, holiday, whole - (end - start)

    def _worked(self, moments: Minutes) -> Minutes:
        """Office time from the calendar's beginning to each moment; a minute is worked or not."""
        begins = self._starts[0] // self._per_minute
        minutes, more = np.divmod(moments, self._per_minute)
        worked = self._working.between(begins, minutes) * self._per_minute
        inside = more > 0
        begun = minutes[inside]
        worked[inside] += more[inside] * self._working.between(begun, begun + 1)
        return np.asarray(worked)

    def _until(self, minutes: Minutes, kind: int) -> Minutes:
        """Time on days of a kind from the calendar's beginning to each moment."""
        of_kind = self._kind == kind
        gone = np.concatenate(([0], np.cumsum(np.diff(self._starts) * of_kind)))
        day = np.clip(np.searchsorted(self._starts, minutes, side="right") - 1, 0, None)
        inside = np.append(of_kind, False)[day]
        return np.asarray(gone[day] + (minutes - self._starts[day]) * inside)

    def _dated(self, start: Days, end: Days) -> tuple[Minutes, ...]:
        first, last = ((each - self._first).astype(np.int64) for each in (start, end))
        working, weekend, holiday = (
            (count := np.cumsum(self._kind == kind))[np.clip(last, 0, len(count) - 1)]
            - count[np.clip(first, 0, len(count) - 1)]
            for kind in (_WORKING, _WEEKEND, _HOLIDAY)
        )
        day, hours = (each * self._per_minute for each in (DAY, self._working.minutes_a_day))
        known = working + weekend + holiday
        return (
            working * hours,
            working * (day - hours),
            weekend * day,
            holiday * day,
            (last - first - known) * day,
        )
