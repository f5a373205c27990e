"""A zone's clock is right within the years of its table and beyond them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from wian.delays.local_clock import LocalClock

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Bangkok", "Asia/Colombo"])
def test_moments_beyond_the_table_are_on_the_zones_own_clock(zone: str) -> None:
    """Summer and winter before its first year and after its last; any number is some moment."""
    clock = LocalClock(ZoneInfo(zone), date(2010, 1, 1), date(2012, 12, 31))
    moments = [
        datetime(year, month, 5, 22, 30, tzinfo=UTC)
        for year in (1975, 1999, 2011, 2024)
        for month in (1, 7)
    ]
    minutes = np.array([int((each - _EPOCH).total_seconds()) // 60 for each in moments])
    told = [
        _EPOCH.replace(tzinfo=None) + timedelta(minutes=int(each)) for each in clock.local(minutes)
    ]
    assert told == [each.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for each in moments]
    assert clock.local(np.array([-(2**62), 2**62])).shape == (2,)
    assert clock.days(np.int64(0)).shape == ()
