"""Has many processes number by one register: ``python -m benchmarks.faults.shared_register``.

Sixteen processes enter acts of one office, each in a transaction with full sync, and so draw from
one register, on SQLite and on PostgreSQL. Beside it stands the floor: as many processes that count
in one row by plain SQL and write the number that they got. Exit status 1 if a number is missing,
given twice, or the ledger does not prove itself.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.synchronize import Barrier
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from benchmarks.cost import seconds
from benchmarks.faults.interrupted.workload import Workload
from benchmarks.faults.ledger_rows import gaps
from benchmarks.figures import Figure, judged, show
from benchmarks.postgres import Cluster, programs
from wian.ledger.acts import Act, ActKind, Routed
from wian.ledger.database import Ledger, open_ledger
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts
from wian.office.held_letter import register_year
from wian.propagation import runtime
from wian.propagation.plan import Plan, record

PROCESSES, EACH = 16, 50
_PATIENCE_SECONDS, _REPORT_SECONDS = 60.0, 600.0
_MADE = (
    "CREATE TABLE counter (last BIGINT)",
    "CREATE TABLE counted (number BIGINT PRIMARY KEY)",
    "INSERT INTO counter VALUES (0)",
)
_COUNT = "UPDATE counter SET last = last + 1 RETURNING last"
_INSERT = "INSERT INTO counted VALUES ({})"

Enter = Callable[[str], None]
"""Enters one thing under a key; it draws a number."""
Report = tuple[float, float, list[float]]
"""When a process began and ended, and how long each of its transactions took."""


@dataclass(frozen=True, slots=True)
class Contention:
    """What many processes at one register saw.

    Attributes:
        rate: Numbers a second, of all processes together.
        slowest: The 99th percentile of a transaction, in seconds.
    """

    rate: float
    slowest: float

    def __str__(self) -> str:
        return f"{self.rate:,.0f} numbers/s, 99th percentile {seconds(self.slowest)}"


def figures(processes: int = PROCESSES, each: int = EACH) -> list[Figure]:
    """On SQLite, then on PostgreSQL where its programs are installed."""
    found = [_measured("SQLite", "", processes, each)]
    if (installed := programs()) is None:
        return found
    with Cluster(installed, durable=True) as cluster:
        return [*found, _measured("PostgreSQL", cluster.start(), processes, each)]


def _measured(name: str, url: str, processes: int, each: int) -> Figure:
    with TemporaryDirectory(prefix="wian-register-") as folder:
        home = Path(folder)
        plan = Workload.prepared(home).live
        ledger_url = url or f"sqlite:///{home / 'wian.db'}"
        with open_ledger(ledger_url) as ledger:
            record(ledger, plan, runtime.now())
        floor = _contended(_lay_floor(url, home / "floor.db"), processes, each)
        ours = _contended(partial(_entering, ledger_url, plan), processes, each)
        with open_ledger(ledger_url) as ledger:
            wrong = _faults(ledger, plan, processes * each)
    for fault in wrong:
        print(f"FAULT: {name}: {fault}")
    return Figure(
        f"{processes} processes, {processes * each:,} numbers of one register on {name}",
        str(ours),
        f"a counter in plain SQL: {floor}",
        f"1/{floor.rate / ours.rate:.1f} of the floor",
        "no gap, no repeat",
        judged(not wrong),
    )


def _faults(ledger: Ledger, plan: Plan, wanted: int) -> list[str]:
    """What is wrong with the register."""
    made = acts(ledger, plan.id, kind=ActKind.ROUTED)
    numbers = sorted(act.entry.number for act in made)
    given = [] if numbers == list(range(1, wanted + 1)) else [f"not the numbers 1 to {wanted}"]
    keys = {act.key for act in made}
    doubled = [] if len(keys) == len(made) else ["an act was entered twice"]
    proof = [f"{each.where} {each.what}" for each in verify(ledger).faults]
    return [*given, *doubled, *gaps(ledger).words, *proof]


def _contended(
    opened: Callable[[], AbstractContextManager[Enter]], processes: int, each: int
) -> Contention:
    """Have processes enter at the same time.

    Args:
        opened: In each process, a context manager that gives how to enter.
        processes: How many.
        each: How often each enters.
    """
    context = multiprocessing.get_context("fork")
    start, told = context.Barrier(processes, timeout=_PATIENCE_SECONDS), context.Queue()
    working = [
        context.Process(target=_work, args=(opened, start, told.put, str(number), each))
        for number in range(processes)
    ]
    for process in working:
        process.start()
    reports: list[Report] = [told.get(timeout=_REPORT_SECONDS) for _ in working]
    for process in working:
        process.join()
    began = min(begun for begun, _, _ in reports)
    wall = max(ended for _, ended, _ in reports) - began
    times = [one for *_, taken in reports for one in taken]
    return Contention(len(times) / wall, statistics.quantiles(times, n=100)[98])


def _work(
    opened: Callable[[], AbstractContextManager[Enter]],
    start: Barrier,
    tell: Callable[[Report], None],
    name: str,
    each: int,
) -> None:
    """One process."""
    taken: list[float] = []
    with opened() as enter:
        start.wait()
        begun = time.perf_counter()
        for number in range(each):
            before = time.perf_counter()
            enter(f"{name}-{number}")
            taken.append(time.perf_counter() - before)
        tell((begun, time.perf_counter(), taken))


@contextmanager
def _entering(url: str, plan: Plan) -> Iterator[Enter]:
    """Acts of the origin, each under the next number of its journal."""
    office, now = plan.route.origin, runtime.now()
    year = register_year(plan, office, now)
    with open_ledger(url, patience=_PATIENCE_SECONDS) as ledger:

        def enter(key: str) -> None:
            with ledger.cohort(plan.id) as writer:
                writer.hold(office)
                entry = writer.reserve(office, ActKind.ROUTED, key, year)
                writer.act(Act(office, key, "benchmark", now, Routed(group="1"), entry))

        yield enter


def _lay_floor(url: str, path: Path) -> Callable[[], AbstractContextManager[Enter]]:
    """Make a counter, and say how each process counts in it."""
    if url:
        with psycopg.connect(url) as server:
            for statement in _MADE:
                server.execute(statement)
        return partial(_counting_on_server, url)
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode=WAL")
        for statement in _MADE:
            file.execute(statement)
        file.commit()
    return partial(_counting_in_file, path)


@contextmanager
def _counting_on_server(url: str) -> Iterator[Enter]:
    with psycopg.connect(url) as server:

        def enter(_key: str) -> None:
            server.execute(_INSERT.format("%s"), server.execute(_COUNT).fetchone())
            server.commit()

        yield enter


@contextmanager
def _counting_in_file(path: Path) -> Iterator[Enter]:
    with closing(sqlite3.connect(path, _PATIENCE_SECONDS, isolation_level=None)) as file:
        file.execute("PRAGMA synchronous=FULL")

        def enter(_key: str) -> None:
            file.execute("BEGIN IMMEDIATE")
            file.execute(_INSERT.format("?"), file.execute(_COUNT).fetchone())
            file.execute("COMMIT")

        yield enter


def main() -> None:
    """Measure both databases, and print what was seen."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.faults.shared_register", description=__doc__
    )
    parser.add_argument("--processes", type=int, default=PROCESSES)
    parser.add_argument("--each", type=int, default=EACH, help="numbers that each draws")
    options = parser.parse_args()
    found = figures(options.processes, options.each)
    show(found)
    sys.exit(any(each.met == "NO" for each in found))


if __name__ == "__main__":
    main()
