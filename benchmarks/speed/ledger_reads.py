"""Measures what reads the ledger: ``python -m benchmarks.speed.ledger_reads``.

The proof of a national ledger, the flat rows of 100,000 hops and the plan of a route to 100,000
offices, each beside the floor of touching the same data at all.
"""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import polars as pl

from benchmarks import synthetic
from benchmarks.cost import Cost, alone, usual_cost
from benchmarks.figures import Figure, show
from benchmarks.speed.chain import run_chain
from benchmarks.speed.national import request
from hierarchy.route.planner import plan_route
from wian.delays.hop_record import HopRecord
from wian.delays.hop_rows import hop_rows
from wian.delays.working_time import WorkingTime
from wian.jurisdictions.thailand.government_calendar import government_calendar
from wian.ledger.database import open_ledger
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import hop_records
from wian.letters.directive import Window
from wian.propagation.prepare import prepare
from wian.propagation.request import PropagationRequest
from wian.reports.scope.recorded_hops import frame_of

ROWS = 100_000
OFFICES = 100_000
ROUNDS = 3


def figures(
    wanted: PropagationRequest | None = None, rows: int = ROWS, offices: int = OFFICES
) -> list[Figure]:
    """Measure each in a process of its own."""
    return [*alone(_of_ledger, wanted or request(), rows), alone(_of_route, offices)]


def _of_ledger(wanted: PropagationRequest, count: int) -> list[Figure]:
    """Verify the ledger of one propagation, and make rows of its hop records, repeated."""
    with TemporaryDirectory(prefix="wian-bench-") as folder:
        database = Path(folder) / "ledger.db"
        hops = run_chain(wanted, database).hops
        plain = usual_cost(lambda: _read(database), ROUNDS)
        with open_ledger(f"sqlite:///{database}") as ledger:
            proof = usual_cost(lambda: verify(ledger), ROUNDS)
            window = prepare(wanted).directive.window
            records = hop_records(ledger, prepare(wanted).id)
            columns = usual_cost(lambda: frame_of(ledger), ROUNDS)
        joined = usual_cost(lambda: _joined(database), ROUNDS)
    many = (records * (count // len(records) + 1))[:count]
    return [
        _figure(f"verify a ledger of {hops:,} hops", proof, "all rows read by sqlite3", plain),
        _figure(f"all columns of {hops:,} hops", columns, "a join read by polars", joined),
        _rows_figure(many, window),
    ]


def _rows_figure(records: list[HopRecord], window: Window | None) -> Figure:
    working = WorkingTime(government_calendar())
    ours = usual_cost(lambda: hop_rows(records, working, window), ROUNDS)
    floor = usual_cost(
        lambda: [{name: getattr(each, name) for name in HopRecord.__slots__} for each in records],
        ROUNDS,
    )
    return _figure(f"{len(records):,} flat rows", ours, "the records as dictionaries", floor)


def _of_route(offices: int) -> Figure:
    with TemporaryDirectory(prefix="wian-bench-") as folder:
        plan = prepare(PropagationRequest(directive=str(synthetic.write(Path(folder), offices))))
    hierarchy, directive = plan.hierarchy, plan.directive
    ours = usual_cost(lambda: plan_route(hierarchy, directive.origin, directive.addressees), ROUNDS)
    floor = usual_cost(lambda: list(nx.bfs_edges(hierarchy.graph, directive.origin)), ROUNDS)
    return _figure(f"plan a route to {offices:,} offices", ours, "networkx bfs_edges", floor)


def _figure(name: str, ours: Cost, what: str, floor: Cost) -> Figure:
    ratio = f"{ours.processor / floor.processor:.1f} x floor"
    return Figure(name, str(ours), f"floor, {what}: {floor}", ratio)


def _joined(database: Path) -> pl.DataFrame:
    """The columns that a latency report needs at least, as anybody would read them."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return pl.read_database(_JOIN, connection, infer_schema_length=None)


_JOIN = """
    SELECT hop.propagation, hop.wave, hop.sender, hop.recipient, hop.source, hop.forwards,
        sent.issued_minute AS issued, sent.issued_precision AS issued_precision,
        first.at_minute AS received, first.at_precision AS received_precision,
        last.at_minute AS ready, last.at_precision AS ready_precision,
        own.issued_minute AS forwarded, own.issued_precision AS forwarded_precision
    FROM hop
    LEFT JOIN letter AS sent ON sent.propagation = hop.propagation AND sent.office = hop.sender
    LEFT JOIN letter AS own ON own.propagation = hop.propagation AND own.office = hop.recipient
    LEFT JOIN reception AS first ON first.propagation = hop.propagation
        AND first.recipient = hop.recipient AND first.position = 0
    LEFT JOIN reception AS last ON last.propagation = hop.propagation
        AND last.recipient = hop.recipient AND last.position = hop.desks - 1
"""


def _read(database: Path) -> list[list[tuple[object, ...]]]:
    connection = sqlite3.connect(database)
    try:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return [
            connection.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - our own names
            for (name,) in names.fetchall()
        ]
    finally:
        connection.close()


if __name__ == "__main__":
    show(figures())
