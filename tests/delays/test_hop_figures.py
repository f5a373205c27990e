"""Measuring a hop: from one letter to the next, in calendar and in working time."""

# ruff: noqa: DTZ001 - naive times are local ones, as stamps and directive files have them
from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace

import numpy as np
import pytest

from wian.delays.hop_arrays import HopColumns
from wian.delays.hop_figures import measure
from wian.delays.hop_record import HopRecord, Source
from wian.delays.window import WindowUse
from wian.jurisdictions.instant import Instant

GECC = SimpleNamespace(opens=date(2021, 1, 1), closes=date(2021, 2, 28))


def hop(zone, *moments):
    instants = [None if moment is None else Instant.of(moment, zone) for moment in moments]
    return HopRecord("p", "d", 1, "a", "b", None, Source.OBSERVED, *instants, True)


MOI_TO_DLA = (
    date(2020, 12, 29),
    datetime(2020, 12, 29, 15, 29),
    datetime(2020, 12, 29, 16, 22),
    date(2021, 1, 11),
)
DLA_TO_PHITSANULOK = (date(2021, 1, 11), date(2021, 1, 13), date(2021, 1, 13), date(2021, 1, 19))


@pytest.fixture
def case(thai):
    records = [hop(thai.zone, *MOI_TO_DLA), hop(thai.zone, *DLA_TO_PHITSANULOK)]
    return measure(HopColumns.of(records), thai, GECC)


def test_the_2564_case_to_the_day(case):
    """The department kept the letter 13 days, the post 2, the province 6: as history has it."""
    assert case.transit_days.tolist() == [0, 2]
    assert case.routing_days.tolist() == [53 / 1440, 0]
    assert case.handling_days.tolist() == [13, 6]
    assert case.transit_working_days.tolist() == [0, 2]
    assert case.routing_working_days[0] * 480 == pytest.approx(53 - 0)
    assert case.handling_working_days.tolist() == [7, 4]


def test_working_days_of_a_window_outside_the_calendar_are_unknown(thai):
    """Its calendar days are known, and so is everything else."""
    far = SimpleNamespace(opens=GECC.opens, closes=date(2050, 12, 31))
    found = measure(HopColumns.of([hop(thai.zone, *MOI_TO_DLA)]), thai, far)
    assert found.window_days_used.tolist() == [10]
    assert np.isnan([found.window_working_days_used, found.window_working_days_left]).all()


def test_the_2564_case_against_its_deadline(case):
    """Of 59 days 18 were gone when the province wrote, and 41 were left for all below."""
    assert case.window_days_used.tolist() == [10, 8]
    assert case.window_days_left.tolist() == [49, 41]
    assert case.window_working_days_used.tolist() == [5, 6]
    assert case.window_working_days_left.tolist() == [33, 27]
    assert round(case.window_days_used.sum() / 59 * 100, 1) == 30.5
    assert round(case.window_working_days_used.sum() / 38 * 100, 1) == 28.9


@pytest.mark.parametrize(
    ("start", "end", "calendar", "working"),
    [
        (date(2020, 12, 29), date(2020, 12, 29), 0, 0),
        (date(2020, 12, 29), date(2021, 1, 11), 10, 5),
        (date(2021, 1, 11), date(2021, 1, 13), 2, 2),
        (date(2021, 1, 13), date(2021, 1, 19), 6, 4),
        (date(2020, 12, 29), date(2021, 1, 19), 18, 11),
    ],
)
def test_each_segment_of_the_case_ate_its_part_of_the_window(thai, start, end, calendar, working):
    """The last two columns of the case's table."""
    use = WindowUse(GECC, thai)
    assert use.used(end) - use.used(start) == calendar
    assert use.used_working(end) - use.used_working(start) == working


def test_a_date_makes_the_difference_one_of_dates(thai):
    """Issued on a day, stamped at 08:31 the next: one day, not a day and a bit."""
    record = hop(
        thai.zone,
        date(2021, 1, 11),
        datetime(2021, 1, 12, 8, 31),
        datetime(2021, 1, 13, 16, 30),
        date(2021, 1, 18),
    )
    figures = measure(HopColumns.of([record]), thai, None)
    assert figures.transit_days.tolist() == [1]
    assert figures.routing_days.tolist() == [1919 / 1440]
    assert figures.routing_working_days.tolist() == [959 / 480]
    assert figures.handling_working_days.tolist() == [3]


def test_what_is_unknown_stays_unknown(thai):
    """An open hop has no figure for what has not happened, and none of them is zero."""
    record = hop(thai.zone, date(2021, 1, 11), None, None, None)
    figures = measure(HopColumns.of([record]), thai, GECC)
    for name in type(figures).__slots__:
        assert np.isnan(getattr(figures, name)).all(), name


def test_an_unknown_issue_leaves_what_is_left_known(thai):
    """Who does not know when a letter was written still knows what is left when it is done."""
    record = hop(thai.zone, None, *[date(2021, 1, 13)] * 2, date(2021, 1, 19))
    figures = measure(HopColumns.of([record]), thai, GECC)
    assert np.isnan([figures.window_days_used, figures.window_working_days_used]).all()
    assert (figures.window_days_left, figures.window_working_days_left) == ([41], [27])


def test_a_hop_that_ends_at_a_desk_eats_the_window_until_that_desk(thai):
    """A local body acts and does not write on: its hop is over when its last desk has stamped."""
    record = hop(thai.zone, date(2021, 1, 19), date(2021, 1, 22), date(2021, 1, 25), None)
    record = replace(record, forwards=False)
    figures = measure(HopColumns.of([record]), thai, GECC)
    assert figures.window_days_used.tolist() == [6]
    assert figures.window_days_left.tolist() == [35]
    assert np.isnan(figures.handling_days).all()


def test_no_window_no_window_figures(thai):
    """A directive without a deadline has hops all the same."""
    figures = measure(HopColumns.of([hop(thai.zone, *MOI_TO_DLA)]), thai, None)
    assert np.isnan(figures.window_days_used).all()
    assert figures.handling_days.tolist() == [13]


def test_no_hops_no_figures(thai):
    """A propagation that has not begun is measured too."""
    assert measure(HopColumns.of([]), thai, GECC).transit_days.shape == (0,)
