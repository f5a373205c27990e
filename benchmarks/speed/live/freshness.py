"""Measures how fresh Prefect's pages are: ``python -m benchmarks.speed.live.freshness``.

``wian up`` on loopback and a directive sent live to every office of the country, of which all that
forward have done so. Local bodies stamp in this process, as the desk has them stamp; the figure is
the time from the stamp's commit until the artifact counts it. First one stamp at a time, then one
after the other without a pause.
"""

from __future__ import annotations

import json
import re
import statistics
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bounded_wait import wait_until
from benchmarks.cost import seconds
from benchmarks.figures import Figure, judged, show
from benchmarks.live_trial import sent_live, system_up
from wian.ledger.database import Ledger
from wian.notices.prefect_address import server_url
from wian.office.actor import Acting
from wian.office.joint_issue import issue
from wian.office.stamp import receive
from wian.propagation import runtime
from wian.propagation.plan import Plan

SINGLES, BURST = 7, 40
TARGET = 3.0
_LOOK, _PATIENCE = 0.1, 60.0
_HAVE = re.compile(r"\*?([\d,]+) of [\d,]+ offices? (?:has|have) received it")


def figures(singles: int = SINGLES) -> list[Figure]:
    """Start the system, send, and measure."""
    with (
        TemporaryDirectory(prefix="wian-fresh-", ignore_cleanup_errors=True) as folder,
        system_up(Path(folder)),
    ):
        plan, ledger = sent_live(Path(folder)), runtime.ledger()
        for hop in plan.route.hops:
            if hop.forwards:
                _stamp(ledger, plan, hop.recipient)
                issue(Acting(ledger, plan, hop.recipient, by="benchmark", now=runtime.now()))
        leaves = iter([hop.recipient for hop in plan.route.hops if not hop.forwards])
        have = sum(hop.forwards for hop in plan.route.hops)
        wait_until(lambda: _shown(plan) >= have, "the artifact", 5 * _PATIENCE, pause=1)
        return list(_measured(ledger, plan, leaves, have, singles))


def _measured(
    ledger: Ledger, plan: Plan, leaves: Iterator[str], have: int, singles: int
) -> Iterator[Figure]:
    offices = f"{len(plan.route.hops):,} offices"
    alone = []
    for number in range(1, singles + 1):
        time.sleep(5)
        _stamp(ledger, plan, next(leaves))
        alone.append(_until(plan, have + number))
    yield _figure(f"one stamp, {offices}: until the artifact counts it", alone)
    have += singles
    stamped: dict[int, float] = {}
    for number in range(1, BURST + 1):
        _stamp(ledger, plan, next(leaves))
        stamped[have + number] = time.perf_counter()
    seen: dict[int, float] = {}
    while len(seen) < BURST:
        shown, now = _shown(plan), time.perf_counter()
        seen |= {count: now - at for count, at in stamped.items() if count <= shown} | seen
        time.sleep(_LOOK)
    yield _figure(f"{BURST} stamps without a pause: the same of each", list(seen.values()))


def _figure(name: str, took: list[float]) -> Figure:
    usual, most = statistics.median(took), max(took)
    said = f"median {seconds(usual)}, slowest {seconds(most)}"
    floor = f"looked for every {seconds(_LOOK)}"
    return Figure(name, said, floor, "", f"<= {TARGET:.0f} s", judged(most <= TARGET))


def _until(plan: Plan, have: int) -> float:
    began = time.perf_counter()
    wait_until(lambda: _shown(plan) >= have, f"an artifact that counts {have}", _PATIENCE, _LOOK)
    return time.perf_counter() - began


def _shown(plan: Plan) -> int:
    """How many offices have it, as the artifact says; -1 where there is none yet."""
    from flows.prefect_pages.artifacts import SITUATION, key  # noqa: PLC0415 - Prefect has its settings

    address = f"{server_url()}/artifacts/{key(plan.id, SITUATION)}/latest"
    try:
        with urllib.request.urlopen(address, timeout=30) as reply:  # noqa: S310 - our own server on loopback
            text = json.loads(reply.read())["data"]
    except OSError:
        return -1
    found = _HAVE.search(text.replace("\\", ""))
    return int(found[1].replace(",", "")) if found else -1


def _stamp(ledger: Ledger, plan: Plan, office: str) -> None:
    for position in range(len(plan.hierarchy.office(office).desks)):
        receive(Acting(ledger, plan, office, by="benchmark", now=runtime.now()), position=position)


if __name__ == "__main__":
    show(figures())
