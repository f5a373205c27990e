"""What an office's own clock shows, and how days of several zones compare."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.instant import Instant, Precision
from wian.jurisdictions.office_clocks import OfficeClock, OfficeClocks

WEST, EAST = ZoneInfo("America/Los_Angeles"), ZoneInfo("Asia/Jayapura")
HOME = ZoneInfo("Asia/Jakarta")
CLOCKS = OfficeClocks({"east": EAST.key, "west": WEST.key}, HOME)


@pytest.mark.parametrize("office", ["east", "west", "anybody else"])
def test_a_day_is_the_same_day_everywhere(office):
    """Also to the west of the usual clock, where its midnight is still the day before."""
    clock, day = CLOCKS.of(office), date(2026, 7, 1)
    instant = clock.instant(day)
    assert (clock.date(instant), clock.isoformat(instant)) == (day, "2026-07-01")
    assert instant == CLOCKS.of("east").instant(day)
    assert clock.to_home(instant) == clock.from_home(instant) == instant


def test_a_time_is_the_offices_own():
    """Eight o'clock in Jayapura is six in Jakarta; an aware time is what it says."""
    clock = CLOCKS.of("east")
    eight = clock.instant(datetime.fromisoformat("2026-07-01 08:00"))
    assert clock.isoformat(eight) == "2026-07-01T08:00+09:00"
    assert CLOCKS.of("anybody else").isoformat(eight) == "2026-07-01T06:00+07:00"
    assert clock.instant(datetime(2026, 6, 30, 23, tzinfo=UTC)) == eight
    assert clock.end_of(date(2026, 7, 1)) == clock.instant(
        datetime.fromisoformat("2026-07-01 23:59")
    )
    assert clock.to_home(eight) == CLOCKS.of("").instant(datetime.fromisoformat("2026-07-01 08:00"))
    assert clock.from_home(clock.to_home(eight)) == eight


def test_an_instant_precedes_at_the_precision_of_both():
    """Half past midnight in Jayapura is no longer yesterday there, whatever Jakarta says."""
    clock = CLOCKS.of("east")
    early, day = (
        clock.instant(datetime.fromisoformat("2026-07-02 00:30")),
        clock.instant(date(2026, 7, 1)),
    )
    assert clock.precedes(day, early)
    assert not OfficeClock(HOME, HOME).precedes(day, early)
    assert not clock.precedes(early, day)
    assert clock.precedes(Instant(early.minute - 1, Precision.MINUTE), early)


def test_only_the_offices_that_differ_are_held():
    assert CLOCKS.differ
    assert not OfficeClocks({}, HOME).differ
    assert jurisdiction("thailand").clock.zone.key == "Asia/Bangkok"
