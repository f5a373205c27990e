"""Stories of how long a letter waits, and how long there is."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from wian.delays.working_time import working_time
from wian.desk.views.deadline import deadline, working_days
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.office_clocks import OfficeClock

ZONE = ZoneInfo("Asia/Bangkok")
WORKING, CLOCK = working_time("thailand"), OfficeClock(ZONE, ZONE)


def _at(*moment):
    return Instant.of(datetime(*moment, tzinfo=ZONE), ZONE)


@pytest.mark.parametrize(
    ("until", "days"),
    [((2026, 12, 4, 16), 0), ((2026, 12, 6, 9), 0), ((2026, 12, 8, 9), 1), ((2026, 12, 11, 0), 3)],
)
def test_a_wait_counts_the_days_on_which_offices_work(until, days):
    """From a Friday: not the weekend, not the Monday in its holiday's place, not the 10th."""
    assert working_days(_at(2026, 12, 4, 9), _at(*until), WORKING, CLOCK) == days


def test_the_answer_is_owed_before_the_window_ends(live_plan):
    """Once it is given, only the window counts."""
    window, today = live_plan.directive.window, date(2030, 2, 25)
    owed = deadline(window, date(2030, 2, 28), today)
    assert (owed.what, owed.left, owed.tone) == ("answer", 4, "due")
    given = deadline(window, date(2030, 2, 28), today, answered=True)
    assert (given.what, given.left, given.tone) == ("window", 33, "")
    assert deadline(window, date(2030, 2, 28), today, ended=True) is None


@pytest.mark.parametrize(("today", "left", "tone"), [(1, 8, "due"), (8, 1, "due"), (9, 0, "late")])
def test_a_deadline_is_marked_as_it_comes_near(live_plan, today, left, tone):
    """A week before, and once it is over; days are counted as reports and Prefect count them."""
    found = deadline(live_plan.directive.window, date(2027, 3, 8), date(2027, 3, today))
    assert (found.left, found.tone) == (left, tone)


def test_without_days_there_is_no_deadline():
    """A directive may leave them out."""
    assert deadline(None, None, date(2027, 1, 1)) is None


def test_a_wait_since_a_day_outside_the_calendar_is_not_told():
    """A clock of 2036 has stamped: the page is shown all the same."""
    assert working_days(_at(2036, 2, 1, 9), _at(2026, 12, 4, 9), WORKING, CLOCK) is None
