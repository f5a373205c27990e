"""A size is measured in time a hop."""

from __future__ import annotations

from benchmarks.speed import scale


def test_a_size_is_measured_in_time_a_hop() -> None:
    """The small variant of scale runs without Prefect."""
    size = scale.measured(200, 1, beside=lambda work, ledger: work(ledger))
    assert size.offices == 200
    assert 0 < size.processor < 1e6
    assert size.disk > 0
    assert size.restored.processor > 0
