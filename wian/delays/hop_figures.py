"""How long each stage of a hop took, and how much of the window it used.

``transit`` is received minus issued, ``routing`` ready minus received, ``handling`` forwarded
minus ready. The difference between two instants that are both known to the minute is exact:
minutes / 1440 in calendar days, office minutes / the office minutes of a day in working days;
seconds count where they are known. As soon as one of them is known to the day only, it is the
difference of their local dates, in calendar days or in working days (start exclusive, end
inclusive): whole numbers. A figure of an unknown instant is unknown (NaN), never zero.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wian.delays.hop_arrays import HopColumns, InstantColumn
from wian.delays.local_clock import DAY
from wian.delays.window import DayRange, ManyWindows, WindowUse
from wian.delays.working_time import Days, WorkingTime

Figure = NDArray[np.float64]
_MINUTE = 60
_Dated = tuple[InstantColumn, Days]


@dataclass(frozen=True, slots=True)
class Figures:
    """What each hop cost; every array has shape (hops,), with NaN where unknown.

    Attributes:
        transit_days, routing_days, handling_days: Calendar days.
        transit_working_days, routing_working_days, handling_working_days: Working days.
        window_days_used: Days of the window that the hop ate, from the sender's issue to the
            recipient's own letter, or to its last desk where it does not forward.
        window_days_left: Days of the window left at that end.
        window_working_days_used, window_working_days_left: The same in working days.
    """

    transit_days: Figure
    routing_days: Figure
    handling_days: Figure
    transit_working_days: Figure
    routing_working_days: Figure
    handling_working_days: Figure
    window_days_used: Figure
    window_days_left: Figure
    window_working_days_used: Figure
    window_working_days_left: Figure


def measure(columns: HopColumns, working: WorkingTime, window: DayRange | None) -> Figures:
    """The figures of hops; those of the window are unknown where there is no window.

    So are working days from or to an instant outside the calendar, and those of a window that
    reaches outside.
    """
    return measure_each(columns, working, WindowUse(window, working) if window else None)


def measure_each(
    columns: HopColumns, working: WorkingTime, use: WindowUse | ManyWindows | None
) -> Figures:
    """The same, of hops that each may have a window of its own."""
    days = [local_days(column, working) for column in columns.instants]
    issued, received, ready, forwarded = zip(columns.instants, days, strict=True)
    stages = ((issued, received), (received, ready), (ready, forwarded))
    transit, routing, handling = (_calendar_days(*stage) for stage in stages)
    transit_w, routing_w, handling_w = (_working_days(*stage, working) for stage in stages)
    return Figures(
        transit,
        routing,
        handling,
        transit_w,
        routing_w,
        handling_w,
        *_window_figures(columns, working, use),
    )


def local_days(column: InstantColumn, working: WorkingTime) -> Days:
    """Local dates of a column's instants; meaningless where the instant is unknown."""
    return working.local_days(np.where(column.known, column.minute, 0))


def _kinds(start: InstantColumn, end: InstantColumn) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where a difference is one of minutes, and where one of dates."""
    known = start.known & end.known
    dated = start.dated | end.dated
    return known & ~dated, known & dated


def _calendar_days(start: _Dated, end: _Dated) -> Figure:
    exact, dated = _kinds(start[0], end[0])
    figure = np.full(len(exact), np.nan)
    figure[exact] = (end[0].minute[exact] - start[0].minute[exact]) / DAY
    if start[0].second is not None or end[0].second is not None:
        figure[exact] += (end[0].seconds[exact] - start[0].seconds[exact]) / (DAY * _MINUTE)
    figure[dated] = (end[1][dated] - start[1][dated]).astype(np.int64)
    return figure


def _working_days(start: _Dated, end: _Dated, working: WorkingTime) -> Figure:
    within = working.covers(start[0].minute) & working.covers(end[0].minute)
    exact, dated = (kind & within for kind in _kinds(start[0], end[0]))
    figure = np.full(len(exact), np.nan)
    minutes = working.between(start[0].minute[exact], end[0].minute[exact])
    figure[exact] = minutes / working.minutes_a_day
    if start[0].second is not None or end[0].second is not None:
        figure[exact] += worked_seconds(start[0], end[0], exact, working) / (
            working.minutes_a_day * _MINUTE
        )
    figure[dated] = working.days_between(start[1][dated], end[1][dated])
    return figure


def worked_seconds(
    start: InstantColumn, end: InstantColumn, where: NDArray[np.bool_], working: WorkingTime
) -> NDArray[np.float64]:
    """What seconds add to the working minutes between instants: those of minutes that are worked.

    Raises:
        OutsideCalendarError: An instant lies outside the working calendar.
    """
    parts = []
    for column in (end, start):
        minute = column.minute[where]
        parts.append(column.seconds[where] * working.between(minute, minute + 1))
    return np.asarray(parts[0] - parts[1])


def _window_figures(
    columns: HopColumns, working: WorkingTime, use: WindowUse | ManyWindows | None
) -> tuple[Figure, Figure, Figure, Figure]:
    end, unknown = columns.end, np.full(len(columns.forwards), np.nan)
    if use is None:
        return unknown, unknown, unknown, unknown
    first, last = local_days(columns.issued, working), local_days(end, working)
    ends = end.known & use.given
    both = columns.issued.known & ends
    gone, gone_working = use.used(last), use.used_working(last)
    return (
        np.where(both, gone - use.used(first), unknown),
        np.where(ends, use.length - gone, unknown),
        np.where(both & use.worked, gone_working - use.used_working(first), unknown),
        np.where(ends & use.worked, use.working_length - gone_working, unknown),
    )
