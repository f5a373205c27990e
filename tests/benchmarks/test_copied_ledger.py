"""A copied ledger holds whole propagations that reports can read, some weeks later each."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from benchmarks.copied_ledger import write_ledger
from wian.ledger.database import open_ledger
from wian.ledger.write.propagations import list_propagations
from wian.propagation.request import PropagationRequest
from wian.reports.scope.recorded_hops import frame_of


def test_a_copy_is_the_original_some_weeks_later(small: PropagationRequest, tmp_path: Path) -> None:
    """Under an id, a directive and a window of its own."""
    database = tmp_path / "ledger.db"
    assert write_ledger(database, small, count=4, seeds=2) == 4 * 299
    with open_ledger(f"sqlite:///{database}") as ledger:
        first, _, copy, _ = list_propagations(ledger)[::-1]
        hops = frame_of(ledger)
    assert copy.directive.id == f"{first.directive.id}-0002"
    assert first.window_opens
    assert copy.window_opens
    weeks = copy.window_opens - first.window_opens
    assert timedelta(0) < weeks == timedelta(weeks=weeks.days // 7)
    issued = [
        part["issued_minute"].to_numpy()
        for part in hops.partition_by("propagation", maintain_order=True)
    ]
    assert set(issued[2] - issued[0]) == {weeks.days * 1440}
