"""Measures frozen rehearsals: ``python -m benchmarks.speed.frozen``.

National rehearsals, each sent by the engine: what they take on the disk and what reports and the
proof of the ledger cost, before and after they are frozen.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.cost import Cost, Ran, cost_of, run_alone
from benchmarks.figures import Figure, judged, show
from benchmarks.speed.chain import run_chain
from benchmarks.speed.national import offices_used, request
from wian.ledger.database import open_ledger
from wian.ledger.finished.freeze import freeze, thaw
from wian.ledger.read import facts
from wian.propagation.request import PropagationRequest

COUNT = 10
MOST = 1.0
"""Megabytes that a finished national directive may take."""
_MB = 1e6
_LATENCY = ("report", "latency", "--all", "--by", "month")
_STATUS = ("status",)


class _Measured(NamedTuple):
    """A ledger's megabytes, and what commands on it cost."""

    size: float
    latency: Ran
    verify: Ran
    status: Ran


def figures(wanted: PropagationRequest | None = None, count: int = COUNT) -> list[Figure]:
    """Make the ledger, measure, freeze all of it but nothing else, and measure again."""
    asked = wanted or request()
    with TemporaryDirectory(prefix="wian-bench-") as folder:
        database = Path(folder) / "ledger.db"
        first = _first_size(database, asked)
        for seed in range(1, count):
            run_chain(asked.model_copy(update={"seed": seed}), database)
        before = _measured(database)
        made, back = _frozen(database)
        after = _measured(database)
    one, rest = (before.size - first) / (count - 1), after.size / count
    of = f"of {count} rehearsals"
    return [
        Figure(
            "a national rehearsal on the disk, frozen",
            f"{made[1] / count / _MB:.2f} MB",
            f"not frozen, the second and later ones: {one:.1f} MB",
            f"{made[1] / count / _MB / one:.2f}",
            f"<= {MOST:g} MB",
            judged(made[1] / count / _MB <= MOST),
        ),
        Figure(
            f"the same, the whole ledger {of}",
            f"{rest:.2f} MB each",
            f"not frozen: {before.size / count:.1f} MB each",
            f"{after.size / before.size:.2f}",
        ),
        Figure("freeze a national rehearsal", str(made[0] * (1 / count))),
        Figure("thaw a national rehearsal", str(back)),
        _beside(f"latency by month {of}, frozen", after.latency, before.latency),
        _beside(f"wian verify {of}, frozen", after.verify, before.verify),
        _beside("wian status, frozen", after.status, before.status),
    ]


def _first_size(database: Path, wanted: PropagationRequest) -> float:
    run_chain(wanted, database)
    return database.stat().st_size / _MB


def _frozen(database: Path) -> tuple[tuple[Cost, int], Cost]:
    """What freezing all cost, with the bytes of their files; and what thawing one cost."""
    with open_ledger(f"sqlite:///{database}") as ledger:
        with ledger.reading() as connection:
            names = facts.known(connection)
        sizes: list[int | None] = []
        cost = cost_of(lambda: sizes.extend(freeze(ledger, each) for each in names))
        back = cost_of(lambda: thaw(ledger, names[0]))
        freeze(ledger, names[0])
        ledger.compact()
    return (cost, sum(each or 0 for each in sizes)), back


def _measured(database: Path) -> _Measured:
    own = {
        **os.environ,
        "WIAN_HOME": str(database.parent / "home"),
        "WIAN_DATABASE_URL": f"sqlite:///{database}",
    }
    ran = [
        run_alone([sys.executable, "-m", "wian.cli.main", *command], own)
        for command in (_LATENCY, ("verify",), _STATUS)
    ]
    return _Measured(database.stat().st_size / _MB, *ran)


def _beside(name: str, ours: Ran, plain: Ran) -> Figure:
    ratio = f"{ours.cost.processor / plain.cost.processor:.2f} x"
    return Figure(name, str(ours), f"not frozen: {plain}", ratio)


if __name__ == "__main__":
    show(figures(), [offices_used(request())])
