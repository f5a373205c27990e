"""Measures the cost of a hop, the memory and the disk, from 1,000 to 100,000 offices or a million.

Run ``python -m benchmarks.speed.scale``, for a million with ``--million`` (five minutes more), and
for any other size with its number (``250000``).
Each size is a synthetic hierarchy read from a file, planned and propagated into an SQLite ledger
with full sync, in a process of its own; another process then restores the plan from the ledger, as
each command and each desk does. The largest of the usual sizes goes through Prefect's flow too.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import synthetic
from benchmarks.cost import Cost, alone, cost_of, peak_memory
from benchmarks.figures import Figure, judged, show
from benchmarks.speed.chain import Chain, run_chain, run_chains
from benchmarks.speed.conducted import Conducted, conduct_cohorts, server
from wian.ledger.database import open_ledger
from wian.propagation.recorded_plan import restore
from wian.propagation.request import PropagationRequest

SIZES = (1_000, 10_000, 100_000)
MILLION = 1_000_000
BASE, GROWTH = 10_000, 0.20
"""The size that the larger ones are held against, and how much more a hop may cost there."""
MEMORY = {100_000: 250, MILLION: 2048}
"""Most megabytes of a process that propagates."""
CONDUCTED_MEMORY = 400
ROUNDS = 7
_WARM = 300


@dataclass(frozen=True, slots=True)
class Size:
    """One size.

    Attributes:
        offices: How many.
        wall, processor: Microseconds a hop on both clocks, all of it.
        memory: Megabytes that the process held at most.
        disk: Bytes of the ledger for each office.
        last: What the steps of the last round cost, each.
    """

    offices: int
    wall: float
    processor: float
    memory: float
    disk: float
    last: Chain


@dataclass(frozen=True, slots=True)
class Restored:
    """What restoring the plan of a ledger cost a process, and the megabytes that it then held."""

    cost: Cost
    memory: float


def measured(offices: int, rounds: int, database: Path) -> Size:
    """Propagate over ``offices`` offices in this process; the median of some rounds.

    Args:
        offices: How many.
        rounds: How many propagations.
        database: File of the last one's ledger, which does not exist yet.
    """
    with TemporaryDirectory(prefix="wian-bench-") as name:
        folder = Path(name)
        small = PropagationRequest(directive=str(_written(folder / "warm", _WARM)))
        run_chain(small, folder / "warm.db")
        request = PropagationRequest(directive=str(_written(folder / "real", offices)))
        chains = run_chains(request, rounds - 1) if rounds > 1 else []
        chains.append(run_chain(request, database))
    hops = chains[0].hops
    return Size(
        offices,
        statistics.median(chain.whole.wall for chain in chains) / hops * 1e6,
        statistics.median(chain.whole.processor for chain in chains) / hops * 1e6,
        peak_memory(),
        database.stat().st_size / offices,
        chains[-1],
    )


def restored(database: Path) -> Restored:
    """Restore the plan of a ledger in this process, as each command and each desk does."""
    with open_ledger(f"sqlite:///{database}") as ledger:
        return Restored(cost_of(lambda: restore(ledger).route), peak_memory())


def _written(folder: Path, offices: int) -> Path:
    folder.mkdir()
    return synthetic.write(folder, offices)


def conducted(offices: int) -> Conducted:
    """Propagate over ``offices`` offices through Prefect's flow in this process."""
    with TemporaryDirectory(prefix="wian-bench-") as folder:
        directive = synthetic.write(Path(folder), offices)
        return conduct_cohorts(PropagationRequest(directive=str(directive)))


def figures(sizes: Sequence[int] = SIZES) -> list[Figure]:
    """Measure each size, the small ones in several rounds, and one through Prefect."""
    found = [_size(size) for size in sizes]
    base = next((size for size, _ in found if size.offices == BASE), found[0][0])
    shown = [figure for size, plan in found for figure in _figures(size, plan, base)]
    with server():
        shown.append(_conducted(SIZES[-1], alone(conducted, SIZES[-1])))
    return shown


def _size(offices: int) -> tuple[Size, Restored]:
    """A size, and the plan of its ledger, in processes of their own."""
    with TemporaryDirectory(prefix="wian-bench-") as folder:
        database = Path(folder) / "ledger.db"
        size = alone(measured, offices, ROUNDS if offices <= BASE else 1, database)
        return size, alone(restored, database)


def _figures(size: Size, plan: Restored, base: Size) -> list[Figure]:
    growth = size.processor / base.processor
    is_held = size.offices > BASE
    most = MEMORY.get(size.offices)
    return [
        Figure(
            _name(size),
            _spent(size),
            f"{_name(base)}: {_spent(base)}" if is_held else "",
            f"{growth:.2f} x cpu" if is_held else "",
            f"at most {GROWTH:.0%} more" if is_held else "",
            judged(growth <= 1 + GROWTH) if is_held else "",
        ),
        Figure(
            f"memory with {size.offices:,} offices",
            f"{size.memory:.0f} MB at most",
            target=f"<= {most:,} MB" if most else "",
            met=judged(size.memory <= most) if most else "",
        ),
        *_steps(size),
        Figure(f"ledger of {size.offices:,} offices", f"{size.disk:.0f} bytes an office"),
        Figure(
            f"the plan of {size.offices:,} offices restored",
            f"{plan.cost}, {plan.memory:.0f} MB at most",
        ),
    ]


def _steps(size: Size) -> list[Figure]:
    """What each step of a propagation cost, of which the cost of a hop is the sum."""
    last, offices = size.last, f"{size.offices:,} offices"
    return [
        Figure(f"{offices} read, checked and planned", str(last.preparing)),
        Figure(f"{offices} recorded", str(last.recording)),
        Figure(f"{offices} rehearsed", str(last.forwarding)),
    ]


def _name(size: Size) -> str:
    return f"a hop among {size.offices:,} offices"


def _spent(size: Size) -> str:
    return f"{size.wall:.0f} us wall, {size.processor:.0f} us cpu"


def _conducted(offices: int, whole: Conducted) -> Figure:
    return Figure(
        f"memory with {offices:,} offices, through Prefect",
        f"{whole.memory:.0f} MB at most",
        f"{whole.task_runs:,} task runs: {whole.cost}",
        target=f"<= {CONDUCTED_MEMORY} MB",
        met=judged(whole.memory <= CONDUCTED_MEMORY),
    )


if __name__ == "__main__":
    wanted = {int(each) for each in sys.argv[1:] if each.isdecimal()}
    show(figures(sorted({*SIZES, *wanted, *([MILLION] if "--million" in sys.argv[1:] else [])})))
