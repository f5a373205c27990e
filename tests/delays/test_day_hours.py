"""Office hours that differ by weekday and by day, with a rest at noon."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from wian.delays.day_hours import DayHours
from wian.delays.working_time import WorkingTime
from wian.jurisdictions.calendar import WorkingCalendar
from wian.jurisdictions.instant import Instant

ZONE = ZoneInfo("Asia/Jakarta")
CALENDAR = WorkingCalendar(
    zone=ZONE,
    holidays={},
    first=date(2026, 1, 1),
    last=date(2026, 12, 31),
    announced_to=date(2026, 12, 31),
    by_weekday={
        **dict.fromkeys(range(4), ((450, 720), (780, 960))),
        4: ((450, 690), (780, 990)),
    },
    by_day={date(2026, 3, 2): ((480, 720), (750, 900))},
)
"""A rest at noon, a longer one on Fridays; shorter hours on Monday, 2 March."""


@pytest.fixture(scope="module")
def working() -> WorkingTime:
    return WorkingTime(CALENDAR)


def _minute(day: int, hour: int, minute: int = 0, month: int = 2) -> int:
    return Instant.of(datetime(2026, month, day, hour, minute, tzinfo=ZONE), ZONE).minute


def test_a_usual_day_is_as_long_as_the_first_of_the_week():
    """Without the rest."""
    assert CALENDAR.minutes_a_day == 450
    assert CALENDAR.spans(date(2026, 2, 27)) == ((450, 690), (780, 990))


def test_the_rest_at_noon_is_not_worked(working):
    """Neither on a Monday nor on a Friday, which has a longer one."""
    assert working.between(_minute(23, 11), _minute(23, 14)) == 120
    assert working.between(_minute(27, 11), _minute(27, 14)) == 90
    assert working.add(_minute(23, 11, 30), 60) == _minute(23, 13, 30)


def test_a_week_has_its_hours(working):
    """37 hours and a half; an hour less with the short Monday."""
    assert working.between(_minute(23, 0), _minute(28, 0)) == 37 * 60 + 30
    assert working.between(_minute(2, 0, month=3), _minute(7, 0, month=3)) == 36 * 60 + 30


def test_each_day_opens_and_closes_by_its_own_hours(working):
    """As stamps that show only a day are taken."""
    days = np.array(["2026-02-26", "2026-02-27", "2026-03-02"], dtype="datetime64[D]")
    opened, closed = working.opens_at(days), working.closes_at(days)
    midnights = working.midnight(days)
    assert (opened - midnights).tolist() == [450, 450, 480]
    assert (closed - midnights).tolist() == [960, 990, 900]


def test_a_day_outside_has_the_hours_of_the_nearest():
    """No look-up fails there: what lies outside is refused elsewhere."""
    hours = DayHours(CALENDAR)
    assert hours.opens(np.array([-3, 9999])).tolist() == [450, 450]
