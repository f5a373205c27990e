"""A size is measured in time a hop, in memory and in bytes of its ledger."""

from __future__ import annotations

from pathlib import Path

from benchmarks.speed import scale


def test_a_size_is_measured_in_time_memory_and_disk(tmp_path: Path) -> None:
    """The small variant of scale runs without Prefect, and its plan is restored."""
    size = scale.measured(200, 1, tmp_path / "ledger.db")
    assert size.offices == 200
    assert 0 < size.processor < 1e6
    assert size.disk > 0
    assert size.last.preparing.processor < size.last.whole.processor
    plan = scale.restored(tmp_path / "ledger.db")
    assert plan.cost.processor > 0
    assert plan.memory > 0
