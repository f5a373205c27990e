"""Stories of what forms bring: keys that are used once, and moments as written on paper."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import pytest

from wian.desk.app.form_inputs import NoSuchDay, Written, act_key, one_time_key
from wian.jurisdictions.instant import Precision
from wian.jurisdictions.office_clocks import OfficeClock

ZONE = ZoneInfo("Asia/Bangkok")
CLOCK = OfficeClock(ZONE, ZONE)


def test_the_same_form_has_one_key_and_a_changed_one_another():
    """So that a second press is the same act, and another text is not lost."""
    key = one_time_key()
    assert re.fullmatch("[A-Za-z0-9_-]{16,40}", key)
    assert key != one_time_key()
    assert act_key(key, ("a", 1)) == act_key(key, ("a", 1))
    assert len({act_key(key, each) for each in (("a", 1), ("a", 2), ("a", "1", ""), ())}) == 4
    assert act_key(key, ("\ud800",)).startswith(key)


def test_this_moment_is_no_moment_of_paper():
    """Whatever stands in the other fields."""
    assert Written("now", 31, 2, 2026, "99:99").moment(CLOCK) is None


@pytest.mark.parametrize(
    ("clock", "precision", "iso"),
    [
        ("", Precision.DAY, "2026-12-01"),
        ("09:30", Precision.MINUTE, "2026-12-01T09:30+07:00"),
        (" 09:30 ", Precision.MINUTE, "2026-12-01T09:30+07:00"),
        ("9.30", Precision.MINUTE, "2026-12-01T09:30+07:00"),
        ("15:29", Precision.MINUTE, "2026-12-01T15:29+07:00"),
        ("1529", Precision.MINUTE, "2026-12-01T15:29+07:00"),
        ("๑๕.๒๙", Precision.MINUTE, "2026-12-01T15:29+07:00"),
        ("๑๕.๒๙ น.", Precision.MINUTE, "2026-12-01T15:29+07:00"),
    ],
)
def test_a_moment_on_paper_is_as_precise_as_it_is_written(clock, precision, iso):
    """A day alone stays a day."""
    found = Written("paper", 1, 12, 2026, clock).moment(CLOCK, "น.")
    assert found.precision is precision
    assert found.isoformat(ZONE) == iso


@pytest.mark.parametrize(
    "fields",
    [
        (31, 2, 2026, ""), (0, 0, 0, ""), (1, 1, 2569, ""), (1, 1, 1999, ""), (1, 1, 10**9, ""),
        (1, 1, 10**12, ""), (1, 10**30, 2026, ""), (-(10**30), 1, 2026, ""),
        (-1, 1, 2026, ""), (1, 1, 2026, "24:01"), (1, 1, 2026, "noon"), (1, 1, 2026, "09:30Z"),
        (1, 1, 2026, "09:30:59"), (1, 1, 2026, "3:29 PM"), (1, 1, 2026, "12"),
        (1, 1, 2026, "²³:00"),
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused(fields):
    """No such day, no such time, a year of the wrong era."""
    with pytest.raises(NoSuchDay):
        Written("paper", *fields).moment(CLOCK)
