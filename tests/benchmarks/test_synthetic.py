"""Synthetic offices are as many as asked for, the same every time, and fan out as real ones do."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import networkx as nx

from benchmarks import synthetic
from hierarchy.graph import Hierarchy
from hierarchy.load.hierarchy_file import load_hierarchy


def _loaded(folder: Path, count: int) -> Hierarchy:
    return load_hierarchy(synthetic.write(folder, count).parent / "offices.csv")


def test_synthetic_offices_are_exactly_as_many_as_asked_for(tmp_path: Path) -> None:
    """A size in the table is the size that was measured."""
    assert len(_loaded(tmp_path, 1_000).offices) == 1_000


def test_synthetic_offices_are_the_same_every_time_and_a_larger_hierarchy_begins_alike() -> None:
    """Two runs measure the same work, and 10,000 offices only add to the first 1,000."""
    assert list(synthetic.offices(1_000)) == list(islice(synthetic.offices(10_000), 1_000))


def test_synthetic_offices_fan_out_as_the_real_ones_do(tmp_path: Path) -> None:
    """A department, provinces of 9 to 14 districts, districts of 6 to 12 local bodies."""
    hierarchy = _loaded(tmp_path, 5_000)
    assert list(hierarchy.levels) == ["ministry", "department", "province", "district", "local"]
    made = sorted(hierarchy.children("department"), key=lambda office: int(office[9:]))
    provinces = made[:-1]  # the last one may be cut short
    districts = [each for province in provinces for each in hierarchy.children(province)]
    assert {len(hierarchy.children(province)) for province in provinces} == {9, 11, 12, 14}
    assert {len(hierarchy.children(district)) for district in districts} == {6, 7, 8, 9, 12}
    assert nx.dag_longest_path_length(hierarchy.graph) == 4
