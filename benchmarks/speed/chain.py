"""The main job without Prefect: prepare, record and forward, with the cost of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cost import Cost, cost_of, median
from hierarchy.route.route import Wave
from wian.ledger.database import Ledger, open_ledger
from wian.propagation.plan import Plan, record
from wian.propagation.prepare import prepare
from wian.propagation.rehearse import forward
from wian.propagation.request import PropagationRequest
from wian.propagation.runtime import now


@dataclass(frozen=True, slots=True)
class Chain:
    """What one propagation cost, and how many hops it has.

    Attributes:
        hops: Hops written.
        preparing: Reading, checking and planning.
        recording: The propagation and the snapshot of its hierarchy.
        forwarding: Every cohort, a durable transaction each.
    """

    hops: int
    preparing: Cost
    recording: Cost
    forwarding: Cost

    @property
    def whole(self) -> Cost:
        """All of it."""
        return self.preparing + self.recording + self.forwarding


def forward_all(ledger: Ledger, plan: Plan) -> None:
    """Have every cohort of every wave forward."""
    for wave in plan.route.waves:
        forward_wave(ledger, plan, wave)


def forward_wave(ledger: Ledger, plan: Plan, wave: Wave) -> None:
    """Have every cohort of a wave forward."""
    for cohort in wave.cohorts:
        forward(ledger, plan, wave, cohort)


def run_chain(request: PropagationRequest, database: Path) -> Chain:
    """Propagate a request into a new SQLite ledger in this process.

    Args:
        request: What to propagate.
        database: File of the ledger, which does not exist yet.
    """
    plans: list[Plan] = []
    with open_ledger(f"sqlite:///{database}") as ledger:
        preparing = cost_of(lambda: plans.append(prepare(request)))
        recording = cost_of(lambda: record(ledger, plans[0], now()))
        forwarding = cost_of(lambda: forward_all(ledger, plans[0]))
    return Chain(len(plans[0].route.hops), preparing, recording, forwarding)


def run_chains(request: PropagationRequest, rounds: int) -> list[Chain]:
    """The same into a new ledger each round, after one round that does not count.

    The first one pays for what a process loads and compiles once.
    """
    chains = []
    for _ in range(rounds + 1):
        with TemporaryDirectory(prefix="wian-bench-") as folder:
            chains.append(run_chain(request, Path(folder) / "ledger.db"))
    return chains[1:]


def median_chain(chains: Sequence[Chain]) -> Chain:
    """The median of each part."""
    return Chain(
        chains[0].hops,
        median([chain.preparing for chain in chains]),
        median([chain.recording for chain in chains]),
        median([chain.forwarding for chain in chains]),
    )
