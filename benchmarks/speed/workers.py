"""Measures a rehearsal by one, two and four processes: ``python -m benchmarks.speed.workers``.

A synthetic hierarchy is propagated into PostgreSQL through a Prefect server, by the command alone
and with helpers that a process worker runs. ``--machines`` puts them on three machines made of
network namespaces (as root), each with a worker, the first one with the command too. A number is
how many offices there are (40,000).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import synthetic
from benchmarks.cost import seconds
from benchmarks.figures import Figure, show
from benchmarks.namespaces import HOST, three_machines
from benchmarks.worker_pool import Machine, Sent, worker_pool

OFFICES = 40_000
WORKERS = (1, 2, 4)


def figures(
    offices: int = OFFICES, machines: Sequence[Machine] = (Machine(),), host: str = "127.0.0.1"
) -> list[Figure]:
    """Measure each number of processes into an empty ledger, and hold them against one."""
    with TemporaryDirectory(prefix="wian-bench-") as folder, worker_pool(machines, host) as pool:
        directive = synthetic.write(Path(folder), offices)
        found: list[Figure] = []
        first: Sent | None = None
        for workers in WORKERS:
            pool.forget()
            sent = pool.send(directive, workers)
            first = first or sent
            found.append(_figure(workers, sent, first))
            print(found[-1].figure, found[-1].ours, found[-1].ratio, flush=True)
    return found


def _figure(workers: int, sent: Sent, first: Sent) -> Figure:
    name = f"{sent.hops:,} hops by {workers} process{'es' if workers > 1 else ''}"
    rate = f"{sent.hops / sent.cost.wall:,.0f} hops/s"
    ours = f"{sent.cost}, {rate}, {sent.waited:.1%} of it for locks; load {os.getloadavg()[0]:.0f}"
    if sent is first:
        return Figure(name, ours)
    faster = first.cost.wall / sent.cost.wall
    dearer = sent.cost.processor / first.cost.processor
    return Figure(
        name,
        ours,
        f"one process: {seconds(first.cost.wall)} wall",
        f"{faster:.2f} times faster, {dearer:.2f} x cpu",
    )


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    offices = next((int(each) for each in arguments if each.isdecimal()), OFFICES)
    if "--machines" not in arguments:
        show(figures(offices))
        return
    with three_machines() as machines:
        show(figures(offices, machines, HOST))


if __name__ == "__main__":
    main(sys.argv[1:])
