"""Stories of spans: when a stage began, whether it is over, and what is not known."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wian.delays.working_time import working_time
from wian.reports.latency.spans import ImpossibleMoment, Moments
from wian.reports.stages import HopStage, Time

WORKING = working_time("thailand")
START = 26_838_300
NAMES = ("issued", "received", "ready", "forwarded")
STEPS = st.tuples(*[st.one_of(st.none(), st.integers(0, 20_000))] * 3)


def moments(instants, *, forwards=True, as_of=START + 100_000, dated=()) -> Moments:
    columns = {f"{n}_minute": [minute] for n, minute in zip(NAMES, instants, strict=True)}
    columns |= {f"{name}_dated": [name in dated] for name in NAMES}
    columns |= {"as_of_minute": [as_of], "as_of_dated": [False], "forwards": [forwards]}
    schema = {name: pl.Int64 if "minute" in name else pl.Boolean for name in columns}
    return Moments(pl.DataFrame(columns, schema=schema), WORKING)


@settings(deadline=None)
@given(STEPS, st.booleans())
def test_known_stages_add_up_to_the_hop_and_nothing_is_two_things_at_once(steps, forwards):
    """To the minute, in calendar and in working time; a stage is measured, open or unknown."""
    instants, at = [START], START
    for step in steps:
        at += step or 0
        instants.append(None if step is None else at)
    found = {stage: moments(instants, forwards=forwards).spans(stage) for stage in HopStage}
    for spans in found.values():
        assert not (spans.counted & spans.unknown).any()
        assert not (spans.open & ~spans.counted).any()
    parts = [HopStage.TRANSIT, HopStage.ROUTING, *([HopStage.HANDLING] if forwards else [])]
    if all(found[stage].counted[0] and not found[stage].open[0] for stage in parts):
        for time in Time:
            lengths = [found[stage].lengths(time, WORKING)[0] for stage in parts]
            assert sum(lengths) == found[HopStage.HOP].lengths(time, WORKING)[0]


def test_an_open_stage_lasts_until_the_moment_of_the_report():
    """An hour ago it came in; an hour it has taken so far."""
    spans = moments([START, START + 60, None, None], as_of=START + 120).spans(HopStage.ROUTING)
    assert spans.open[0]
    assert spans.lengths(Time.CALENDAR, WORKING)[0] == 60


def test_without_a_moment_of_the_report_nothing_is_open():
    """Nobody can say how long it has taken so far."""
    spans = moments([START, None, None, None], as_of=None).spans(HopStage.TRANSIT)
    assert not spans.counted[0]


def test_a_date_alone_is_counted_in_days_even_where_the_other_end_is_exact():
    """Eleven at night to one in the morning is a day, once one of them is only a date."""
    late = START + 840
    exact = moments([late, late + 120, None, None]).spans(HopStage.TRANSIT)
    assert exact.lengths(Time.CALENDAR, WORKING)[0] == 120
    dated = moments([late, late + 120, None, None], dated=("received",)).spans(HopStage.TRANSIT)
    assert dated.lengths(Time.CALENDAR, WORKING)[0] in {0, 1_440}


@pytest.mark.parametrize(("minute", "as_of"), [(-(2**62), START), (START, 2**62)])
def test_a_moment_of_no_year_that_anybody_measured_is_refused(minute, as_of):
    """A stranger's file may hold any number."""
    with pytest.raises(ImpossibleMoment):
        moments([minute, START, None, None], as_of=as_of)


def test_years_that_the_calendar_does_not_know_have_calendar_time_alone():
    """Nobody knows the holidays of 1970."""
    spans = moments([0, 1_440, None, None]).spans(HopStage.TRANSIT)
    assert spans.lengths(Time.CALENDAR, WORKING)[0] == 1_440
    assert spans.covered(Time.CALENDAR, WORKING)[0]
    assert not spans.covered(Time.WORKING, WORKING)[0]


def test_seconds_count_where_they_are_known_and_in_office_hours_where_those_are_asked_for():
    """Ticks are thousandths of a second then; a moment without seconds is the minute's first."""
    columns = {f"{name}_minute": [START, None] for name in NAMES}
    columns |= {f"{name}_dated": [False] * 2 for name in NAMES}
    columns |= {"issued_second": [30.0, None], "received_second": [45.276, None]}
    columns |= {"as_of_minute": [START] * 2, "as_of_dated": [False] * 2, "forwards": [True] * 2}
    columns["received_minute"] = [START + 1, None]
    columns |= {"ready_second": pl.Series([None, None], dtype=pl.Float64)}
    moments_ = Moments(pl.DataFrame(columns), WORKING, START + 5)
    spans = moments_.spans(HopStage.TRANSIT)
    assert spans.per_minute == 60_000
    assert spans.lengths(Time.CALENDAR, WORKING)[0] == 75_276
    assert spans.lengths(Time.WORKING, WORKING)[0] == 75_276 * WORKING.between(START, START + 1)


def test_moments_are_not_changed_in_the_frame_that_they_come_from():
    """Looking back hides what came later from the report, and from nobody else."""
    frame = pl.DataFrame(
        {
            **{f"{name}_minute": [START + 60] for name in NAMES},
            **{f"{name}_dated": [False] for name in NAMES},
            "as_of_minute": [START + 60],
            "as_of_dated": [False],
            "forwards": [True],
        }
    )
    before = frame.clone()
    early = Moments(frame, WORKING, START).spans(HopStage.TRANSIT)
    assert not early.counted[0]
    assert frame.equals(before)
    assert np.array_equal(Moments(frame, WORKING).spans(HopStage.TRANSIT).counted, [True])
