"""How long each stage of each hop took, or has taken so far if it is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wian.delays.hop_arrays import TICKS, UNKNOWN, InstantColumn
from wian.delays.hop_figures import rested_minutes, worked_seconds
from wian.delays.local_clock import DAY, FIRST_MINUTE, LAST_MINUTE
from wian.delays.rests import NO_RESTS, Rests
from wian.delays.working_time import Minutes, WorkingTime
from wian.kit.errors import WianError
from wian.reports.completed_hops import own_rests
from wian.reports.scope.own_minutes import ZONES, shown
from wian.reports.stages import HopStage, Time

Mask = NDArray[np.bool_]
NEEDED = (
    *(f"{name}_{part}" for name in ("issued", "received", "ready") for part in ("minute", "dated")),
    "forwarded_minute",
    "forwarded_dated",
    "forwards",
    "as_of_minute",
    "as_of_dated",
    *ZONES,
)
"""Columns of the frame of hops that spans are made of."""
SECONDS = tuple(f"{n}_second" for n in ("issued", "received", "ready", "forwarded", "as_of"))
"""Columns of the seconds within those minutes, which only some logs show."""
RESTS = "suspensions"
"""Column of the times in which clocks rested, which mostly none did."""


class ImpossibleMoment(WianError):
    """Hops lie in years in which nobody measured any."""

    def __init__(self) -> None:
        super().__init__(
            "A moment of the hops lies before 1900 or after 2199; check the minutes of their file."
        )


@dataclass(frozen=True, slots=True)
class Spans:
    """One stage of many hops; arrays of shape (hops,).

    Attributes:
        start, end: When it began and ended; where it is open, the moment of the report.
        counted: It is finished, or has begun and is open.
        open: It had begun, and was not over at the moment of the report.
        unknown: It is over, but a stamp is missing or lies before the one that it follows.
        calendar: Ticks of all time where ``counted``; whole days of them where one of the ends
            is a date alone.
        per_minute: Ticks of a minute: one, or a thousand a second where seconds are known.
        rests: When clocks rested, which is left out of the lengths.
        rested: The lengths are those of the rests, and nothing else.
    """

    start: InstantColumn
    end: InstantColumn
    counted: Mask
    open: Mask
    unknown: Mask
    calendar: Minutes
    per_minute: int = 1
    rests: Rests = NO_RESTS
    rested: bool = False

    def lengths(self, time: Time, working: WorkingTime) -> Minutes:
        """Ticks where ``covered``: of all time, or of office time.

        Where one of the ends is a date alone they are whole days, start exclusive.
        """
        covered = self.covered(time, working)
        whole = self.calendar
        if time is Time.WORKING:
            whole = _lengths(self.start, self.end, covered, time, working, self.per_minute)
        if not len(self.rests):
            return whole
        rested = rested_minutes(self.rests, self.start, self.end, working)
        minutes = rested[time is Time.WORKING] * self.per_minute
        return np.where(covered, minutes if self.rested else whole - minutes, 0)

    def day(self, time: Time, working: WorkingTime) -> int:
        """Ticks of a day: of the clock, or of an office's hours."""
        minutes = DAY if time is Time.CALENDAR else working.minutes_a_day
        return minutes * self.per_minute

    def covered(self, time: Time, working: WorkingTime) -> Mask:
        """Where it is counted in a time: of office time only in years that the calendar knows."""
        if time is Time.CALENDAR:
            return self.counted
        within = working.covers(self.start.work_minute) & working.covers(self.end.work_minute)
        return np.asarray(self.counted & within)


class Moments:
    """The instants of hops as they were known at the moment of the report.

    Args:
        frame: Hops with the columns ``NEEDED``.
        working: Working time and clock of their offices.
        as_of: Look at all of them as of this UTC minute; each as of its own where ``None``.

    Raises:
        ImpossibleMoment: An instant lies before 1900 or after 2199.
    """

    def __init__(self, frame: pl.DataFrame, working: WorkingTime, as_of: int | None = None) -> None:
        self._working = working
        self._forwards = _flags(frame, "forwards")
        self._as_of = _as_of(frame, as_of)
        names = ("issued", "received", "ready", "forwarded")
        issued, received, ready, forwarded = (self._known(frame, name) for name in names)
        self._stamps = (issued, received, ready, forwarded)
        self._rests = own_rests(frame, working)
        for column in (*self._stamps, self._as_of):
            known = column.minute[column.known]
            if known.size and not FIRST_MINUTE <= known.min() <= known.max() < LAST_MINUTE:
                raise ImpossibleMoment
        self._stamps = (
            shown(frame, "issued", issued, working),
            shown(frame, "received", received, working),
            shown(frame, "ready", ready, working),
            shown(frame, "forwarded", forwarded, working),
        )
        self._as_of = shown(frame, "as_of", self._as_of, working)
        exact = any(column.second is not None for column in self._stamps)
        self._per_minute = TICKS if exact else 1
        if as_of is not None and exact:  # of a minute that was named, its end
            self._as_of = replace(self._as_of, second=np.full(len(frame), 60.0))

    def _known(self, frame: pl.DataFrame, name: str) -> InstantColumn:
        """An instant; unknown where it came later than the moment of the report."""
        column = _column(frame, name)
        column.minute[column.minute > self._as_of.minute] = UNKNOWN
        return column

    @property
    def begun(self) -> Mask:
        """Hops of which a letter or a stamp was known at the moment of the report."""
        return np.asarray(np.logical_or.reduce([column.known for column in self._stamps]))

    def stages(self, asked: Sequence[HopStage]) -> tuple[HopStage, ...]:
        """Those of some stages that there are: where no clock ever rested, none is suspended."""
        rested = len(self._rests) > 0
        return tuple(each for each in asked if rested or each is not HopStage.SUSPENDED)

    def spans(self, stage: HopStage) -> Spans:
        """A stage of every hop."""
        start, end, applies, over = self._ends(stage)
        open_ = applies & start.known & ~end.known & ~over & self._as_of.known
        ends = _chosen(open_, self._as_of, end)
        both, ticks = applies & start.known & ends.known, self._per_minute
        calendar = _lengths(start, ends, both, Time.CALENDAR, self._working, ticks)
        wrong = both & (calendar < 0)
        unknown = applies & (wrong | ((end.known | over) & ~both))
        found = Spans(start, ends, both & ~wrong, open_ & ~wrong, unknown, calendar, ticks)
        if stage is HopStage.HANDLING:
            return replace(found, rests=self._rests)
        return self._suspended(found) if stage is HopStage.SUSPENDED else found

    def _suspended(self, handling: Spans) -> Spans:
        """The rests in a handling: only of hops whose clock rested, open while it does."""
        rests = self._rests
        begun = handling.counted[rests.hop] & (rests.begun <= handling.end.work_minute[rests.hop])
        on = begun & (rests.ended > handling.end.work_minute[rests.hop])
        counted, going = np.zeros_like(handling.counted), np.zeros_like(handling.counted)
        counted[rests.hop[begun]] = True
        going[rests.hop[on]] = True
        none = np.zeros_like(counted)
        return replace(
            handling,
            counted=counted,
            open=handling.open & going,
            unknown=none,
            rests=rests,
            rested=True,
        )

    def _ends(self, stage: HopStage) -> tuple[InstantColumn, InstantColumn, Mask, Mask]:
        """Start and end of a stage, where there is one, and where a later stamp says it is over."""
        issued, received, ready, forwarded = self._stamps
        never = np.zeros(len(self._forwards), dtype=np.bool_)
        if stage is HopStage.TRANSIT:
            return issued, received, ~never, ready.known | forwarded.known
        if stage is HopStage.ROUTING:
            return received, ready, ~never, forwarded.known
        if stage in {HopStage.HANDLING, HopStage.SUSPENDED}:
            return ready, forwarded, self._forwards, never
        return issued, _chosen(self._forwards, forwarded, ready), ~never, never


def _chosen(first: Mask, one: InstantColumn, other: InstantColumn) -> InstantColumn:
    """One instant where ``first``, the other elsewhere."""
    exact = one.second is not None or other.second is not None
    zoned = one.own is not None or other.own is not None
    return InstantColumn(
        np.where(first, one.minute, other.minute),
        np.where(first, one.dated, other.dated),
        np.where(first, one.seconds, other.seconds) if exact else None,
        np.where(first, one.day_minute, other.day_minute) if zoned else None,
        np.where(first, one.work_minute, other.work_minute) if zoned else None,
    )


def _lengths(  # noqa: PLR0913, PLR0917 - two ends, where, and how time is counted
    start: InstantColumn,
    end: InstantColumn,
    both: Mask,
    time: Time,
    working: WorkingTime,
    per_minute: int,
) -> Minutes:
    dated = both & (start.dated | end.dated)
    exact = both & ~dated
    if time is Time.CALENDAR:
        length = np.where(exact, end.minute - start.minute, 0)
    else:
        length = np.zeros(len(both), dtype=np.int64)
        length[exact] = working.between(start.work_minute[exact], end.work_minute[exact])
    length *= per_minute
    if per_minute > 1:
        length[exact] += _more(start, end, exact, time, working)
    if dated.any():
        days = [working.local_days(column.day_minute[dated]) for column in (start, end)]
        if time is Time.CALENDAR:
            length[dated] = (days[1] - days[0]).astype(np.int64) * (DAY * per_minute)
        else:
            whole = working.minutes_a_day * per_minute
            length[dated] = working.days_between(*days) * whole
    return length


def _more(
    start: InstantColumn, end: InstantColumn, exact: Mask, time: Time, working: WorkingTime
) -> Minutes:
    """What seconds add to the minutes between two ends, in thousandths of a second."""
    if time is Time.CALENDAR:
        seconds = end.seconds[exact] - start.seconds[exact]
    else:
        seconds = worked_seconds(start, end, exact, working)
    return np.rint(seconds * (TICKS / 60)).astype(np.int64)


def _as_of(frame: pl.DataFrame, as_of: int | None) -> InstantColumn:
    if as_of is None:
        return _column(frame, "as_of")
    return InstantColumn(np.full(len(frame), as_of), np.zeros(len(frame), dtype=np.bool_))


def _column(frame: pl.DataFrame, name: str) -> InstantColumn:
    minute = frame[f"{name}_minute"].fill_null(UNKNOWN).to_numpy(writable=True)
    second = frame.get_column(f"{name}_second", default=None)
    known = second is not None and second.null_count() < len(second)
    seconds = second.fill_null(np.nan).to_numpy() if second is not None and known else None
    return InstantColumn(minute, _flags(frame, f"{name}_dated"), seconds)


def _flags(frame: pl.DataFrame, name: str) -> Mask:
    return frame[name].fill_null(False).to_numpy()
