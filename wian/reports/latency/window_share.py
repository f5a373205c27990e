"""The share of a directive's window that a stage of a hop used."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from wian.delays.window import within_calendar
from wian.delays.working_time import Days, Minutes, WorkingTime
from wian.reports.latency.spans import Mask, Spans
from wian.reports.stages import Time

NEEDED = ("window_opens", "window_closes")
"""Columns of the frame of hops that shares are made of."""
MILLION = 1_000_000
"""Shares are whole millionths of the window."""
_ONE = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True)
class Shares:
    """What a stage ate of the window; arrays of shape (hops,).

    Attributes:
        share: Millionths of the window where ``counted``: its days that passed from start to end.
        counted: There is a window, and the stage is finished or open.
        open: The stage is open, and so is the window: it will eat more. Once the window has
            closed nothing more can be eaten of it, and the share is known.
    """

    share: Minutes
    counted: Mask
    open: Mask


class Windows:
    """The windows of the directives of many hops.

    A day of the window is used once it is over, as ``wian.delays.window`` has it.

    Args:
        frame: Hops with the columns ``NEEDED``.
        working: Tells working days.
    """

    def __init__(self, frame: pl.DataFrame, working: WorkingTime) -> None:
        self._working = working
        opens, closes = (frame[name].to_numpy().astype("datetime64[D]") for name in NEEDED)
        self._given: Mask = ~(np.isnat(opens) | np.isnat(closes))
        self._worked: Mask = self._given & within_calendar(opens, closes, working)
        self._opens: Days = opens
        self._after: Days = np.asarray(closes + _ONE, dtype="datetime64[D]")

    @property
    def any(self) -> bool:
        """Whether there is one at all."""
        return bool(self._given.any())

    def shares(self, spans: Spans, time: Time) -> Shares:
        """What a stage ate of each hop's window, in calendar or in working days.

        Windows that the working calendar does not cover have no share in working days.
        """
        counted = spans.counted & (self._given if time is Time.CALENDAR else self._worked)
        if not counted.any():
            return Shares(np.zeros(len(counted), dtype=np.int64), counted, counted)
        opens, after = self._opens[counted], self._after[counted]
        start, end = (
            np.clip(self._working.local_days(column.day_minute[counted]), opens, after)
            for column in (spans.start, spans.end)
        )
        used, length = self._days(start, end, time), self._days(opens, after, time)
        share = np.zeros(len(counted), dtype=np.int64)
        share[counted] = np.rint(used * MILLION / np.maximum(length, 1))
        open_ = np.zeros(len(counted), dtype=np.bool_)
        open_[counted] = spans.open[counted] & (end < after)
        return Shares(share, counted, open_)

    def _days(self, start: Days, end: Days, time: Time) -> Minutes:
        if time is Time.CALENDAR:
            return (end - start).astype(np.int64)
        return self._working.days_between(start - _ONE, end - _ONE)
