"""Measures working time on one million intervals: ``python benchmarks/working_time.py``.

Prints processor seconds, and two ratios measured in the same run: to a floor (plain numpy
``busday_count`` over the days of the same intervals, which knows no hours) and to a
straightforward peer in pure Python (a loop over the days of each interval with ``datetime``),
measured on a sample and scaled.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from time import process_time

import numpy as np
from numpy.typing import NDArray

from delays.working_time import WorkingTime
from jurisdictions.calendar import WorkingCalendar
from jurisdictions.thailand.calendar import government_calendar

INTERVALS = 1_000_000
SAMPLE = 2_000
LONGEST = 90 * 24 * 60
REPEATS = 5


def intervals(working: WorkingTime) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Random intervals of up to ninety days between 2015 and 2026."""
    random = np.random.default_rng(2564)
    first, last = working.midnight(["2015-01-01", "2026-09-01"])
    start = random.integers(first, last, INTERVALS)
    return start, start + random.integers(0, LONGEST, INTERVALS)


def best(work: Callable[[], object]) -> float:
    """Processor seconds of the fastest of some runs."""
    spent = []
    for _ in range(REPEATS):
        begun = process_time()
        work()
        spent.append(process_time() - begun)
    return min(spent)


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


def main() -> None:
    """Measure, check that all agree, and print."""
    calendar = government_calendar()
    begun = process_time()
    working = WorkingTime(calendar)
    build = process_time() - begun
    start, end = intervals(working)
    ours = best(lambda: working.between(start, end))

    days = working.local_days(start), working.local_days(end)
    holidays = np.array(sorted(calendar.holidays), dtype="datetime64[D]")
    busday = np.busdaycalendar(weekmask=calendar.weekmask, holidays=holidays)
    floor = best(lambda: np.busday_count(*days, busdaycal=busday))

    pairs = list(zip(start[:SAMPLE].tolist(), end[:SAMPLE].tolist(), strict=True))
    begun = process_time()
    peer = [plain_python(*pair, calendar) for pair in pairs]
    scaled = (process_time() - begun) * INTERVALS / SAMPLE
    if peer != working.between(start[:SAMPLE], end[:SAMPLE]).tolist():
        raise SystemExit("the pure-Python peer counts other minutes")

    print(f"working minutes of {INTERVALS:,} intervals: {ours:.3f} s of processor time")
    print(f"building the tables once:                {build:.3f} s")
    print(
        f"floor, numpy busday_count, same days:    {floor:.3f} s; ours / floor = {ours / floor:.2f}"
    )
    print(
        f"peer, pure Python, day by day:           {scaled:.0f} s "
        f"(measured on {SAMPLE:,}, scaled); peer / ours = {scaled / ours:,.0f}"
    )


if __name__ == "__main__":
    main()
