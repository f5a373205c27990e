"""Measures a fresh roll-up after each stamp: ``python -m benchmarks.speed.live.rollup``.

A live national propagation, half of it stamped: the roll-up of every office after a change, and a
sweep that finds nothing to do, each beside the floor of reading the same rows at all.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from benchmarks.cost import Cost, alone, usual_cost
from benchmarks.figures import Figure, show
from benchmarks.speed.national import request
from wian.delays.clock_choice import ClockChoice
from wian.followup.remind import follow_up
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger, open_ledger
from wian.office.actor import Acting
from wian.office.joint_issue import issue
from wian.office.stamp import receive
from wian.propagation.plan import Plan, record
from wian.propagation.prepare import prepare
from wian.propagation.request import PropagationRequest
from wian.propagation.standing.rollup_cache import board

ROUNDS = 5
MORNING = Instant(29_934_840, Precision.MINUTE)
"""1 December 2026, 09:00 in Bangkok."""


def figures(wanted: PropagationRequest | None = None) -> list[Figure]:
    """Measure in a process of its own."""
    return alone(_figures, wanted or request())


def _figures(wanted: PropagationRequest) -> list[Figure]:
    with TemporaryDirectory(prefix="wian-bench-") as folder:
        database = Path(folder) / "ledger.db"
        plan = prepared(wanted, Path(folder))
        with open_ledger(f"sqlite:///{database}") as ledger:
            waiting = half_way(ledger, plan)
            fresh = usual_cost(lambda: _look(ledger, plan, waiting), ROUNDS)
            again = usual_cost(lambda: board(ledger, plan, now=MORNING), ROUNDS)
            sweep = usual_cost(lambda: follow_up(ledger, plan, now=MORNING), ROUNDS)
        floor = usual_cost(lambda: read_rows(database), ROUNDS)
    size = f"{len(plan.route.hops):,} offices"
    return [
        _figure(f"a stamp, then the roll-up of {size}", fresh, floor),
        _figure("the same, nothing changed", again, floor),
        _figure(f"a sweep of {size}, nothing due", sweep, floor),
    ]


def prepared(
    wanted: PropagationRequest,
    folder: Path,
    window: dict[str, str] | None = None,
    answer: dict[str, Any] | None = None,
) -> Plan:
    """The national directive as one that is sent live: without what history says of it."""
    values = yaml.safe_load(Path(wanted.directive).read_text(encoding="utf-8"))
    for name in ("observed", "issued", "profile", "window"):
        values.pop(name, None)
    if window is not None:
        values["window"] = window
    if answer is not None:
        values["answer"] = answer
    for ask in values["asks"]:
        ask["answer_by"] = "2027-01-29"
    if values.get("hierarchy", "thailand") != "thailand":
        values["hierarchy"] = str((Path(wanted.directive).parent / values["hierarchy"]).absolute())
    path = folder / "live.yaml"
    path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    return prepare(wanted.model_copy(update={"directive": str(path), "clock": ClockChoice.LIVE}))


def half_way(ledger: Ledger, plan: Plan) -> Any:
    """Everyone who forwards has written on; the offices at the end are still to stamp."""
    record(ledger, plan, MORNING)
    issue(Acting(ledger, plan, plan.route.origin, by="benchmark", now=MORNING))
    for hop in plan.route.hops:
        if hop.forwards:
            stamp(ledger, plan, hop.recipient)
            issue(Acting(ledger, plan, hop.recipient, by="benchmark", now=MORNING))
    leaves = [hop.recipient for hop in plan.route.hops if not hop.forwards]
    for office in leaves[: len(leaves) // 2]:
        stamp(ledger, plan, office)
    return iter(leaves[len(leaves) // 2 :])


def stamp(ledger: Ledger, plan: Plan, office: str, now: Instant = MORNING) -> None:
    """Every desk of an office stamps."""
    for position in range(len(plan.hierarchy.office(office).desks)):
        receive(Acting(ledger, plan, office, by="benchmark", now=now), position=position)


def _look(ledger: Ledger, plan: Plan, waiting: Any) -> None:
    """An office stamps, and the origin looks."""
    stamp(ledger, plan, next(waiting))
    board(ledger, plan, now=MORNING).of(plan.route.origin)


def _figure(name: str, ours: Cost, floor: Cost) -> Figure:
    ratio = f"{ours.processor / floor.processor:.1f} x floor"
    return Figure(name, str(ours), f"floor, its rows read by sqlite3: {floor}", ratio)


def read_rows(database: Path) -> list[list[tuple[object, ...]]]:
    """The letters' heads, the hops and the stamps, as a roll-up needs them."""
    questions = (
        "SELECT office, number, issued_minute, issued_precision FROM letter",
        "SELECT wave, sender, recipient, source, forwards, desks FROM hop",
        "SELECT recipient, position, at_minute, at_precision FROM reception",
    )
    connection = sqlite3.connect(database)
    try:
        return [connection.execute(question).fetchall() for question in questions]
    finally:
        connection.close()


if __name__ == "__main__":
    show(figures())
