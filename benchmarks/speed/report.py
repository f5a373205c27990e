"""Measures the report of a national propagation: ``python -m benchmarks.speed.report``.

The tables of bottlenecks, and the HTML report of all hops of the country, read from a ledger. The
floor of the tables is reading their hops; the peer of the page is the usual way to put interactive
charts into one: Vega's own scripts, and every hop as JSON.
"""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import vl_convert

from benchmarks.cost import Cost, alone, cost_of, median, peak_memory
from benchmarks.figures import Figure, judged, show
from benchmarks.speed.chain import run_chain
from benchmarks.speed.national import offices_used, request
from wian.ledger.database import open_ledger
from wian.propagation.request import PropagationRequest
from wian.reports.bottlenecks.overview import find
from wian.reports.html.report import write_report
from wian.reports.scope.recorded_hops import frame_of

ROUNDS = 3
WALL, MEGABYTES = 10.0, 5.0
_MEGA = 1_000_000


def figures(wanted: PropagationRequest | None = None, rounds: int = ROUNDS) -> list[Figure]:
    """Send a directive down, and report on it in processes of their own."""
    with TemporaryDirectory(prefix="wian-report-") as name:
        database = Path(name) / "wian.db"
        hops = alone(_sent, wanted or request(), str(database))
        tables = alone(_tables, str(database), rounds)
        pages = [
            alone(_page, str(database), str(Path(name) / "report.html")) for _ in range(rounds)
        ]
        vega = alone(_vega, str(database))
    reading, finding = tables
    cost, size, memory = median([each[0] for each in pages]), pages[0][1], pages[0][2]
    met = cost.wall <= WALL and size <= MEGABYTES
    return [
        Figure(
            f"tables of bottlenecks of {hops:,} hops",
            str(finding),
            f"reading the hops: {reading}",
            f"{finding.processor / reading.processor:.1f} x floor",
        ),
        Figure(
            f"HTML report of {hops:,} hops, read, drawn and written",
            f"{cost}, {size:.1f} MB",
            "",
            "",
            f"<= {WALL:.0f} s wall, <= {MEGABYTES:.0f} MB",
            judged(met),
        ),
        Figure(
            "  of it the figures, twice each",
            f"{pages[0][3]:.1f} MB, no script",
            f"Vega's scripts and the hops as JSON: {vega:.1f} MB",
            f"{pages[0][3] / vega:.1f} x peer",
        ),
        Figure("  memory of the process", f"{memory:.0f} MB at most"),
    ]


def _sent(wanted: PropagationRequest, database: str) -> int:
    return run_chain(wanted, Path(database)).hops


def _read(database: str) -> pl.DataFrame:
    with open_ledger(f"sqlite:///{database}") as ledger:
        return frame_of(ledger)


def _tables(database: str, rounds: int) -> tuple[Cost, Cost]:
    """What reading costs, and what finding costs beyond it."""
    reading = median([cost_of(lambda: _read(database)) for _ in range(rounds)])
    hops = _read(database)
    return reading, median([cost_of(lambda: find(hops)) for _ in range(rounds)])


def _page(database: str, out: str) -> tuple[Cost, float, float, float]:
    """Cost, megabytes of the file, megabytes of memory, and megabytes of figures."""
    cost = cost_of(lambda: write_report(_read(database), out=Path(out)))
    text = Path(out).read_text(encoding="utf-8")
    figures_ = sum(len(each) for each in text.split("<figure")[1:])
    drawn = figures_ - len(text.rpartition("</figure>")[2])
    return cost, Path(out).stat().st_size / _MEGA, peak_memory(), drawn / _MEGA


def _vega(database: str) -> float:
    """Megabytes of the scripts, and of what they would draw the charts over time from."""
    hops = _read(database)
    rows = hops.select(
        "wave", "recipient", "issued_at", "received_at", "ready_at", "forwarded_at"
    ).to_dicts()
    scripts = len(_scripts().encode())
    return (scripts + len(json.dumps(rows).encode())) / _MEGA


def _scripts() -> str:
    return str(vl_convert.javascript_bundle())  # type: ignore[call-arg]  # has a default


if __name__ == "__main__":
    show(figures(), [offices_used(request())])
