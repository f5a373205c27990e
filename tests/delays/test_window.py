"""A window of days: how much of it is gone, and when it is over."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wian.delays.window import ManyWindows, WindowUse, window_days_left

GECC = SimpleNamespace(opens=date(2021, 1, 1), closes=date(2021, 2, 28))


def test_the_gecc_window_has_59_days_of_which_38_are_worked(thai):
    """January and February 2021 with New Year's Day and 26 February off."""
    use = WindowUse(GECC, thai)
    assert (use.length, use.working_length) == (59, 38)


@pytest.mark.parametrize(
    ("day", "calendar", "working"),
    [
        (date(2020, 12, 29), 0, 0),
        (date(2021, 1, 1), 0, 0),
        (date(2021, 1, 11), 10, 5),
        (date(2021, 1, 13), 12, 7),
        (date(2021, 1, 19), 18, 11),
        (date(2021, 2, 28), 58, 38),
        (date(2021, 3, 1), 59, 38),
        (date(2021, 8, 1), 59, 38),
    ],
)
def test_a_day_is_used_once_it_is_over(thai, day, calendar, working):
    """On its last day one day of the window is left; before and after it nothing is eaten."""
    use = WindowUse(GECC, thai)
    assert (use.used(day), use.used_working(day)) == (calendar, working)
    left = use.length - calendar
    assert max(window_days_left(day, GECC), 0) == left  # hops and forecasts have one rule


@given(
    st.dates(date(2020, 1, 1), date(2022, 1, 1)),
    st.integers(0, 90),
    st.lists(st.dates(date(2019, 1, 1), date(2023, 1, 1)), min_size=1, max_size=9),
)
def test_segments_add_up_to_the_whole(thai, opens, length, days):
    """However a chain is cut, its hops eat together what the whole chain ate."""
    use = WindowUse(SimpleNamespace(opens=opens, closes=opens + timedelta(days=length)), thai)
    used = use.used(sorted(days))
    assert (used[1:] >= used[:-1]).all()
    assert 0 <= used[0] <= used[-1] <= use.length == length + 1
    assert (use.used_working(days) <= use.used(days)).all()


def test_hops_with_windows_of_their_own_use_them_as_alone(thai):
    """One call for many windows gives each hop the figures of its own; some have none."""
    other = SimpleNamespace(opens=date(2021, 4, 1), closes=date(2021, 4, 30))
    days = np.array(["2021-01-19", "2021-04-16", "2021-04-16"], dtype="datetime64[D]")
    opens, closes = (
        np.array([getattr(GECC, end), getattr(other, end), None], dtype="datetime64[D]")
        for end in ("opens", "closes")
    )
    many = ManyWindows(opens, closes, thai)
    alone = [(WindowUse(each, thai), day) for each, day in zip((GECC, other), days, strict=False)]
    assert many.given.tolist() == [True, True, False]
    assert many.length[:2].tolist() == [use.length for use, _ in alone]
    assert many.working_length[:2].tolist() == [use.working_length for use, _ in alone]
    assert many.used(days)[:2].tolist() == [use.used(day) for use, day in alone]
    assert many.used_working(days)[:2].tolist() == [use.used_working(day) for use, day in alone]


@pytest.mark.parametrize(
    ("opens", "closes"),
    [(date(1990, 12, 1), date(2021, 2, 28)), (date(2021, 1, 1), date(2050, 12, 31))],
)
def test_a_window_outside_the_calendar_has_calendar_days_only(thai, opens, closes):
    """A ledger may hold one from before such days were refused; others beside it are counted."""
    far, day = SimpleNamespace(opens=opens, closes=closes), np.datetime64("2021-01-19", "D")
    use = WindowUse(far, thai)
    many = ManyWindows(
        np.array([opens, GECC.opens], dtype="datetime64[D]"),
        np.array([closes, GECC.closes], dtype="datetime64[D]"),
        thai,
    )
    assert (use.worked, many.worked.tolist()) == (False, [False, True])
    assert many.length.tolist() == [use.length, 59] == [(closes - opens).days + 1, 59]
    assert many.used(np.array([day, day])).tolist() == [use.used(day), 18]
    assert many.used_working(np.array([day, day])).tolist() == [use.used_working(day), 11]
