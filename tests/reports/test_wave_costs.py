"""The table of hops."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wian.delays.hop_record import Source
from wian.reports.wave_costs import Segment, Stretch, observed_total, segments

# The case of 2564 as its record has it: calendar days, working days, window days and working
# window days used. Working days start-exclusive and end-inclusive, on the government calendar.
CASE = {
    (2, Stretch.TRAVEL): (0, 0, 0, 0),
    (2, Stretch.HANDLING): (13, 7, 10, 5),
    (3, Stretch.TRAVEL): (2, 2, 2, 2),
    (3, Stretch.HANDLING): (6, 4, 6, 4),
}


@pytest.fixture(scope="module")
def table(gecc_sent):
    plan = gecc_sent.plan
    return segments(gecc_sent.hops, plan.namer, plan.working, plan.directive.window)


def _used(segment: Segment) -> tuple[float | None, ...]:
    return (
        segment.cost.calendar_days,
        segment.cost.working_days,
        segment.cost.window_days_used,
        segment.cost.window_working_days_used,
    )


def test_the_observed_rows_are_those_of_the_case_to_the_day(table):
    """What history saw of the directive of 2564 cost what the case's table says it cost."""
    observed = {(s.wave, s.stretch): _used(s) for s in table if s.source is Source.OBSERVED}
    assert observed == CASE


def test_on_19_january_41_days_were_left_27_of_them_working(table):
    """When Phitsanulok wrote on, two thirds of the window were still to come."""
    (last,) = (
        s for s in table if s.source is Source.OBSERVED and (s.wave, s.stretch) == (3, "handling")
    )
    assert (last.cost.window_days_left, last.cost.window_working_days_left) == (41, 27)


def test_the_observed_chain_cost_21_days_and_18_of_the_window(gecc_sent):
    """From the ministry's letter to the province's: the total of the case, and its shares."""
    plan = gecc_sent.plan
    total = observed_total(gecc_sent.hops, plan.working, plan.directive.window)
    assert total is not None
    assert total.offices == ("moi", "dla", "phitsanulok")
    assert (total.calendar_days, total.working_days) == (21, 13)
    assert (total.window_days_used, total.window_days) == (18, 59)
    assert (total.window_working_days_used, total.window_working_days) == (11, 38)
    assert f"{18 / 59:.1%} {11 / 38:.1%}" == "30.5% 28.9%"


def test_every_figure_says_whether_history_or_a_profile_gave_it(table):
    """Only the two hops that history saw whole are observed; the others are simulated."""
    sources = {(s.wave, s.source) for s in table}
    assert sources == {
        (1, Source.SIMULATED),
        (2, Source.OBSERVED),
        (3, Source.OBSERVED),
        (4, Source.SIMULATED),
        (5, Source.SIMULATED),
    }


def test_the_rows_are_named_in_words(table):
    """A manager reads who wrote to whom, not ids."""
    names = [(s.name, s.cost.hops) for s in table if s.wave >= 3]
    assert names == [
        ("Department of Local Administration -> Phitsanulok", 1),
        ("Phitsanulok: last desk to own letter", 1),
        ("Phitsanulok -> 9 districts, 3 local bodies", 12),
        ("9 districts: last desk to own letter", 9),
        ("9 districts -> 100 local bodies", 100),
    ]


def test_a_letter_on_its_way_is_counted_and_not_measured(gecc_sent):
    """While four districts have not stamped, the figures are those of the other five."""
    plan = gecc_sent.plan
    districts = [h for h in gecc_sent.hops if h.wave == 4 and h.forwards]
    silent = [
        replace(h, received=None, ready=None, forwarded=None) if i < 4 else h
        for i, h in enumerate(districts)
    ]
    open_rows = segments(silent, plan.namer, plan.working, plan.directive.window)
    finished = segments(districts[4:], plan.namer, plan.working, plan.directive.window)
    assert [(s.cost.hops, s.cost.open_hops) for s in open_rows] == [(5, 4), (5, 4)]
    assert [_used(s) for s in open_rows] == [_used(s) for s in finished]


def test_what_is_unknown_is_no_zero(gecc_sent):
    """Where nobody has received anything yet, the row has counts and no days."""
    plan = gecc_sent.plan
    nobody = [
        replace(h, received=None, ready=None, forwarded=None) for h in gecc_sent.hops if h.wave == 5
    ]
    (row,) = segments(nobody, plan.namer, plan.working, plan.directive.window)
    assert (row.cost.hops, row.cost.open_hops) == (0, 100)
    assert (*_used(row), row.cost.slowest_days, row.cost.window_days_left) == (None,) * 6


def test_without_a_window_only_the_lengths_are_known(gecc_sent):
    """A directive without a deadline eats no window."""
    plan = gecc_sent.plan
    rows = segments(gecc_sent.hops, plan.namer, plan.working, None)
    assert {s.cost.window_days_used for s in rows} == {None}
    assert [s.cost.calendar_days for s in rows if s.source is Source.OBSERVED] == [0, 13, 2, 6]
    total = observed_total(gecc_sent.hops, plan.working, None)
    assert total is not None
    assert (total.calendar_days, total.window_days_used, total.window_days) == (21, None, None)


def test_where_history_saw_nothing_there_is_no_observed_total(gecc_sent):
    """A rehearsal has no total that one could take for history."""
    rehearsed = [h for h in gecc_sent.hops if h.source is Source.SIMULATED]
    assert observed_total(rehearsed, gecc_sent.plan.working, None) is None
