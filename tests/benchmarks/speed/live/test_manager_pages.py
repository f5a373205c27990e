"""The benchmark of a manager's pages opens each of them, on a small directive."""

from __future__ import annotations

from pathlib import Path

from benchmarks.speed.live import manager_pages
from wian.propagation.request import PropagationRequest

_EXAMPLE = Path(__file__).parents[4] / "examples" / "gecc-2564" / "directive.yaml"


def test_every_page_is_opened_and_weighed():
    """A line each, whose size is within what is allowed."""
    found = manager_pages._figures(PropagationRequest(directive=str(_EXAMPLE)), 1)
    assert [each.figure.partition(", of")[0] for each in found] == list(
        manager_pages._pages("x", "y")
    )
    assert all(" kB" in each.ours for each in found)
