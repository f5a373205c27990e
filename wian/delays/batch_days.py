"""Offices that send their letters on some days of the week only: when does the next one go out?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from wian.delays.working_time import WorkingTime

Numbers = NDArray[np.float64]
Rows = NDArray[np.int64]
Weekdays = frozenset[int]
"""Days of the week, 1 for Monday to 7 for Sunday."""


class BatchDays:
    """The days on which offices send what is done.

    What is done on such a day goes out when it is done, anything else as the next such day opens.

    Args:
        weekdays: Of each office; all days where it sends on every day.
        working: Working time of the offices.
    """

    def __init__(self, weekdays: Sequence[Weekdays | None], working: WorkingTime) -> None:
        calendar = working.calendar
        days = np.arange(np.datetime64(calendar.first, "D"), np.datetime64(calendar.last, "D"))
        opens = working.position(working.midnight(days))
        worked = np.flatnonzero(np.diff(opens, append=opens[-1]) > 0)
        self._opens = opens[worked].astype(np.float64)
        self._closes = np.append(self._opens[1:], np.inf)
        weekday = (days[worked].astype(np.int64) + 3) % 7 + 1
        patterns = sorted({each for each in weekdays if each}, key=sorted)
        self.pattern: Rows = np.array(
            [patterns.index(each) if each else -1 for each in weekdays], dtype=np.int64
        )
        """Which pattern each office has; -1 where it sends every day."""
        self._sends = [np.isin(weekday, sorted(each)) for each in patterns]

    @classmethod
    def of(
        cls, days: Mapping[str, Collection[int]], offices: Sequence[str], working: WorkingTime
    ) -> BatchDays | None:
        """Those of some offices; ``None`` where all of them send every day.

        Args:
            days: The days of each office that sends on some only, 1 for Monday to 7 for Sunday.
            offices: The offices, in the order of the rows; an empty one sends every day.
            working: Working time of the offices.
        """
        weekdays = [frozenset(days.get(office, ())) for office in offices]
        return cls(weekdays, working) if any(weekdays) else None

    def sent(self, rows: Rows, done: Numbers) -> Numbers:
        """When what is done goes out, as working positions of the calendar.

        Args:
            rows: Offices, all with a pattern.
            done: When it is done; shape (rows, draws).
        """
        found = done.copy()
        for at, row in enumerate(rows.tolist()):
            found[at] = self._next(self._sends[self.pattern[row]], done[at])
        return found

    def last_chance(self, rows: Rows, positions: Numbers) -> Numbers:
        """Until when what is done had gone out by each position: what is not sent was not done."""
        found = positions.copy()
        for at, row in enumerate(rows.tolist()):
            sends = self._sends[self.pattern[row]]
            day = self._day(positions[at : at + 1])[0]
            before = np.flatnonzero(sends[: day + 1])
            if not sends[day]:
                found[at] = self._closes[before[-1]] if before.size else 0.0
        return found

    def chance_before(self, rows: Rows, positions: Numbers) -> Numbers:
        """When the last day closed, before the day of each position, on which its office sends."""
        found = np.zeros(len(rows))
        for at, row in enumerate(rows.tolist()):
            day = self._day(positions[at : at + 1])[0]
            before = np.flatnonzero(self._sends[self.pattern[row]][:day])
            found[at] = self._closes[before[-1]] if before.size else 0.0
        return found

    def _day(self, positions: Numbers) -> NDArray[np.int64]:
        return np.searchsorted(self._closes, positions).astype(np.int64)

    def _next(self, sends: NDArray[np.bool_], done: Numbers) -> Numbers:
        following = np.append(self._opens, np.inf)[_next_true(sends)]
        day = self._day(done)
        return np.where(sends[day], done, following[day])


def _next_true(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The place of the first true flag at or after each; behind the last one, their number."""
    places = np.where(flags, np.arange(len(flags)), len(flags))
    return np.minimum.accumulate(places[::-1])[::-1]
