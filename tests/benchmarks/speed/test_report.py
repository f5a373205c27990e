"""Stories of the benchmark of the report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from benchmarks import synthetic
from benchmarks.speed import report
from wian.propagation.request import PropagationRequest


def test_a_small_country_is_reported_on_and_judged(
    tmp_path: Path, in_one_process: Callable[[ModuleType], None]
) -> None:
    """What is measured is the page that the command writes."""
    in_one_process(report)
    wanted = PropagationRequest(directive=str(synthetic.write(tmp_path, 60)))
    tables, page, figures, memory = report.figures(wanted, 1)
    assert tables.figure == "tables of bottlenecks of 59 hops"
    assert "x floor" in tables.ratio
    assert page.target == "<= 10 s wall, <= 5 MB"
    assert page.met in {"yes", "NO"}
    assert "no script" in figures.ours
    assert memory.ours.endswith("MB at most")
