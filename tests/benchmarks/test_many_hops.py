"""Synthetic hops in their millions are a file that the report reads."""

from __future__ import annotations

from itertools import pairwise

from benchmarks import many_hops
from wian.reports.hop_frame import INSTANTS, SCHEMA, scan


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
