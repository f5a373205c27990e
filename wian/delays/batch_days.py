"""Offices that send their letters on some days of the week only: when does the next one go out?

Some of them send at one time of these days, as a messenger or a mail van comes by.
"""

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
    Of an office that sends at one time of the day everything goes out then, on the first of its
    days on which it is done by then.

    Args:
        weekdays: Of each office; all days where it sends on every day.
        working: Working time of the offices.
        times: At which minute of these days each office sends; whenever something is done where
            ``None``, and all of them where left out.
    """

    def __init__(
        self,
        weekdays: Sequence[Weekdays | None],
        working: WorkingTime,
        times: Sequence[int | None] | None = None,
    ) -> None:
        calendar = working.calendar
        days = np.arange(np.datetime64(calendar.first, "D"), np.datetime64(calendar.last, "D"))
        opens = working.position(working.midnight(days))
        worked = np.flatnonzero(np.diff(opens, append=opens[-1]) > 0)
        self._opens = opens[worked].astype(np.float64)
        self._closes = np.append(self._opens[1:], np.inf)
        weekday = (days[worked].astype(np.int64) + 3) % 7 + 1
        given = list(zip(weekdays, times or [None] * len(weekdays), strict=True))
        patterns = list(dict.fromkeys(each for each in given if each[0]))
        number = {each: at for at, each in enumerate(patterns)}
        self.pattern: Rows = np.array([number.get(each, -1) for each in given], dtype=np.int64)
        """Which pattern each office has; -1 where it sends every day."""
        self._sends = [np.isin(weekday, sorted(each or ())) for each, _ in patterns]
        midnights = working.midnight(days[worked])
        self._leaves = [
            None if minute is None else working.position(midnights + minute)[sends].astype(float)
            for (_, minute), sends in zip(patterns, self._sends, strict=True)
        ]

    @classmethod
    def of(
        cls,
        days: Mapping[str, Collection[int]],
        offices: Sequence[str],
        working: WorkingTime,
        times: Mapping[str, str] | None = None,
    ) -> BatchDays | None:
        """Those of some offices; ``None`` where all of them send every day.

        Args:
            days: The days of each office that sends on some only, 1 for Monday to 7 for Sunday.
            offices: The offices, in the order of the rows; an empty one sends every day.
            working: Working time of the offices.
            times: The time of these days at which offices send, as ``10:00``.
        """
        weekdays = [frozenset(days.get(office, ())) for office in offices]
        known = times or {}
        minutes = [minute_of_day(known[each]) if each in known else None for each in offices]
        return cls(weekdays, working, minutes) if any(weekdays) else None

    def sent(self, rows: Rows, done: Numbers) -> Numbers:
        """When what is done goes out, as working positions of the calendar.

        Args:
            rows: Offices, all with a pattern.
            done: When it is done; shape (rows, draws).
        """
        found = done.copy()
        for at, row in enumerate(rows.tolist()):
            pattern = self.pattern[row]
            leaves = self._leaves[pattern]
            if leaves is None:
                found[at] = self._next(self._sends[pattern], done[at])
            else:
                found[at] = np.append(leaves, np.inf)[np.searchsorted(leaves, done[at])]
        return found

    def last_chance(self, rows: Rows, positions: Numbers) -> Numbers:
        """Until when what is done had gone out by each position: what is not sent was not done."""
        found = positions.copy()
        for at, row in enumerate(rows.tolist()):
            sends, leaves = self._sends[self.pattern[row]], self._leaves[self.pattern[row]]
            day = self._day(positions[at : at + 1])[0]
            before = np.flatnonzero(sends[: day + 1])
            if leaves is not None:
                found[at] = _last(leaves[leaves <= positions[at]])
            elif not sends[day]:
                found[at] = _last(self._closes[before])
        return found

    def chance_before(self, rows: Rows, positions: Numbers) -> Numbers:
        """Until when what is done went out on the last day for it before that of each position."""
        found = np.zeros(len(rows))
        for at, row in enumerate(rows.tolist()):
            day = self._day(positions[at : at + 1])[0]
            before = np.flatnonzero(self._sends[self.pattern[row]][:day])
            leaves = self._leaves[self.pattern[row]]
            ends = self._closes[before] if leaves is None else leaves[: len(before)]
            found[at] = _last(ends)
        return found

    def _day(self, positions: Numbers) -> NDArray[np.int64]:
        return np.searchsorted(self._closes, positions).astype(np.int64)

    def _next(self, sends: NDArray[np.bool_], done: Numbers) -> Numbers:
        following = np.append(self._opens, np.inf)[_next_true(sends)]
        day = self._day(done)
        return np.where(sends[day], done, following[day])


def minute_of_day(time: str) -> int:
    """The minute of the day of a time such as ``10:00``."""
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def _last(positions: Numbers) -> float:
    """The last of some positions; the calendar's beginning where there is none."""
    return float(positions[-1]) if positions.size else 0.0


def _next_true(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The place of the first true flag at or after each; behind the last one, their number."""
    places = np.where(flags, np.arange(len(flags)), len(flags))
    return np.minimum.accumulate(places[::-1])[::-1]
