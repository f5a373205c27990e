"""Measures the ledger's largest table cut by year: ``python -m benchmarks.speed.partitions``.

Ten years of twenty directives a year in PostgreSQL, as hops in one table with the ledger's own
columns and indexes, and in one that is partitioned by a column for the year. A number is how many
offices a directive has (20,000). Processor time is that of the server's session.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import psycopg

from benchmarks.cost import processor_of, seconds
from benchmarks.figures import Figure, show
from benchmarks.postgres import Cluster, programs
from wian.ledger.database import open_ledger

YEARS, DIRECTIVES, OFFICES = 10, 20, 20_000
_COLUMNS = "propagation, recipient, sender, wave, channel, desks, addressed, forwards, source, part"
_CUT = (
    "CREATE TABLE cut (LIKE hop, year integer NOT NULL, "
    "PRIMARY KEY (year, propagation, recipient)) PARTITION BY LIST (year)"
)
_MAKE = (
    "CREATE TABLE plain (LIKE hop INCLUDING ALL)",
    _CUT,
    "CREATE INDEX ON cut (recipient)",
    "CREATE INDEX ON cut (sender, propagation)",
)
_HOPS = "SELECT sender, count(*) FROM {} WHERE {}propagation = 'd5-7-0123abcd' GROUP BY 1"
_OFFICE = "SELECT * FROM {} WHERE {}propagation = 'd5-7-0123abcd' AND recipient = 'province-10.3'"
_YEAR = "year = 5 AND "
_WORK = (
    ("one directive's hops counted, its year unknown", _HOPS, "", 5),
    ("one directive's hops counted, its year known", _HOPS, _YEAR, 5),
    ("one office's hop, its year unknown", _OFFICE, "", 500),
    ("one office's hop, its year known", _OFFICE, _YEAR, 500),
    ("all hops counted by sender", "SELECT sender, count(*) FROM {}{} GROUP BY 1", "", 2),
)
"""What is asked: its name, the SQL, what the cut table is told besides, and how often."""


class _Session:
    """A session of the server, whose processor time is its own."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        self._pid = self._connection.info.backend_pid
        self.run("SET max_parallel_workers_per_gather = 0")

    def run(self, *statements: str, times: int = 1) -> float:
        """Run statements; seconds of the server's processor for each time."""
        began = processor_of(self._pid)
        for _ in range(times):
            for each in statements:
                self._connection.execute(each.encode())
        return (processor_of(self._pid) - began) / times

    def number(self, statement: str) -> float:
        """What a statement finds."""
        found = self._connection.execute(statement.encode()).fetchone()
        return float(found[0]) if found else 0.0


def figures(offices: int = OFFICES) -> list[Figure]:
    """Measure both tables, one after the other."""
    found = programs()
    if found is None:
        raise SystemExit("PostgreSQL is not installed")
    with Cluster(found) as cluster:
        url = cluster.start()
        open_ledger(url).close()
        session = _Session(url)
        session.run(*_MAKE)
        for year in range(YEARS + 1):
            session.run(f"CREATE TABLE cut_{year} PARTITION OF cut FOR VALUES IN ({year})")
            if year < YEARS:
                session.run(*_inserts(year, DIRECTIVES, offices))
        session.run("VACUUM ANALYZE plain", "VACUUM ANALYZE cut")
        return list(_measured(session, offices))


def _inserts(year: int, directives: int, offices: int) -> tuple[str, str]:
    rows = (
        f"SELECT 'd{year}-' || d || '-0123abcd', 'province-' || o / 100 || '.' || o % 100, "
        "'province-' || o / 100, 1, 'electronic', 1, true, true, 'simulated', 1"
    )
    of = f"FROM generate_series(1, {directives}) d, generate_series(1, {offices}) o"
    into = "INSERT INTO {} ({}{}) "
    plain, cut = into.format("plain", _COLUMNS, ""), into.format("cut", _COLUMNS, ", year")
    return f"{plain}{rows} {of}", f"{cut}{rows}, {year} {of}"


def _measured(session: _Session, offices: int) -> Iterator[Figure]:
    size = "SELECT sum(pg_total_relation_size(relid)) / 1e6 FROM pg_partition_tree('{}')"
    rows = YEARS * DIRECTIVES * offices
    plain, cut = session.number("SELECT pg_total_relation_size('plain') / 1e6"), size.format("cut")
    sizes = (plain, session.number(cut))
    yield Figure(
        f"{rows:,} hops on the disk",
        f"{sizes[1]:,.0f} MB",
        f"one table: {sizes[0]:,.0f} MB",
        f"{sizes[1] / sizes[0]:.2f} x",
    )
    inserted = [session.run(each) for each in _inserts(YEARS, 1, offices)]
    yield _figure(f"a directive of {offices:,} hops inserted", *inserted)
    for name, work, known, times in _WORK:
        both = (("plain", ""), ("cut", known))
        yield _figure(name, *(session.run(work.format(*of), times=times) for of in both))
    deleted = session.run("DELETE FROM plain WHERE propagation LIKE 'd0-%'", "VACUUM plain")
    detached = session.run("ALTER TABLE cut DETACH PARTITION cut_0")
    yield _figure("the oldest year taken away", deleted, detached)


def _figure(name: str, plain: float, cut: float) -> Figure:
    ratio = f"{cut / plain:.1f} x" if plain else ""
    return Figure(name, f"{seconds(cut)} cpu", f"one table: {seconds(plain)} cpu", ratio)


if __name__ == "__main__":
    show(figures(*map(int, sys.argv[1:])))
