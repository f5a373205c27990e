"""Imported logs have the times that pm4py finds between holders, to the thousandth of a second."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.peers.pm4py_check import python
from benchmarks.peers.pm4py_logs import compare, differences, made_log, ours

_MISSING = "there is no pm4py: python -m benchmarks.peers.pm4py_check --make"


@pytest.mark.skipif(not python().exists(), reason=_MISSING)
def test_pm4py_finds_the_same_times_between_holders(tmp_path: Path) -> None:
    """Every pair of holders: mean, median, extremes and sum."""
    made_log(tmp_path / "log.xes", cases=60)
    hops, their, unlike = compare(tmp_path / "log.xes", "org:group")
    assert unlike == []
    assert hops > 100
    assert their["cases"] == 60


def test_a_thousandth_of_a_second_is_a_difference(tmp_path: Path) -> None:
    """The comparison would notice; a pair that one alone knows is one too."""
    made_log(tmp_path / "log.xes", cases=10)
    our = ours(tmp_path / "log.xes", tmp_path, "org:group")
    assert list(differences(our, our)) == []
    step = next(step for step in our["steps"] if " out -> " in step)
    moved = {**our["steps"][step], "sum": our["steps"][step]["sum"] + 0.001}
    (said,) = differences(our, {"steps": {**our["steps"], step: moved}})
    assert said.startswith(f"{step}: sum")
    (said,) = differences(our, {"steps": {k: v for k, v in our["steps"].items() if k != step}})
    assert "known to one alone" in said
