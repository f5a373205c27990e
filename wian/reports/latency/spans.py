"""How long each stage of each hop took, or has taken so far if it is open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wian.delays.hop_arrays import UNKNOWN, InstantColumn
from wian.delays.local_clock import DAY
from wian.delays.working_time import Minutes, WorkingTime
from wian.reports.stages import HopStage, Time

Mask = NDArray[np.bool_]


NEEDED = (
    *(f"{name}_{part}" for name in ("issued", "received", "ready") for part in ("minute", "dated")),
    "forwarded_minute",
    "forwarded_dated",
    "forwards",
    "as_of_minute",
    "as_of_dated",
)
"""Columns of the frame of hops that spans are made of."""


@dataclass(frozen=True, slots=True)
class Spans:
    """One stage of many hops; arrays of shape (hops,).

    Attributes:
        start, end: When it began and ended; where it is open, the moment of the report.
        counted: It is finished, or has begun and is open.
        open: It had begun, and was not over at the moment of the report.
        unknown: It is over, but a stamp is missing or lies before the one that it follows.
        calendar: Minutes of all time where ``counted``; whole days of them where one of the ends
            is a date alone.
    """

    start: InstantColumn
    end: InstantColumn
    counted: Mask
    open: Mask
    unknown: Mask
    calendar: Minutes

    def lengths(self, time: Time, working: WorkingTime) -> Minutes:
        """Minutes where ``counted``: of all time, or of office time.

        Where one of the ends is a date alone they are whole days, start exclusive.

        Raises:
            OutsideCalendarError: An instant lies outside the working calendar.
        """
        if time is Time.CALENDAR:
            return self.calendar
        return _lengths(self.start, self.end, self.counted, time, working)


class Moments:
    """The instants of hops as they were known at the moment of the report.

    Args:
        frame: Hops with the columns ``NEEDED``.
        working: Working time and clock of their offices.
        as_of: Look at all of them as of this UTC minute; each as of its own where ``None``.

    Raises:
        OutsideCalendarError: An instant lies outside the working calendar.
    """

    def __init__(self, frame: pl.DataFrame, working: WorkingTime, as_of: int | None = None) -> None:
        self._working = working
        self._forwards = _flags(frame, "forwards")
        self._as_of = _as_of(frame, as_of)
        names = ("issued", "received", "ready", "forwarded")
        issued, received, ready, forwarded = (self._known(frame, name) for name in names)
        self._stamps = (issued, received, ready, forwarded)
        for column in (*self._stamps, self._as_of):
            if (known := column.minute[column.known]).size:
                working.between(known.min(), known.max())

    def _known(self, frame: pl.DataFrame, name: str) -> InstantColumn:
        """An instant; unknown where it came later than the moment of the report."""
        column = _column(frame, name)
        column.minute[column.minute > self._as_of.minute] = UNKNOWN
        return column

    @property
    def begun(self) -> Mask:
        """Hops of which a letter or a stamp was known at the moment of the report."""
        return np.asarray(np.logical_or.reduce([column.known for column in self._stamps]))

    def spans(self, stage: HopStage) -> Spans:
        """A stage of every hop."""
        start, end, applies, over = self._ends(stage)
        open_ = applies & start.known & ~end.known & ~over & self._as_of.known
        ends = InstantColumn(
            np.where(open_, self._as_of.minute, end.minute),
            np.where(open_, self._as_of.dated, end.dated),
        )
        both = applies & start.known & ends.known
        calendar = _lengths(start, ends, both, Time.CALENDAR, self._working)
        wrong = both & (calendar < 0)
        unknown = applies & (wrong | ((end.known | over) & ~both))
        return Spans(start, ends, both & ~wrong, open_ & ~wrong, unknown, calendar)

    def _ends(self, stage: HopStage) -> tuple[InstantColumn, InstantColumn, Mask, Mask]:
        """Start and end of a stage, where there is one, and where a later stamp says it is over."""
        issued, received, ready, forwarded = self._stamps
        never = np.zeros(len(self._forwards), dtype=np.bool_)
        if stage is HopStage.TRANSIT:
            return issued, received, ~never, ready.known | forwarded.known
        if stage is HopStage.ROUTING:
            return received, ready, ~never, forwarded.known
        if stage is HopStage.HANDLING:
            return ready, forwarded, self._forwards, never
        end = InstantColumn(
            np.where(self._forwards, forwarded.minute, ready.minute),
            np.where(self._forwards, forwarded.dated, ready.dated),
        )
        return issued, end, ~never, never


def _lengths(
    start: InstantColumn, end: InstantColumn, both: Mask, time: Time, working: WorkingTime
) -> Minutes:
    dated = both & (start.dated | end.dated)
    exact = both & ~dated
    if time is Time.CALENDAR:
        length = np.where(exact, end.minute - start.minute, 0)
    else:
        length = np.zeros(len(both), dtype=np.int64)
        length[exact] = working.between(start.minute[exact], end.minute[exact])
    if dated.any():
        days = [working.local_days(column.minute[dated]) for column in (start, end)]
        if time is Time.CALENDAR:
            length[dated] = (days[1] - days[0]).astype(np.int64) * DAY
        else:
            length[dated] = working.days_between(*days) * working.minutes_a_day
    return length


def _as_of(frame: pl.DataFrame, as_of: int | None) -> InstantColumn:
    if as_of is None:
        return _column(frame, "as_of")
    return InstantColumn(np.full(len(frame), as_of), np.zeros(len(frame), dtype=np.bool_))


def _column(frame: pl.DataFrame, name: str) -> InstantColumn:
    minute = frame[f"{name}_minute"].fill_null(UNKNOWN).to_numpy(writable=True)
    return InstantColumn(minute, _flags(frame, f"{name}_dated"))


def _flags(frame: pl.DataFrame, name: str) -> Mask:
    return frame[name].fill_null(False).to_numpy()
