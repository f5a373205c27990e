"""How long each stage of a hop took, and how much of the window it used.

``transit`` is received minus issued, ``routing`` ready minus received. Forwarded minus ready is
``handling`` and, for as long as the recipient's clock rested meanwhile, ``suspended``. The
difference between two instants that are both known to the minute is exact:
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
from wian.delays.rests import Rests
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
        suspended_days, suspended_working_days: How long the recipient's clock rested between its
            last desk and its own letter; 0 where it never did.
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
    suspended_days: Figure
    suspended_working_days: Figure
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
    rested, rested_w = rested_minutes(columns.rests, columns.ready, columns.forwarded, working)
    handling, suspended = _parted(handling, rested, DAY)
    handling_w, suspended_w = _parted(handling_w, rested_w, working.minutes_a_day)
    return Figures(
        transit,
        routing,
        handling,
        transit_w,
        routing_w,
        handling_w,
        suspended,
        suspended_w,
        *_window_figures(columns, working, use),
    )


def length_between(
    start: InstantColumn, end: InstantColumn, working: WorkingTime
) -> tuple[Figure, Figure]:
    """Calendar days and working days between two instants, by the rules of the stages."""
    first, last = ((column, local_days(column, working)) for column in (start, end))
    return _calendar_days(first, last), _working_days(first, last, working)


def rested_minutes(
    rests: Rests, start: InstantColumn, end: InstantColumn, working: WorkingTime
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How long hops rested between two instants: minutes of all time, and of working time.

    Whole days of them where one of the two is a date alone; none where one is unknown. Of working
    time only what lies in the working calendar.

    Args:
        rests: The rests of the hops, as the recipients' clocks show them.
        start: The first instant of each hop; shape (hops,).
        end: The second.
        working: The clock by which days are told.
    """
    found = np.zeros((2, len(start.minute)), dtype=np.int64)
    if len(rests):
        hop = rests.hop
        known = start.known[hop] & end.known[hop]
        first = np.where(known, np.maximum(rests.begun, start.work_minute[hop]), 0)
        last = np.where(known, np.minimum(rests.ended, end.work_minute[hop]), 0)
        last = np.maximum(first, last)
        dated = start.dated[hop] | end.dated[hop]
        for row, minutes in enumerate(_rested(first, last, dated, working)):
            np.add.at(found[row], hop, minutes)
    return found[0], found[1]


def _rested(
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    dated: NDArray[np.bool_],
    working: WorkingTime,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Minutes of all time and of working time between moments; of whole days where ``dated``."""
    days = working.local_days(first), working.local_days(last)
    calendar = np.where(dated, (days[1] - days[0]).astype(np.int64) * DAY, last - first)
    worked = np.zeros(len(first), dtype=np.int64)
    within = working.covers(first) & working.covers(last)
    exact, whole = within & ~dated, within & dated
    worked[exact] = working.between(first[exact], last[exact])
    worked[whole] = working.days_between(days[0][whole], days[1][whole]) * working.minutes_a_day
    return calendar, worked


def _parted(whole: Figure, rested: NDArray[np.int64], day: int) -> tuple[Figure, Figure]:
    """The days of a stage without those in which the clock rested, and those."""
    handled = np.where(rested > 0, (np.rint(whole * day) - rested) / day, whole)
    return handled, np.where(np.isnan(whole), np.nan, rested / day)


def local_days(column: InstantColumn, working: WorkingTime) -> Days:
    """Local dates of a column's instants; meaningless where the instant is unknown."""
    return working.local_days(np.where(column.known, column.day_minute, 0))


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
    begins, ends = start[0].work_minute, end[0].work_minute
    within = working.covers(begins) & working.covers(ends)
    exact, dated = (kind & within for kind in _kinds(start[0], end[0]))
    figure = np.full(len(exact), np.nan)
    minutes = working.between(begins[exact], ends[exact])
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
        minute = column.work_minute[where]
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
