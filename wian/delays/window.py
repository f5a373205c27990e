"""How much of a directive's window is gone by a given day."""

from __future__ import annotations

from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wian.delays.working_time import Days, Minutes, WorkingTime

_ONE = np.timedelta64(1, "D")


class DayRange(Protocol):
    """Anything with a first and a last day on which the thing asked for can be done."""

    @property
    def opens(self) -> date:
        """First day, included."""

    @property
    def closes(self) -> date:
        """Last day, included."""


def days_left(day: date, closes: date) -> int:
    """Days left on a day until a last day, both included; the rule of every page and report.

    One on the last day itself; none on the day after, and below zero from then on.
    """
    return (closes - day).days + 1


class WindowUse:
    """Days of a window that are gone by a day, in calendar and in working days.

    A day of the window is used once it is over: by day *d* the days from the opening up to, and
    not including, *d* are gone. So nothing is used on the opening day, one day is left on the
    closing day, and a day outside the window uses nothing more.

    Args:
        window: First and last day, both included.
        working: Tells working days.

    Raises:
        OutsideCalendarError: The window lies outside the calendar.
    """

    def __init__(self, window: DayRange, working: WorkingTime) -> None:
        self._working = working
        self._opens = np.datetime64(window.opens, "D")
        self._after = np.datetime64(window.closes, "D") + _ONE
        self.length = int((self._after - self._opens).astype(np.int64))
        """Calendar days of the window."""
        self.working_length = int(working.days_between(self._opens - _ONE, self._after - _ONE))
        """Working days of the window."""

    def used(self, days: ArrayLike) -> Minutes:
        """Calendar days of the window gone by each local day (``datetime64[D]``)."""
        return (self._inside(days) - self._opens).astype(np.int64)

    def used_working(self, days: ArrayLike) -> NDArray[np.int64]:
        """Working days of the window gone by each local day (``datetime64[D]``)."""
        return self._working.days_between(self._opens - _ONE, self._inside(days) - _ONE)

    def _inside(self, days: ArrayLike) -> Days:
        moments = np.asarray(days, dtype="datetime64[D]")
        return np.asarray(np.clip(moments, self._opens, self._after))
