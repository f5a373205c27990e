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


def window_days_left(day: date, window: DayRange) -> int:
    """Days of a window left on a day: from its opening on those until its last day.

    Before it opens all of it is left, and no more, as in the figures of hops.
    """
    return days_left(max(day, window.opens), window.closes)


def within_calendar(opens: ArrayLike, closes: ArrayLike, working: WorkingTime) -> NDArray[np.bool_]:
    """Whether the working days of windows are known: what is used counts from the day before.

    Args:
        opens: First days, included (``datetime64[D]``); ``NaT`` where there is no window.
        closes: Last days, included.
        working: Tells working days.
    """
    calendar = working.calendar
    first, last = np.datetime64(calendar.first, "D"), np.datetime64(calendar.last, "D")
    return np.asarray((np.asarray(opens) > first) & (np.asarray(closes) <= last))


class ManyWindows:
    """The windows of many hops, each its own; some hops have none.

    Days are used as in :class:`WindowUse`; where there is no window the figures mean nothing, and
    those in working days mean nothing where the window is not ``worked``.

    Args:
        opens: First day of each window, included; ``NaT`` where there is none. Shape (hops,).
        closes: Last day of each, included.
        working: Tells working days.

    Attributes:
        given: Where there is a window; shape (hops,).
        worked: Where there is one within the calendar, whose working days are known.
    """

    def __init__(self, opens: Days, closes: Days, working: WorkingTime) -> None:
        self._working = working
        self.given: NDArray[np.bool_] = ~(np.isnat(opens) | np.isnat(closes))
        some_day = np.datetime64(working.calendar.first, "D") + _ONE
        self._opens: Days = np.where(self.given, opens, some_day)
        self._after: Days = np.where(self.given, closes + _ONE, some_day)
        self.length: NDArray[np.int64] = (self._after - self._opens).astype(np.int64)
        """Calendar days of each window; shape (hops,)."""
        self.worked = self.given & within_calendar(opens, closes, working)
        self._known_opens: Days = np.where(self.worked, opens, some_day)
        self._known_after: Days = np.where(self.worked, closes + _ONE, some_day)
        self.working_length = working.days_between(
            self._known_opens - _ONE, self._known_after - _ONE
        )
        """Working days of each window; shape (hops,)."""

    def used(self, days: Days) -> Minutes:
        """Calendar days of each hop's window gone by its local day; shape (hops,)."""
        return (self._inside(days) - self._opens).astype(np.int64)

    def used_working(self, days: Days) -> NDArray[np.int64]:
        """Working days of each hop's window gone by its local day; shape (hops,)."""
        opens, after = self._known_opens, self._known_after
        gone = np.clip(days.astype("datetime64[D]"), opens, after)
        return self._working.days_between(opens - _ONE, gone - _ONE)

    def _inside(self, days: Days) -> Days:
        return np.asarray(np.clip(days.astype("datetime64[D]"), self._opens, self._after))


class WindowUse:
    """Days of a window that are gone by a day, in calendar and in working days.

    A day of the window is used once it is over: by day *d* the days from the opening up to, and
    not including, *d* are gone. So nothing is used on the opening day, one day is left on the
    closing day, and a day outside the window uses nothing more.

    Args:
        window: First and last day, both included.
        working: Tells working days.

    Attributes:
        worked: It lies within the calendar; its working days are unknown otherwise, and none here.
    """

    given = True
    """There is one, unlike for some of :class:`ManyWindows`."""

    def __init__(self, window: DayRange, working: WorkingTime) -> None:
        self._working = working
        self._opens = np.datetime64(window.opens, "D")
        self._after = np.datetime64(window.closes, "D") + _ONE
        self.length = int((self._after - self._opens).astype(np.int64))
        """Calendar days of the window."""
        self.worked = bool(within_calendar(self._opens, self._after - _ONE, working))
        self.working_length = int(self.used_working(self._after))
        """Working days of the window."""

    def used(self, days: ArrayLike) -> Minutes:
        """Calendar days of the window gone by each local day (``datetime64[D]``)."""
        return (self._inside(days) - self._opens).astype(np.int64)

    def used_working(self, days: ArrayLike) -> NDArray[np.int64]:
        """Working days of the window gone by each local day (``datetime64[D]``)."""
        if not self.worked:
            return np.zeros(np.shape(days), dtype=np.int64)
        return self._working.days_between(self._opens - _ONE, self._inside(days) - _ONE)

    def _inside(self, days: ArrayLike) -> Days:
        moments = np.asarray(days, dtype="datetime64[D]")
        return np.asarray(np.clip(moments, self._opens, self._after))
