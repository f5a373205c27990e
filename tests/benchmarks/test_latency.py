"""Stories of the latency report's benchmarks: planted truth, and hops in their millions."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import polars as pl
import pytest

from benchmarks import many_hops, ten_million, truth
from benchmarks.measuring import Cost
from wian.reports.hop_frame import INSTANTS, SCHEMA, scan

SOME = 60


@pytest.mark.parametrize("name", truth.DELAYS)
def test_estimates_are_near_the_truth_and_intervals_hold_it(name):
    """Thirty per cent of the letters are open: the plain mean is far off, ours is not."""
    found = list(truth.rounds(name, 0.3, SOME))
    plain = np.mean([each.plain for each in found])
    assert plain < 0.8
    assert np.mean([each.whole for each in found]) == pytest.approx(1, abs=truth.BIAS)
    assert np.mean(np.concatenate([each.office for each in found])) == pytest.approx(1, abs=0.03)
    low, high = truth.COVERED
    assert low <= np.mean(np.concatenate([each.held for each in found])) <= high
    assert low <= np.mean(np.concatenate([each.small for each in found])) <= high + 0.01
    assert np.mean([each.ranked for each in found]) >= low


def test_the_truly_slowest_office_is_found_and_no_other_is_blamed():
    """Half as slow again as the next one, with a hundred letters."""
    found = list(truth.rounds("log-normal", 0.15, SOME, worst=True))
    assert np.mean([each.slowest in each.suspects for each in found]) >= truth.FOUND
    assert np.mean([each.first == each.slowest for each in found]) >= 0.85
    assert not any(set(each.sure) - {each.slowest} for each in found)


def test_rounds_are_the_same_every_time():
    """Whoever runs the command again gets the figures of the page."""
    first, second = (next(truth.rounds("gamma", 0.15, 1)) for _ in range(2))
    assert (first.whole, first.plain) == (second.whole, second.plain)
    assert np.array_equal(first.held, second.held)


def test_many_hops_are_a_file_that_the_report_reads(tmp_path):
    """As many as asked for, in order of time, some of them open, the same every time."""
    paths = [tmp_path / name for name in ("one.parquet", "two.parquet")]
    for path in paths:
        many_hops.write_hops(path, 20_000)
    frame = scan(paths[0]).collect()
    assert frame.equals(scan(paths[1]).collect())
    assert len(frame) == 20_000
    assert dict(frame.schema) == dict(SCHEMA)
    minutes = [frame[f"{name}_minute"] for name in INSTANTS]
    for earlier, later in pairwise(minutes):
        assert (later >= earlier).all()
    assert 0 < frame["open"].sum() < 1_000
    assert frame.filter("open")["forwarded_minute"].null_count() == frame["open"].sum()
    assert frame["recipient"].n_unique() == many_hops.OFFICES


def test_the_report_of_many_hops_is_measured_and_its_medians_are_those_of_polars(tmp_path):
    """What is timed is the report itself."""
    path = tmp_path / "hops.parquet"
    many_hops.write_hops(path, 20_000)
    cost, medians = ten_million.by_level(path, 1)
    assert cost.processor > 0
    days = (pl.col("forwarded_minute") - pl.col("issued_minute")) / 1440
    plain = scan(path).filter(~pl.col("open")).group_by("level").agg(days.median()).collect()
    assert medians == pytest.approx(dict(plain.iter_rows()))
    _, memory, groups = ten_million.by_office_and_month(path)
    assert memory > 0
    assert groups == scan(path).select("recipient", "month").unique().collect().height


def test_a_missing_peer_is_said_and_a_present_one_compared():
    """The table never leaves a peer out silently."""
    own = Cost(0.5, 0.5)
    [alone] = ten_million._compared(1_000, own, None)
    assert "missing" in alone.beside
    pandas, pm4py = ten_million._compared(1_000, own, {"pandas": 1.0, "pm4py": 5.0})
    assert (pandas.ratio, pm4py.ratio) == ("0.50 x peer", "0.10 x peer")
    assert pandas.met == "yes"
