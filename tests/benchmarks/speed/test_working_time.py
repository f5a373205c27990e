"""Working time is measured beside a floor and a peer."""

from __future__ import annotations

from benchmarks.speed import working_time


def test_working_time_is_measured_beside_a_floor_and_a_peer_that_agree() -> None:
    """The small variant runs, and says both ratios."""
    ours, peer = working_time.figures(count=2_000, rounds=2, sample=100)
    assert ours.ratio.endswith("x floor")
    assert peer.ratio.endswith("times faster")
