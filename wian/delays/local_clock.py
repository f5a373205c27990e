"""Converts between UTC minutes and local time, for whole arrays."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

DAY = 24 * 60
"""Minutes of a day on the clock."""
FIRST_MINUTE, LAST_MINUTE = -36_815_040, 120_967_200
"""UTC minutes of 1 January 1900 and of 1 January 2200: no log knows of a moment beyond them."""
_MARGIN, _MINUTE = timedelta(days=3), timedelta(minutes=1)
_PROBE = DAY
_QUARTER = 15
"""Minutes; clocks change at full quarters of an hour."""
_HALF_YEAR = 182 * DAY


class LocalClock:
    """A zone's offsets as a table, exact from three days before ``first`` to three after ``last``.

    The table is found by asking the zone once a day and narrowing each difference to its minute;
    a change undone within a day would be missed (no zone has had one since 1995). Outside those
    days, which only imported logs reach, the zone itself is asked.

    Attributes:
        changes: UTC minutes at which the offset changes, ascending.
        offsets: Offset in minutes before the first change, then from each change on.
    """

    def __init__(self, zone: ZoneInfo, first: date, last: date) -> None:
        start = _minute(datetime.combine(first - _MARGIN, time(), UTC))
        end = _minute(datetime.combine(last + _MARGIN, time(), UTC))
        probes = range(start, end + 1, _PROBE)
        offsets = [_offset(zone, minute) for minute in probes]
        changes = [
            _change(zone, probes[i], probes[i + 1])
            for i in range(len(probes) - 1)
            if offsets[i] != offsets[i + 1]
        ]
        self.zone = zone
        self._start, self._end = start, end
        years = range(FIRST_MINUTE, LAST_MINUTE, _HALF_YEAR)
        self._steady = not changes and len({_offset(zone, each) for each in years}) == 1
        self.changes: NDArray[np.int64] = np.array(changes, dtype=np.int64)
        after = [_offset(zone, change) for change in changes]
        self.offsets: NDArray[np.int64] = np.array([offsets[0], *after], dtype=np.int64)
        self._local_changes = self.changes + np.maximum(self.offsets[:-1], self.offsets[1:])

    def offset(self, minutes: NDArray[np.int64]) -> NDArray[np.int64]:
        """Minutes that the local clock is ahead of UTC at each moment."""
        if self._steady:
            return self.offsets[:1]
        found = self.offsets[np.searchsorted(self.changes, minutes, side="right")]
        beyond = (minutes < self._start) | (minutes >= self._end)
        return self._asked(minutes, found, beyond) if np.any(beyond) else found

    def _asked(
        self, minutes: NDArray[np.int64], found: NDArray[np.int64], beyond: NDArray[np.bool_]
    ) -> NDArray[np.int64]:
        """The offsets with those beyond the table, of which the zone itself is asked."""
        whole = np.array(found)
        within = np.clip(minutes[beyond], FIRST_MINUTE, LAST_MINUTE)  # no log reaches beyond these
        quarter, place = np.unique(within // _QUARTER, return_inverse=True)
        asked = [_offset(self.zone, each * _QUARTER) for each in quarter.tolist()]
        whole[beyond] = np.array(asked, dtype=np.int64)[place]
        return whole

    def local(self, minutes: NDArray[np.int64]) -> NDArray[np.int64]:
        """What the local clock shows at UTC ``minutes``, as minutes since 1970-01-01 00:00."""
        return np.asarray(minutes + self.offset(minutes)).reshape(np.shape(minutes))

    def utc(self, local: NDArray[np.int64]) -> NDArray[np.int64]:
        """The moment at which the clock shows ``local`` (minutes since 1970-01-01 00:00).

        A time shown twice is its first showing; a time skipped counts on from before the change
        (as ``fold=0`` does in Python).
        """
        index = np.searchsorted(self._local_changes, local, side="right")
        return np.asarray(local - self.offsets[index])

    def days(self, minutes: NDArray[np.int64]) -> NDArray[np.datetime64]:
        """The local dates (``datetime64[D]``) at UTC ``minutes``."""
        return (self.local(minutes) // DAY).astype("datetime64[D]")


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // 60


def _offset(zone: ZoneInfo, minute: int) -> int:
    offset = datetime.fromtimestamp(minute * 60, zone).utcoffset() or timedelta()
    return offset // _MINUTE


def _change(zone: ZoneInfo, low: int, high: int) -> int:
    """The first minute after ``low`` with the offset of ``high``."""
    goal = _offset(zone, high)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _offset(zone, middle) == goal else (middle, high)
    return high
