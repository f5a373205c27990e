"""Measures the time from a stamp to the next letter: ``python -m benchmarks.speed.live.doorbell``.

From an office's last stamp to its own letter in the inboxes below it, through the whole live
system: ``wian up`` on loopback with a ledger on SQLite, a directive sent live down to every
district and local body of Thailand, and offices that forward alone. First 76 provinces stamp at
once, then districts one after the other. Beside it stands the same step with nothing in between:
the stamp and the letter by the two functions behind the desk, one after the other.
"""

from __future__ import annotations

import statistics
import time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bounded_wait import wait_until
from benchmarks.cost import seconds
from benchmarks.figures import Figure, judged, show
from benchmarks.live_trial import sent_live, system_up
from wian.ledger.access.desk_settings import set_forwards_alone
from wian.ledger.database import Ledger
from wian.ledger.read.recorded import letter
from wian.office.actor import Acting
from wian.office.joint_issue import issue
from wian.office.stamp import receive
from wian.propagation import runtime
from wian.propagation.plan import Plan

SINGLES = 30
_MEDIAN, _BURST = 1.5, 60
_PATIENCE = 120.0
_LOOK = 0.02


def figures(singles: int = SINGLES) -> list[Figure]:
    """Start the system, send, and measure."""
    with (
        TemporaryDirectory(prefix="wian-doorbell-", ignore_cleanup_errors=True) as folder,
        system_up(Path(folder)),
    ):
        plan = sent_live(Path(folder))
        return list(_measured(runtime.ledger(), plan, singles))


def _measured(ledger: Ledger, plan: Plan, singles: int) -> list[Figure]:
    provinces, districts = (_forwarders(plan, level) for level in ("province", "district"))
    _reach_provinces(ledger, plan)
    alone = (*provinces, *districts)
    set_forwards_alone(ledger, alone, True, by="benchmark", now=runtime.now())
    burst = _burst(ledger, plan, provinces)
    times = [_single(ledger, plan, office) for office in districts[:singles]]
    ledger.announce = lambda _news: None  # or the dispatcher would be quicker than the floor
    floor = [_directly(ledger, plan, office) for office in districts[singles : 2 * singles]]
    median, least = statistics.median(times), statistics.median(floor)
    return [
        Figure(
            f"{len(provinces)} provinces stamp at once: until all have written on",
            seconds(burst),
            "",
            "",
            f"<= {_BURST} s",
            judged(burst <= _BURST),
        ),
        Figure(
            f"{len(times)} districts, one after the other: stamp to letter",
            f"median {seconds(median)}, slowest {seconds(max(times))}",
            f"the two steps directly: {seconds(least)}",
            f"{median / least:.0f} x floor",
            f"median <= {_MEDIAN} s",
            judged(median <= _MEDIAN),
        ),
    ]


def _forwarders(plan: Plan, level: str) -> tuple[str, ...]:
    return tuple(
        hop.recipient
        for hop in plan.route.hops
        if hop.forwards and plan.hierarchy.office(hop.recipient).level == level
    )


def _reach_provinces(ledger: Ledger, plan: Plan) -> None:
    """Have everyone above the provinces write on, by hand."""
    for office in plan.route.chain(_forwarders(plan, "province")[0])[1:-1]:
        for _ in plan.hierarchy.office(office).desks:
            receive(Acting(ledger, plan, office, by="benchmark", now=runtime.now()))
        issue(Acting(ledger, plan, office, by="benchmark", now=runtime.now()))


def _burst(ledger: Ledger, plan: Plan, offices: tuple[str, ...]) -> float:
    """Seconds from the first stamp until every one of them has written on."""
    began = time.perf_counter()
    for office in offices:
        _stamp(ledger, plan, office)
    for office in offices:
        _wait_for(ledger, plan, office)
    return time.perf_counter() - began


def _single(ledger: Ledger, plan: Plan, office: str) -> float:
    """Seconds from the last stamp's commit to the office's own letter."""
    _stamp(ledger, plan, office)
    began = time.perf_counter()
    _wait_for(ledger, plan, office)
    return time.perf_counter() - began


def _directly(ledger: Ledger, plan: Plan, office: str) -> float:
    began = time.perf_counter()
    for _ in plan.hierarchy.office(office).desks:
        receive(Acting(ledger, plan, office, by="benchmark", now=runtime.now()))
    issue(Acting(ledger, plan, office, by="benchmark", now=runtime.now()))
    return time.perf_counter() - began


def _stamp(ledger: Ledger, plan: Plan, office: str) -> None:
    """Every desk of an office stamps, and the last one rings."""
    for _ in plan.hierarchy.office(office).desks:
        receive(Acting(ledger, plan, office, by="benchmark", now=runtime.now()))


def _wait_for(ledger: Ledger, plan: Plan, office: str) -> None:
    written = partial(letter, ledger, plan.id, office)
    wait_until(written, f"the letter of {office}", _PATIENCE, pause=_LOOK)


if __name__ == "__main__":
    show(figures())
