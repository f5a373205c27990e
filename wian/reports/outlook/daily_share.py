"""Which share of the addressees has a directive by each day, so far and in many futures?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from wian.delays.working_time import Days
from wian.reports.outlook.monte_carlo.futures import QUANTILES, quantile_of
from wian.reports.outlook.monte_carlo.known_times import FORWARDED, RECEIVED
from wian.reports.outlook.monte_carlo.normal_law import Numbers
from wian.reports.outlook.outlook import Outlook
from wian.reports.outlook.outset import Outset

_POINTS = 60
"""Days that are told at most; of a longer way every second or third day, and so on, and
the deadline."""
_ROOM = 2
"""Days behind the last one that matters."""
_FAR = 2
"""A deadline so many times as far ahead as the last reception is left out: what comes before it
could not be seen."""


@dataclass(frozen=True, slots=True)
class DailyShare:
    """The share of the addressees that has it by the end of a day.

    Attributes:
        day: The day.
        p05, p50, p95: In 5, 50 and 95 % of the futures no larger share; the same where it is past.
        past: The day lies before the outlook's.
    """

    day: date
    p05: float
    p50: float
    p95: float
    past: bool


def daily_shares(told: Outlook) -> list[DailyShare]:
    """The shares from the first letter to the last reception, and to the deadline if it is near.

    Args:
        told: An outlook.

    Raises:
        OutsideCalendarError: A day lies outside the working calendar.
    """
    outset = told.outset
    days, today = _days(told), outset.days(np.zeros(1, dtype=np.int64), np.zeros((1, 1)))[0, 0]
    ends = outset.working.position(outset.working.midnight(days + np.timedelta64(1, "D")))
    limits = ends[:, None] - outset.known.now
    counts = _counts(outset, limits)
    many = max(told.addressees, 1)
    levels = outset.correction.count_levels(QUANTILES)
    found = []
    for day, drawn in zip(days.tolist(), counts, strict=True):
        low, middle, high = (quantile_of(drawn, each) / many for each in levels)
        found.append(DailyShare(day, low, middle, high, bool(np.datetime64(day) < today)))
    return found


def _days(told: Outlook) -> Days:
    outset, origin = told.outset, np.zeros(1, dtype=np.int64)
    sent = 0.0 if outset.unsent else float(outset.known.latest(FORWARDED)[0])
    first = outset.days(origin, np.array([[sent]]))[0, 0]
    last, closes = np.datetime64(told.last.p95), outset.closes
    if closes is not None and np.datetime64(closes) - first > _FAR * (last - first):
        closes = None
    last = last if closes is None else max(last, np.datetime64(closes))
    count = max((last - first).astype(int), 0) + 1 + _ROOM
    step = -(-count // _POINTS)
    end = first + np.timedelta64(int(count), "D")
    days = np.arange(first, end, np.timedelta64(int(step), "D"))
    return days if closes is None else np.union1d(days, np.datetime64(closes, "D"))


def _counts(outset: Outset, limits: Numbers) -> Numbers:
    """How many have it by each day in each future; shape (days, draws)."""
    tree, received = outset.tree, outset.known.latest(RECEIVED)
    has = np.flatnonzero(tree.addressed & ~np.isnan(received))
    known = (received[has] <= limits[:, has]).sum(axis=1)
    counts = np.repeat(known[:, None].astype(np.float64), outset.draws, axis=1)
    sweep = outset.sweep()
    for each in sweep.arrivals(outset.common.drawn(sweep.chances_of_effect(outset.draws))):
        wanted = tree.addressed[each.rows]
        rows, position = each.rows[wanted], each.position[wanted]
        for at, limit in enumerate(limits):
            counts[at] += (position <= limit[rows, None]).sum(axis=0)
    return counts
