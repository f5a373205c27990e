"""Measures working time on one million intervals: ``python -m benchmarks.speed.working_time``.

The floor is numpy's ``busday_count`` over the days of the same intervals, which knows no hours;
the peer is plain Python that walks the days of each interval, measured on a sample and scaled.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import numpy as np

from benchmarks.cost import cost_of, usual_cost
from benchmarks.figures import Figure, judged, show
from wian.delays.working_time import Minutes, WorkingTime
from wian.jurisdictions.calendar import WorkingCalendar
from wian.jurisdictions.thailand.government_calendar import government_calendar

INTERVALS = 1_000_000
SAMPLE = 2_000
ROUNDS = 7
PROCESSOR = 0.3
_LONGEST = 90 * 24 * 60


def figures(
    count: int = INTERVALS, rounds: int = ROUNDS, sample: int = SAMPLE
) -> tuple[Figure, ...]:
    """Measure ours, the floor and the peer; all must agree."""
    calendar = government_calendar()
    working = WorkingTime(calendar)
    start, end = intervals(working, count)
    days = working.local_days(start), working.local_days(end)
    holidays = np.array(sorted(calendar.holidays), dtype="datetime64[D]")
    busday = np.busdaycalendar(weekmask=calendar.weekmask, holidays=holidays)
    ours = usual_cost(lambda: working.between(start, end), rounds)
    floor = usual_cost(lambda: np.busday_count(*days, busdaycal=busday), rounds)
    counted: list[int] = []
    peer = cost_of(
        lambda: counted.extend(
            plain_python(*pair, calendar)
            for pair in zip(start[:sample].tolist(), end[:sample].tolist(), strict=True)
        )
    )
    if counted != working.between(start[:sample], end[:sample]).tolist():
        raise AssertionError("the peer counts other minutes")
    scaled = peer * (count / sample)
    return (
        Figure(
            f"working minutes of {count:,} intervals",
            str(ours),
            f"floor, numpy busday_count of the days: {floor}",
            f"{ours.processor / floor.processor:.2f} x floor",
            f"<= {PROCESSOR} s cpu",
            judged(ours.processor <= PROCESSOR),
        ),
        Figure(
            "the same against plain Python",
            str(ours),
            f"peer, {sample:,} intervals day by day, scaled: {scaled}",
            f"{scaled.processor / ours.processor:,.0f} times faster",
        ),
    )


def intervals(working: WorkingTime, count: int) -> tuple[Minutes, Minutes]:
    """Random intervals of up to ninety days between 2015 and 2026, the same every time."""
    random = np.random.default_rng(2564)
    first, last = working.midnight(["2015-01-01", "2026-09-01"])
    start = random.integers(first, last, count)
    return start, start + random.integers(0, _LONGEST, count)


def plain_python(start: int, end: int, calendar: WorkingCalendar) -> int:
    """Working minutes as one would write them first: day by day."""
    zone, holidays = calendar.zone, calendar.holidays
    one = datetime.fromtimestamp(start * 60, UTC).astimezone(zone)
    two = datetime.fromtimestamp(end * 60, UTC).astimezone(zone)
    total, day = 0, one.date()
    while day <= two.date():
        if calendar.weekmask[day.weekday()] == "1" and day not in holidays:
            midnight = datetime.combine(day, time(), zone)
            opens = midnight + timedelta(minutes=calendar.opens)
            closes = midnight + timedelta(minutes=calendar.closes)
            total += max(0, int((min(two, closes) - max(one, opens)).total_seconds()) // 60)
        day += timedelta(days=1)
    return total


if __name__ == "__main__":
    show(figures())
