"""Measures the cost of a hop, and the memory, from 1,000 to 100,000 offices.

Run ``python -m benchmarks.speed.scale``. Each size is a synthetic hierarchy read from a file,
planned and propagated into an SQLite ledger with full sync, in a process of its own: without
Prefect for the cost of a hop, through Prefect's flow for the memory of the whole.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import synthetic
from benchmarks.cost import alone
from benchmarks.figures import Figure, judged, show
from benchmarks.speed.chain import run_chain, run_chains
from benchmarks.speed.conducted import Conducted, conduct_cohorts, server
from wian.propagation.request import PropagationRequest

SIZES = (1_000, 10_000, 100_000)
GROWTH = 0.25
MEMORY = 600
ROUNDS = 7
_WARM = 300


@dataclass(frozen=True, slots=True)
class Size:
    """One size: microseconds a hop on both clocks."""

    offices: int
    wall: float
    processor: float


def measured(offices: int, rounds: int) -> Size:
    """Propagate over ``offices`` offices in this process; the median of some rounds."""
    with TemporaryDirectory(prefix="wian-bench-") as name:
        folder = Path(name)
        small = PropagationRequest(directive=str(_written(folder / "warm", _WARM)))
        run_chain(small, folder / "warm.db")
        request = PropagationRequest(directive=str(_written(folder / "real", offices)))
        chains = run_chains(request, rounds) if rounds > 1 else [run_chain(request, folder / "db")]
    hops = chains[0].hops
    return Size(
        offices,
        statistics.median(chain.whole.wall for chain in chains) / hops * 1e6,
        statistics.median(chain.whole.processor for chain in chains) / hops * 1e6,
    )


def _written(folder: Path, offices: int) -> Path:
    folder.mkdir()
    return synthetic.write(folder, offices)


def conducted(offices: int) -> Conducted:
    """Propagate over ``offices`` offices through Prefect's flow in this process."""
    with TemporaryDirectory(prefix="wian-bench-") as folder:
        directive = synthetic.write(Path(folder), offices)
        return conduct_cohorts(PropagationRequest(directive=str(directive)))


def figures(sizes: Sequence[int] = SIZES) -> list[Figure]:
    """Measure each size, the small ones in several rounds, and the largest through Prefect."""
    found = [alone(measured, size, ROUNDS if size < SIZES[1] else 1) for size in sizes]
    with server():
        whole = alone(conducted, sizes[-1])
    return [*(_cost(size, found[0], found[-1]) for size in found), _memory(sizes[-1], whole)]


def _cost(size: Size, smallest: Size, largest: Size) -> Figure:
    if size is smallest:
        return Figure(_name(size), _spent(size))
    growth = size.processor / smallest.processor
    is_last = size is largest
    return Figure(
        _name(size),
        _spent(size),
        f"{_name(smallest)}: {_spent(smallest)}",
        f"{growth:.2f} x cpu",
        f"at most {GROWTH:.0%} more" if is_last else "",
        judged(growth <= 1 + GROWTH) if is_last else "",
    )


def _name(size: Size) -> str:
    return f"a hop among {size.offices:,} offices"


def _spent(size: Size) -> str:
    return f"{size.wall:.0f} us wall, {size.processor:.0f} us cpu"


def _memory(offices: int, whole: Conducted) -> Figure:
    return Figure(
        f"memory with {offices:,} offices, through Prefect",
        f"{whole.memory:.0f} MB at most",
        f"{whole.task_runs:,} task runs: {whole.cost}",
        target=f"<= {MEMORY} MB",
        met=judged(whole.memory <= MEMORY),
    )


if __name__ == "__main__":
    show(figures())
