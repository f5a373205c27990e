"""Runs the live system under faults: ``python -m benchmarks.faults``; ``--help`` shows the options.

The ledger is on a PostgreSQL server that the run starts and may break, or on SQLite where there is
no PostgreSQL. Exit status 1 if anything is missing or twice at the end.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.faults.fault_run import FaultRun
from benchmarks.postgres import Cluster, programs


def main() -> None:
    """Run it, and say what was found."""
    options = _options()
    with (
        _database(sqlite=options.sqlite) as (url, cluster),
        TemporaryDirectory(prefix="wian-faults-", ignore_cleanup_errors=True) as home,
    ):
        run = FaultRun(Path(home), url, cluster, options.offices, options.seed)
        faults = run.run(options.seconds)
    for line in run.told:
        print(line)
    for fault in faults:
        print(f"FAULT: {fault}")
    print("Everything is there once." if not faults else f"{len(faults)} faults.")
    sys.exit(bool(faults))


@contextmanager
def _database(*, sqlite: bool) -> Iterator[tuple[str, Cluster | None]]:
    """A ledger's URL, and the server behind it where it is PostgreSQL."""
    found = None if sqlite else programs()
    if found is None:
        yield "", None
        return
    with Cluster(found, durable=True) as cluster:
        yield cluster.start(), cluster


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("--seconds", type=float, default=120, help="how long things are broken")
    parser.add_argument("--offices", type=int, default=200, help="about how many offices act")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sqlite", action="store_true", help="a ledger on SQLite")
    return parser.parse_args()


if __name__ == "__main__":
    main()
