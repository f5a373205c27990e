"""Offices in several zones: what their own clocks show, for whole arrays at once.

Working time and days are told on one calendar and its clock. A moment at an office with another
clock is moved there: to when the calendar's clock shows what the office's clock showed. What lies
between two moments moved alike is what the office counts, as its hours are the same by its clock.
That is exact unless an office's clock is put forward or back within office hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from wian.delays.local_clock import LocalClock

if TYPE_CHECKING:
    from datetime import date

Mask = NDArray[np.bool_]
Minutes = NDArray[np.int64]


class ZoneParts:
    """Which of many moments lie at offices with a clock other than the usual one.

    Args:
        parts: Each such clock with a mask of its moments; shape (moments,).
        home: The usual clock.
    """

    def __init__(self, parts: Iterable[tuple[LocalClock, Mask]], home: LocalClock) -> None:
        self._parts, self._home = list(parts), home

    @classmethod
    def of(
        cls, parts: Iterable[tuple[str, Mask]], home: LocalClock, days: tuple[date, date]
    ) -> ZoneParts:
        """The same by names of zones.

        Args:
            parts: Each zone with a mask of its moments.
            home: The usual clock.
            days: First and last day on which clocks are known without being asked.
        """
        return cls(((_clock(name, *days), mask) for name, mask in parts), home)

    def at(self, index: NDArray[np.int64]) -> ZoneParts:
        """Those of some of the moments, by their places; one may come several times."""
        return ZoneParts(((clock, mask[index]) for clock, mask in self._parts), self._home)

    def to_home(self, minutes: Minutes, exact: Mask) -> Minutes:
        """When the usual clock shows what the offices' clocks show.

        Args:
            minutes: Moments as minutes since 1970-01-01T00:00Z.
            exact: Where a moment is known to the minute; a day alone is the same everywhere.
        """
        moved = minutes.copy()
        for clock, mask in self._parts:
            where = mask & exact
            moved[where] = self._home.utc(clock.local(minutes[where]))
        return moved

    def from_home(self, minutes: Minutes) -> Minutes:
        """When the offices' clocks show what the usual one shows; undoes ``to_home``."""
        moved = minutes.copy()
        for clock, mask in self._parts:
            moved[mask] = clock.utc(self._home.local(minutes[mask]))
        return moved


class OwnClocks:
    """The clocks of offices of which some have another than the usual one.

    Args:
        zones: Office -> IANA zone, of those.
        home: The usual clock.
        days: First and last day of the calendar.
    """

    def __init__(self, zones: Mapping[str, str], home: LocalClock, days: tuple[date, date]) -> None:
        self._zones, self._home, self._days = zones, home, days
        names = sorted(set(zones.values()))
        self._numbers = {name: number for number, name in enumerate(names, 1)}

    def parts(self, offices: Sequence[str]) -> ZoneParts:
        """Which of some offices have which clock."""
        found = np.array(
            [self._numbers.get(self._zones.get(office, ""), 0) for office in offices],
            dtype=np.int64,
        )
        parts = [(name, found == number) for name, number in self._numbers.items()]
        return ZoneParts.of(parts, self._home, self._days)


@lru_cache(maxsize=64)
def _clock(name: str, first: date, last: date) -> LocalClock:
    return LocalClock(ZoneInfo(name), first, last)
