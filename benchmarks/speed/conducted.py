"""Propagations through Prefect, with an embedded server that is already up."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cost import Cost, cost_of, peak_memory
from benchmarks.speed.chain import forward_wave
from flows.server.prefect_server import prefect_server
from hierarchy.route.route import Cohort, Wave
from wian.propagation import runtime
from wian.propagation.plan import record
from wian.propagation.request import PropagationRequest

_RECORDING = 3.0
"""Seconds in which the server records what it was sent, before the next round begins."""


@dataclass(frozen=True, slots=True)
class Conducted:
    """A propagation through Prefect.

    Attributes:
        hops: Hops of it.
        task_runs: Task runs of it.
        cost: What it cost the process that ran the flow, until the server had been sent it all.
        memory: Megabytes that this process held at most.
    """

    hops: int
    task_runs: int
    cost: Cost
    memory: float


@contextmanager
def server() -> Iterator[None]:
    """An embedded Prefect server that answers, for the processes started in the body."""
    with (
        TemporaryDirectory(prefix="wian-bench-", ignore_cleanup_errors=True) as home,
        prefect_server(Path(home)) as started,
    ):
        if started:
            started.wait()
        yield


def conduct_cohorts(request: PropagationRequest) -> Conducted:
    """Propagate a request as ``wian propagate`` does: one task run a cohort."""
    from flows.local_run import conduct  # noqa: PLC0415 - after the server has an address

    runs: list[int] = []
    with _own_ledger():
        sent = conduct(request, recorded=False)
        cost = cost_of(lambda: runs.append(asyncio.run(sent).task_runs))
        time.sleep(_RECORDING)
        hops = len(runtime.prepared(request).route.hops)
    return Conducted(hops, runs[0], cost, peak_memory())


@dataclass(frozen=True, slots=True)
class Hopwise:
    """One task run a hop: what each more of them costs, from two samples of different size."""

    few: int
    many: int
    each: Cost


def conduct_hops(request: PropagationRequest, few: int, many: int, share_client: bool) -> Hopwise:  # noqa: FBT001 - a process is handed plain values
    """Propagate two samples of a request's hops with one task run a hop, until all are recorded.

    Each task writes one hop of the last wave durably, with its sender's letter and its
    recipient's stamps: hops of different senders, so that each is a whole step of its own. What
    a flow costs once falls out of the difference.
    """
    from benchmarks.peers.hopwise import conduct_each  # noqa: PLC0415 - after the server has an address

    with _own_ledger():
        plan = runtime.prepared(request)
        record(runtime.ledger(), plan, runtime.now())
        for wave in plan.route.waves[:-1]:
            forward_wave(runtime.ledger(), plan, wave)
        last = plan.route.waves[-1]
        hops = _single_hops(last)

        def conduct(count: int) -> Cost:
            steps = tuple(islice(hops, count))
            each = conduct_each(plan, last, steps, share_client=share_client)
            return cost_of(lambda: asyncio.run(each))

        conduct(1)
        least, most = conduct(few), conduct(many)
    return Hopwise(few, many, (most + least * -1) * (1 / (many - few)))


def _single_hops(wave: Wave) -> Iterator[Cohort]:
    """The first hop of each sender of a wave as a cohort of its own."""
    for cohort in wave.cohorts:
        seen: set[str] = set()
        for hop in cohort.hops:
            if hop.sender not in seen:
                seen.add(hop.sender)
                yield Cohort(cohort.parent, (hop.sender,), (hop,))


@contextmanager
def _own_ledger() -> Iterator[None]:
    """A new ledger, which the steps of this process use in the body."""
    with TemporaryDirectory(prefix="wian-bench-") as folder:
        os.environ["WIAN_DATABASE_URL"] = f"sqlite:///{folder}/ledger.db"
        runtime.ledger(make=True)
        try:
            yield
        finally:
            runtime.ledger().close()
            del os.environ["WIAN_DATABASE_URL"]
