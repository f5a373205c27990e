"""Has 954 offices stamp within a minute: ``python -m benchmarks.faults.rush``.

A directive has come to the 76 provinces, and another to the 878 districts. All of them stamp at
the API of the desk, spread over a minute, and forward automatically, while the dispatcher and the
sweeps of ``wian up`` run on a real Prefect server. What is measured is how long a stamp is waited
for, and how long after it the office's own letter stands in the ledger. Exit status 1 if a letter
is missing, a number is given twice, or the ledger does not prove itself.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from benchmarks.cost import seconds
from benchmarks.figures import Figure, judged, show
from benchmarks.live_trial import provinces_by_size, sent_live, system_up
from benchmarks.postgres import Cluster, free_port, programs
from wian.ledger.access.desk_settings import set_forwards_alone
from wian.ledger.access.permissions import Scope
from wian.ledger.access.tokens import add_token
from wian.ledger.database import Ledger
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import issuers, letter, letters
from wian.office.actor import Acting
from wian.office.joint_issue import issue
from wian.office.stamp import receive
from wian.propagation import runtime
from wian.propagation.plan import Plan

SPREAD_SECONDS = 60.0
_HANDS = 8
_PATIENCE_SECONDS = 600.0
_LOOK_SECONDS = 0.2
_BY = "trial"
_NEW_EACH = httpx.Limits(max_keepalive_connections=0)
"""A connection for each stamp, as each comes from another office; what a program loads for the
first one, certificates among it, would be loaded on machines of theirs."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A stamp to come: whose, in which propagation, by which token, for how many desks."""

    plan: Plan
    office: str
    token: str
    desks: int


def figures(provinces: int | None, spread: float, *, sqlite: bool) -> list[Figure]:
    """Start the live system, have the offices stamp, and wait for their letters.

    Args:
        provinces: How many provinces, the smallest first; all where ``None``.
        spread: Seconds over which they stamp.
        sqlite: A ledger on SQLite, even where PostgreSQL is installed.
    """
    installed = None if sqlite else programs()
    with TemporaryDirectory(prefix="wian-rush-", ignore_cleanup_errors=True) as folder:
        home, port = Path(folder), free_port()
        with Cluster(installed, durable=True) if installed else nullcontext() as cluster:
            url = cluster.start() if cluster else ""
            with system_up(home, url, port):
                return rushed(home, f"http://127.0.0.1:{port}", provinces, spread)


def rushed(home: Path, desk: str, provinces: int | None, spread: float) -> list[Figure]:
    """The same on a live system that is up.

    Args:
        home: Its folder.
        desk: Address of its desk.
        provinces: How many provinces, the smallest first; all where ``None``.
        spread: Seconds over which they stamp.
    """
    ledger = runtime.ledger()
    turns = list(_turns(ledger, home, provinces))
    began = time.perf_counter()
    with ThreadPoolExecutor(_HANDS + 1) as hands, httpx.Client(limits=_NEW_EACH) as offices:
        arriving = hands.submit(_arrivals, ledger, turns)
        stamped = list(
            hands.map(
                lambda turn: _stamp(offices, desk, turn[1], began + spread * turn[0] / len(turns)),
                enumerate(turns),
            )
        )
        arrived = arriving.result()
    wall = time.perf_counter() - began
    return [*_times(turns, stamped, arrived, wall), _whole(ledger, turns)]


def _times(
    turns: Sequence[_Turn],
    stamped: Sequence[tuple[float, float]],
    arrived: dict[tuple[str, str], float],
    wall: float,
) -> Iterator[Figure]:
    """How long stamps and letters took."""
    last = max(at for at, _ in stamped) - min(at for at, _ in stamped)
    yield Figure(f"{len(turns)} offices stamp", f"within {seconds(last)}")
    yield Figure("  a stamp at the desk", _spoken([took for _, took in stamped]))
    waits = [
        arrived[turn.plan.id, turn.office] - at
        for turn, (at, _) in zip(turns, stamped, strict=True)
        if (turn.plan.id, turn.office) in arrived
    ]
    yield Figure("  stamp to letter", _spoken(waits))
    yield Figure("  first stamp to last letter", seconds(wall))


def _spoken(times: Sequence[float]) -> str:
    quantiles = statistics.quantiles(times, n=100, method="inclusive")
    return (
        f"median {seconds(quantiles[49])}, 99th percentile {seconds(quantiles[98])}, "
        f"slowest {seconds(max(times))}"
    )


def _whole(ledger: Ledger, turns: Sequence[_Turn]) -> Figure:
    """Whether every office has its letter, no number is two letters', and the ledger proves it."""
    there = sum(letter(ledger, turn.plan.id, turn.office) is not None for turn in turns)
    plans = {turn.plan.id for turn in turns}
    numbers = [
        (each.office, each.letter.number) for plan in plans for each in letters(ledger, plan)
    ]
    faults = [f"{each.where} {each.what}" for each in verify(ledger).faults]
    for fault in faults:
        print(f"FAULT: {fault}")
    twice = len(numbers) - len(set(numbers))
    return Figure(
        "the ledger afterwards",
        f"{there} of {len(turns)} forwarded, {twice} numbers twice, {len(faults)} faults",
        target="all, none, none",
        met=judged(there == len(turns) and not twice and not faults),
    )


def _turns(ledger: Ledger, home: Path, provinces: int | None) -> Iterator[_Turn]:
    """Two directives: one stands before all provinces, the other before all districts."""
    some = [each for _, each in provinces_by_size()[:provinces]] if provinces else []
    for name, level in (("provinces", "province"), ("districts", "district")):
        plan = sent_live(home, some, name)
        offices = _bring_down(ledger, plan, level)
        set_forwards_alone(ledger, tuple(offices), True, by=_BY, now=runtime.now())
        for office in offices:
            _, token = add_token(ledger, office, _BY, [Scope.STAMP], now=runtime.now())
            yield _Turn(plan, office, token, len(plan.hierarchy.office(office).desks))


def _bring_down(ledger: Ledger, plan: Plan, level: str) -> list[str]:
    """Have everyone above a level forward by hand; the forwarders of that level."""
    waiting: list[str] = []
    for hop in plan.route.hops:
        if not hop.forwards or plan.hierarchy.office(hop.sender).level == level:
            continue
        if plan.hierarchy.office(hop.recipient).level == level:
            waiting.append(hop.recipient)
            continue
        acting = Acting(ledger, plan, hop.recipient, by=_BY, now=runtime.now())
        for position in range(len(plan.hierarchy.office(hop.recipient).desks)):
            receive(acting, position=position)
        issue(acting)
    return waiting


def _stamp(offices: httpx.Client, desk: str, turn: _Turn, due: float) -> tuple[float, float]:
    """When the last desk of an office has stamped, and how long that desk's stamp took."""
    time.sleep(max(0.0, due - time.perf_counter()))
    url = f"{desk}/api/v1/letters/{turn.plan.id}/stamps"
    headers = {"Authorization": f"Bearer {turn.token}"}
    took = 0.0
    for position in range(turn.desks):
        asked, answered = time.perf_counter(), False
        while not answered:
            with suppress(httpx.HTTPError):
                given = {"position": position}
                answer = offices.post(url, headers=headers, json=given, timeout=_PATIENCE_SECONDS)
                answered = answer.is_success
            if time.perf_counter() - asked > _PATIENCE_SECONDS:
                raise SystemExit(f"{turn.office} cannot stamp.")
        took = time.perf_counter() - asked
    return time.perf_counter(), took


def _arrivals(ledger: Ledger, turns: Iterable[_Turn]) -> dict[tuple[str, str], float]:
    """When each office's own letter was first seen."""
    wanted = {(turn.plan.id, turn.office) for turn in turns}
    plans = {plan for plan, _ in wanted}
    arrived: dict[tuple[str, str], float] = {}
    deadline = time.perf_counter() + _PATIENCE_SECONDS
    while len(arrived) < len(wanted) and time.perf_counter() < deadline:
        for plan in plans:
            for each in issuers(ledger, plan):
                if (plan, each) in wanted:
                    arrived.setdefault((plan, each), time.perf_counter())
        time.sleep(_LOOK_SECONDS)
    return arrived


def main() -> None:
    """Rush, and print what was seen."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults.rush", description=__doc__)
    parser.add_argument("--provinces", type=int, help="only so many, the smallest first")
    parser.add_argument("--seconds", type=float, default=SPREAD_SECONDS, help="they stamp in")
    parser.add_argument("--sqlite", action="store_true", help="a ledger on SQLite")
    options = parser.parse_args()
    found = figures(options.provinces, options.seconds, sqlite=options.sqlite)
    show(found)
    sys.exit(any(each.met == "NO" for each in found))


if __name__ == "__main__":
    main()
