"""Reports on years of a ledger are measured as commands, beside a plain read of their columns."""

from __future__ import annotations

from pathlib import Path

from benchmarks.speed import ledger_reports
from benchmarks.speed.ledger_reports import Most
from wian.propagation.request import PropagationRequest


def test_a_report_is_measured_beside_the_reading_of_its_columns(
    small: PropagationRequest, tmp_path: Path
) -> None:
    """What it may cost is judged."""
    most = Most(seconds=1000, memory=2000)
    figure = ledger_reports._reads(tmp_path / "ledger.db", small, 2, 1, most)
    assert figure.figure == "latency by month of 2 propagations, 598 hops"
    assert figure.ratio.endswith("x floor")
    assert "2,000 MB" in figure.target
