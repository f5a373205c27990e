"""The benchmark of the roll-up measures what it says."""

from __future__ import annotations

from pathlib import Path

from benchmarks.speed.live import rollup
from wian.propagation.request import PropagationRequest

_EXAMPLE = Path(__file__).resolve().parents[4] / "examples" / "gecc-2564" / "directive.yaml"


def test_a_stamp_a_look_and_a_sweep_are_measured_on_a_live_propagation() -> None:
    """On the hundred offices of the example: three lines, each beside its floor."""
    found = rollup._figures(PropagationRequest(directive=str(_EXAMPLE)))
    assert len(found) == 3
    assert all("115 offices" in each.figure or "nothing changed" in each.figure for each in found)
    assert all("x floor" in each.ratio for each in found)
