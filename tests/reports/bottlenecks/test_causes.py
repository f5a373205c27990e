"""Stories of calendar time that is cut into office hours, nights, weekends and holidays."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wian.delays.working_time import working_time
from wian.reports.bottlenecks.causes import CAUSES, CalendarTime

_ZONE = ZoneInfo("Asia/Bangkok")
_FIRST = int(datetime(2021, 1, 1, tzinfo=_ZONE).timestamp()) // 60
_MINUTES = st.integers(_FIRST, _FIRST + 500 * 1440)


def _minute(text):
    return int(datetime.fromisoformat(text).replace(tzinfo=_ZONE).timestamp()) // 60


def _split(start, end, *, whole_days=False):
    found = CalendarTime(working_time("thailand")).split(
        np.array([start]), np.array([end]), np.array([whole_days])
    )
    return {name: int(getattr(found, name)[0]) for name in CAUSES}, int(found.whole[0])


@given(start=_MINUTES, length=st.integers(-20 * 1440, 90 * 1440))
def test_the_four_causes_add_up_to_the_minute(start, length):
    """However a stretch lies, nothing is counted twice and nothing is lost."""
    parts, whole = _split(start, start + length)
    assert whole == sum(parts.values()) == length
    assert all(each >= 0 for each in parts.values()) or length < 0


@given(start=_MINUTES, days=st.integers(0, 90), clock=st.integers(0, 1439))
def test_whole_days_add_up_as_well(start, days, clock):
    """Between two dates there are whole days, wherever in the day the instants lie."""
    midnight = start - (start + 7 * 60) % 1440
    parts, whole = _split(start, midnight + days * 1440 + clock, whole_days=True)
    assert whole == sum(parts.values()) == days * 1440
    assert all(each >= 0 for each in parts.values())


def test_a_letter_over_new_year_loses_days_to_the_holiday_and_the_weekend():
    """From Thursday noon to Monday noon: a holiday, a weekend, nights, and one office day."""
    parts, whole = _split(_minute("2020-12-30T12:00"), _minute("2021-01-04T12:00"))
    assert whole == 5 * 1440
    assert parts == {
        "working": 8 * 60,
        "night": 16 * 60,
        "weekend": 2 * 1440,
        "holiday": 2 * 1440,
    }


@pytest.mark.parametrize("name", CAUSES)
def test_each_minute_belongs_to_the_cause_that_a_clock_would_give_it(name):
    """A week over a holiday, minute by minute, against plain Python."""
    calendar = working_time("thailand").calendar
    start = _minute("2021-02-10T00:00")
    known = dict.fromkeys(CAUSES, 0)
    for minute in range(7 * 1440):
        at = datetime.fromtimestamp((start + minute) * 60, _ZONE)
        opens = at.replace(hour=0, minute=0) + timedelta(minutes=calendar.opens)
        closes = at.replace(hour=0, minute=0) + timedelta(minutes=calendar.closes)
        if at.weekday() >= 5:
            known["weekend"] += 1
        elif at.date() in calendar.holidays:
            known["holiday"] += 1
        else:
            known["working" if opens <= at < closes else "night"] += 1
    assert known["holiday"] > 0
    assert _split(start, start + 7 * 1440)[0][name] == known[name]
