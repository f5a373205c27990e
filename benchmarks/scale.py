"""Measures scale: the cost of a hop, and the memory, from 1,000 to 100,000 offices.

``python -m benchmarks.scale``. Each size is a synthetic hierarchy read from a file, planned and
propagated into an SQLite ledger with full sync, in a process of its own without Prefect's server.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import synthetic
from benchmarks.chain import run_chain, run_chains
from benchmarks.figures import Figure, judged, show
from benchmarks.measuring import alone, peak_memory
from tasks.request import PropagationRequest

SIZES = (1_000, 10_000, 100_000)
GROWTH = 1.25
MEMORY = 600
_WARM = 300


@dataclass(frozen=True, slots=True)
class Size:
    """One size: microseconds a hop on both clocks, and the process's peak in megabytes."""

    offices: int
    hops: int
    wall: float
    processor: float
    memory: float


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
        hops,
        statistics.median(chain.whole.wall for chain in chains) / hops * 1e6,
        statistics.median(chain.whole.processor for chain in chains) / hops * 1e6,
        peak_memory(),
    )


def _written(folder: Path, offices: int) -> Path:
    folder.mkdir()
    return synthetic.write(folder, offices)


def figures(sizes: tuple[int, ...] = SIZES) -> list[Figure]:
    """Measure each size, the small ones in several rounds."""
    found = [alone(measured, size, 7 if size < SIZES[1] else 1) for size in sizes]
    return [*(_cost(size, found[0], found[-1]) for size in found), _memory(found[-1])]


def _cost(size: Size, smallest: Size, largest: Size) -> Figure:
    growth = size.processor / smallest.processor
    is_last = size is largest
    return Figure(
        f"a hop among {size.offices:,} offices",
        f"{size.wall:.0f} us wall, {size.processor:.0f} us cpu",
        "" if size is smallest else f"among {smallest.offices:,}: {smallest.processor:.0f} us cpu",
        "" if size is smallest else f"{growth:.2f}",
        f"within {1 / GROWTH:.2f} to {GROWTH}" if is_last else "",
        judged(growth <= GROWTH) if is_last else "",
    )


def _memory(size: Size) -> Figure:
    return Figure(
        f"memory with {size.offices:,} offices",
        f"{size.memory:.0f} MB at most",
        target=f"<= {MEMORY} MB",
        met=judged(size.memory <= MEMORY),
    )


if __name__ == "__main__":
    show(figures())
