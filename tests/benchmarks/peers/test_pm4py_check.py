"""Exports open in pm4py, a program that nobody here wrote, and its figures equal ours."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.peers.pm4py_check import compare, differences, ours, python
from wian.reports.scope.recorded_hops import frame_of

_MISSING = "there is no pm4py: python -m benchmarks.peers.pm4py_check --make"
_COUNTED = {"events": {"issue": 13, "receive": 117}}


@pytest.mark.skipif(not python().exists(), reason=_MISSING)
def test_pm4py_reads_our_logs_and_computes_our_figures(gecc_sent: Any) -> None:
    """Mean, median, extremes and sum of every step, to the microsecond; every event and object."""
    their, unlike = compare(gecc_sent.ledger, gecc_sent.plan.id)
    assert unlike == []
    assert their["steps"]["issue -> receive"]["sum"] > 0
    assert their["traces"] == 115
    for form in ("json", "xml"):
        assert their[form]["events"] == _COUNTED["events"]
        assert their[form]["objects"] == {
            "office": 116,
            "letter": 13,
            "directive": 1,
            "propagation": 1,
        }


def test_a_microsecond_is_a_difference(gecc_sent: Any) -> None:
    """The comparison would notice: a figure moved, a hop lost, a level or a step missing."""
    our = ours(frame_of(gecc_sent.ledger, [gecc_sent.plan.id]))
    assert list(differences(our, our)) == []
    assert set(our["report"]["local"]) == {"issue -> receive", "receive -> ready"}
    step = {**our["steps"]["issue -> receive"]}
    step["mean"] += 2e-6
    for field, other in (
        ("steps", {**our["steps"], "issue -> receive": step}),
        ("steps", {}),
        ("levels", {}),
        ("traces", 1),
        ("durations", [each + 1 for each in our["durations"]]),
    ):
        assert list(differences(our, {**our, field: other}))
    moved = {"local": {"issue -> receive": {"mean": step["mean"], "median": step["median"]}}}
    assert len(list(differences({**our, "report": moved}, our))) == 2
