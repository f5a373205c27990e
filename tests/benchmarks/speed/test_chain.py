"""A round without Prefect propagates every hop, and costs something."""

from __future__ import annotations

from benchmarks.speed.chain import run_chains
from wian.propagation.request import PropagationRequest


def test_a_round_propagates_every_hop_and_costs_something(small: PropagationRequest) -> None:
    """What is measured is a whole propagation, each round into a ledger of its own."""
    chains = run_chains(small, 2)
    assert [chain.hops for chain in chains] == [299, 299]
    assert all(chain.whole.wall >= chain.forwarding.wall > 0 for chain in chains)
