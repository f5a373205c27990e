"""A hop of one country is measured beside a hop of another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from benchmarks.speed import countries
from wian.propagation.request import PropagationRequest

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "village-cooperatives"


def test_a_hop_is_measured_beside_the_other_countrys(
    small: PropagationRequest, in_one_process: Callable[[ModuleType], None]
) -> None:
    """Small variants of both: the whole of each, and a hop against a hop."""
    in_one_process(countries)
    regency = PropagationRequest(
        directive=str(EXAMPLE / "directive.yaml"), limit_to=("33.28.10", "33.28.01")
    )
    found = countries.figures({"Thailand": small, "Indonesia": regency}, rounds=1)
    assert [figure.figure.partition(":")[0] for figure in found[:2]] == ["Thailand", "Indonesia"]
    assert all(figure.ratio.endswith(" x") for figure in found[2:])
    assert {figure.met for figure in found[2:]} <= {"yes", "NO"}
