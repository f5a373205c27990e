"""The report of many hops is measured, and a missing peer is said."""

from __future__ import annotations

import polars as pl
import pytest

from benchmarks import many_hops
from benchmarks.cost import Cost
from benchmarks.speed import ten_million
from wian.reports.hop_frame import scan


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
