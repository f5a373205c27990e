"""Measures reports on years of a ledger: ``python -m benchmarks.speed.ledger_reports``.

The commands as a user runs them, each a process of its own, on a ledger of 1,000 propagations of
the example of 2564 and on one of 200 national ones. The floor is another process that reads what
a latency report needs, table by table, into polars and does nothing with it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.copied_ledger import write_ledger
from benchmarks.cost import Ran, run_alone
from benchmarks.figures import Figure, judged, show
from benchmarks.speed.national import offices_used, request
from wian.propagation.request import PropagationRequest

SMALL, NATIONAL, SEVERAL, FEW = 1000, 200, 435, 10
"""Propagations: of the example; national ones; of the example, 50,000 hops; national, one page."""
TIMES_FLOOR = 2
_ROOT = Path(__file__).resolve().parents[2]
_EXAMPLE = _ROOT / "examples" / "gecc-2564" / "directive.yaml"
_LATENCY = ("report", "latency", "--all", "--by", "month")
_BOTTLENECKS = ("report", "bottlenecks", "--all")
_FLOOR = """
import contextlib, sqlite3, sys
import polars as pl

READ = (
    "SELECT propagation, recipient, sender, source, forwards, desks FROM hop",
    "SELECT propagation, office, issued_minute, issued_precision FROM letter",
    "SELECT propagation, recipient, position, at_minute, at_precision FROM reception",
)
with contextlib.closing(sqlite3.connect(sys.argv[1])) as connection:
    frames = [pl.read_database(each, connection) for each in READ]
"""


@dataclass(frozen=True, slots=True)
class Most:
    """What a command may cost: processor seconds, megabytes of memory, megabytes of its file."""

    seconds: float
    memory: float
    size: float = float("inf")


LATENCY, BOTTLENECKS = Most(6, 1500), Most(8, float("inf"))
HTML, HTML_NATIONAL = Most(12, 400, 4), Most(12, float("inf"), 6)


def figures(
    national: PropagationRequest | None = None,
    counts: tuple[int, int, int, int] = (SMALL, NATIONAL, SEVERAL, FEW),
    seeds: int = 10,
) -> list[Figure]:
    """Make the ledgers, and measure the commands beside their floors."""
    small, many, several, few = counts
    example, whole = PropagationRequest(directive=str(_EXAMPLE)), national or request()
    with TemporaryDirectory(prefix="wian-bench-") as name:
        folder = Path(name)
        made = [
            _reads(folder / "several.db", example, several, seeds, None),
            *_pages(folder / "small.db", example, small, seeds),
        ]
        made.append(_reads(folder / "national.db", whole, many, min(seeds, 4), LATENCY))
        (folder / "national.db").unlink()
        return [*made, _page(folder / "few.db", whole, few, seeds)]


def _reads(
    database: Path, wanted: PropagationRequest, count: int, seeds: int, most: Most | None
) -> Figure:
    """A latency report beside the plain reading of its columns."""
    hops = write_ledger(database, wanted, count, seeds)
    ours = _wian(database, *_LATENCY)
    floor = run_alone([sys.executable, "-c", _FLOOR, str(database)], {**os.environ})
    times = ours.cost.processor / floor.cost.processor
    holds = times <= TIMES_FLOOR and (most is None or _within(ours, most))
    promised = f"<= {TIMES_FLOOR} x floor"
    return Figure(
        f"latency by month of {count:,} propagations, {hops:,} hops",
        str(ours),
        f"their columns read into polars: {floor}",
        f"{times:.1f} x floor",
        promised if most is None else f"{promised}, {_said(most)}",
        judged(holds),
    )


def _pages(database: Path, wanted: PropagationRequest, count: int, seeds: int) -> list[Figure]:
    """The table of bottlenecks and the page of many small propagations."""
    hops = write_ledger(database, wanted, count, seeds)
    what = f"of {count:,} propagations, {hops:,} hops"
    return [
        _judged(f"bottlenecks {what}", _wian(database, *_BOTTLENECKS), BOTTLENECKS),
        _drawn(f"HTML {what}", database, HTML),
    ]


def _page(database: Path, wanted: PropagationRequest, count: int, seeds: int) -> Figure:
    """The page of a few national propagations."""
    hops = write_ledger(database, wanted, count, min(seeds, 4))
    return _drawn(f"HTML of {count:,} propagations, {hops:,} hops", database, HTML_NATIONAL)


def _drawn(name: str, database: Path, most: Most) -> Figure:
    out = database.with_suffix(".html")
    ran = _wian(database, "report", "html", "--all", "--out", str(out))
    return _judged(name, ran, most, out.stat().st_size / 1e6)


def _judged(name: str, ran: Ran, most: Most, size: float = 0.0) -> Figure:
    shown = f"{ran}, {size:.1f} MB" if size else str(ran)
    holds = _within(ran, most) and size <= most.size
    return Figure(name, shown, target=_said(most), met=judged(holds))


def _within(ran: Ran, most: Most) -> bool:
    return ran.cost.processor <= most.seconds and ran.memory <= most.memory


def _said(most: Most) -> str:
    parts = [f"<= {most.seconds:g} s cpu"]
    if most.memory != float("inf"):
        parts.append(f"<= {most.memory:,.0f} MB of memory")
    if most.size != float("inf"):
        parts.append(f"file <= {most.size:g} MB")
    return ", ".join(parts)


def _wian(database: Path, *arguments: str) -> Ran:
    own = {
        **os.environ,
        "WIAN_HOME": str(database.parent / "home"),
        "WIAN_DATABASE_URL": f"sqlite:///{database}",
    }
    return run_alone(_command(arguments), own)


def _command(arguments: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "wian.cli.main", *arguments]


if __name__ == "__main__":
    show(figures(), [offices_used(request())])
