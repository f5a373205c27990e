"""At which minutes of each day of a calendar do offices work?"""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from wian.delays.local_clock import DAY
from wian.jurisdictions.calendar import Spans, WorkingCalendar

_Integers = NDArray[np.int64]


class DayHours:
    """Office hours of the days of a calendar, for whole arrays of days at once.

    Days are counted from the calendar's first; of one before it or behind its last the hours are
    those of the nearest day that it covers.

    Args:
        calendar: Whose hours.
    """

    def __init__(self, calendar: WorkingCalendar) -> None:
        kinds: dict[Spans, int] = {}
        count = (calendar.last - calendar.first).days + 1
        self._kind = np.fromiter(
            (
                kinds.setdefault(calendar.spans(calendar.first + timedelta(days=day)), len(kinds))
                for day in range(count)
            ),
            dtype=np.int64,
            count=count,
        )
        self.bounds = sorted({bound for spans in kinds for span in spans for bound in span})
        """Every minute of a day at which offices open or close on some day."""
        self._opens = np.array([spans[0][0] for spans in kinds], dtype=np.int64)
        self._closes = np.array([spans[-1][1] for spans in kinds], dtype=np.int64)
        self._worked = np.zeros((len(kinds), DAY), dtype=np.bool_)
        for spans, kind in kinds.items():
            for opens, closes in spans:
                self._worked[kind, opens:closes] = True

    def opens(self, days: _Integers) -> _Integers:
        """The minute of each day at which offices open."""
        return np.asarray(self._opens[self._kinds(days)])

    def closes(self, days: _Integers) -> _Integers:
        """The minute of each day at which offices close for the last time."""
        return np.asarray(self._closes[self._kinds(days)])

    def worked(self, days: _Integers, minutes: _Integers) -> NDArray[np.bool_]:
        """Whether each minute lies within the office hours of its day.

        Args:
            days: Days, from the calendar's first.
            minutes: Minutes after midnight, of the same shape.
        """
        return np.asarray(self._worked[self._kinds(days), minutes])

    def _kinds(self, days: _Integers) -> _Integers:
        return np.asarray(self._kind[np.clip(days, 0, len(self._kind) - 1)])
