"""Proof, flat rows and a plan are measured beside their floors."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from benchmarks.speed import ledger_reads
from wian.propagation.request import PropagationRequest


def test_what_reads_is_measured_beside_its_floor(
    small: PropagationRequest, in_one_process: Callable[[ModuleType], None]
) -> None:
    """The small variant runs, and each figure is a ratio."""
    in_one_process(ledger_reads)
    found = ledger_reads.figures(small, rows=500, offices=300)
    assert [figure.figure for figure in found] == [
        "verify a ledger of 299 hops",
        "all columns of 299 hops",
        "500 flat rows",
        "plan a route to 300 offices",
    ]
    assert all(figure.ratio.endswith("x floor") for figure in found)
