"""Measures updates of a propagation's artifacts: ``python -m benchmarks.speed.live.artifacts``.

A national propagation, half of it stamped, at a Prefect server of the benchmark's own. An office
stamps; then reading the ledger, composing page, pictures and table, and having the server take them
is one update, beside the floor of reading the same rows at all.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.cost import alone, seconds, usual_cost
from benchmarks.figures import Figure, judged, show
from benchmarks.speed.live.rollup import half_way, prepared, read_rows, stamp
from benchmarks.speed.national import request
from flows.server.prefect_server import QUIET, TUNING, EmbeddedServer
from wian.followup.current_snapshot import setting, situate
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger, open_ledger
from wian.propagation.plan import Plan
from wian.propagation.request import PropagationRequest

ROUNDS, TARGET = 7, 1.0
_WINDOW = {"opens": "2026-12-01", "closes": "2026-12-11"}
_LATER = Instant(29_934_840 + 7 * 24 * 60, Precision.MINUTE)
"""A week after the letters went out: thousands of offices are overdue."""


def figures(wanted: PropagationRequest | None = None) -> list[Figure]:
    """Measure in a process of its own."""
    return alone(_figures, wanted or request())


def _figures(wanted: PropagationRequest) -> list[Figure]:
    with TemporaryDirectory(prefix="wian-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        plan = prepared(wanted, folder, _WINDOW)
        database = folder / "ledger.db"
        with open_ledger(f"sqlite:///{database}") as ledger:
            waiting = half_way(ledger, plan)
            parts = _updated(ledger, plan, waiting, folder)
        floor = usual_cost(lambda: read_rows(database), ROUNDS)
    whole = [sum(each) for each in zip(*parts.values(), strict=True)]
    said = ", ".join(f"{part} {seconds(statistics.median(each))}" for part, each in parts.items())
    usual = statistics.median(whole)
    return [
        Figure(
            f"an update of the artifacts of {len(plan.route.hops):,} offices",
            f"{seconds(usual)} wall ({said})",
            f"floor, its rows read by sqlite3: {floor}",
            f"{usual / floor.wall:.1f} x floor",
            f"at most {TARGET:.0f} s",
            judged(usual <= TARGET),
        )
    ]


def _updated(
    ledger: Ledger, plan: Plan, waiting: Iterator[str], folder: Path
) -> dict[str, list[float]]:
    """Seconds of each part of some updates, each after a stamp."""
    os.environ |= {**TUNING, **QUIET, "PREFECT_LOGGING_TO_API_ENABLED": "false"}
    with EmbeddedServer(folder / "prefect") as server:
        os.environ |= {"PREFECT_API_URL": server.url, "PREFECT_HOME": str(server.home)}
        server.wait()
        return asyncio.run(_rounds(ledger, plan, waiting))


async def _rounds(ledger: Ledger, plan: Plan, waiting: Iterator[str]) -> dict[str, Any]:
    from prefect import get_client  # noqa: PLC0415 - Prefect has its settings only now

    from flows.prefect_pages.artifacts import publish  # noqa: PLC0415 - the same
    from flows.prefect_pages.state import show, standing  # noqa: PLC0415 - the same

    parts: dict[str, list[float]] = {"reading": [], "composing and posting": []}
    async with get_client() as client:
        (run,) = await show(client, plan, standing(ledger, plan))
        for turn in range(ROUNDS + 1):
            stamp(ledger, plan, next(waiting))
            began = time.perf_counter()
            found = situate(ledger, plan, now=_LATER)
            read = time.perf_counter()
            if not await publish(client, run.flow_run, found, setting(plan)):
                raise SystemExit("A stamp changed nothing.")
            if turn:  # the first one makes them
                parts["reading"].append(read - began)
                parts["composing and posting"].append(time.perf_counter() - read)
    return parts


if __name__ == "__main__":
    show(figures())
