"""Measures the tables of a country's answers: ``python -m benchmarks.speed.live.answers``.

A live national propagation whose bodies have filled in a form of twenty fields: the table of the
origin, and that of an office with a hundred below it, each beside the floor of reading the same
rows, and adding up their numbers, without anything else.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections import Counter
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.cost import Cost, alone, cost_of, seconds, usual_cost
from benchmarks.figures import Figure, judged, show
from benchmarks.speed.live.rollup import half_way, prepared
from benchmarks.speed.national import request
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger, open_ledger
from wian.office.actor import Acting
from wian.office.answer_list import import_answers
from wian.propagation.plan import Plan
from wian.propagation.request import PropagationRequest
from wian.propagation.standing.answer_board import answer_board

ROUNDS = 7
FIELDS = 20
MORNING = Instant(29_934_840, Precision.MINUTE)
_CHOICES = ("good", "fair", "poor")
_ORIGIN, _DESK = 0.2, 0.05
"""Seconds of processor time that were promised."""


def form() -> dict[str, Any]:
    """Ten whole numbers, five amounts, three choices, a yes or no, and a text."""
    choices = [{"id": each, "label": each} for each in _CHOICES]
    kinds: list[dict[str, Any]] = [{"kind": "integer", "least": 0}] * 10 + [{"kind": "decimal"}] * 5
    kinds += [{"kind": "choice", "choices": choices}] * 3 + [{"kind": "yes_no"}, {"kind": "text"}]
    fields = [{"id": f"f{at}", "label": f"Field {at}", **kind} for at, kind in enumerate(kinds)]
    return {"fields": fields}


def figures(wanted: PropagationRequest | None = None) -> list[Figure]:
    """Measure in a process of its own."""
    return alone(_figures, wanted or request())


def _figures(wanted: PropagationRequest) -> list[Figure]:
    with TemporaryDirectory(prefix="wian-bench-") as folder:
        database = Path(folder) / "ledger.db"
        plan = prepared(wanted, Path(folder), answer=form())
        with open_ledger(f"sqlite:///{database}") as ledger:
            half_way(ledger, plan)
            list_ = table(plan)
            acting = Acting(ledger, plan, plan.route.origin, by="benchmark", now=MORNING)
            taken = cost_of(lambda: import_answers(acting, list_, "answers.csv"))
            origin = usual_cost(lambda: look(ledger, plan, plan.route.origin), ROUNDS)
            office, count = busiest(plan)
            desk = usual_cost(lambda: look(ledger, plan, office), ROUNDS)
        floor = usual_cost(lambda: read_answers(database), ROUNDS)
    size = f"{len(plan.answers_by):,} answers of {FIELDS} fields"
    return [
        Figure(f"{size} taken from a list", str(taken)),
        _figure(f"the origin's table of {size}", origin, floor, _ORIGIN),
        _figure(f"the table of a desk with {count} below it", desk, floor, _DESK),
    ]


def table(plan: Plan) -> bytes:
    """A list with an answer of every body that is asked."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["office", *(f"f{at}" for at in range(FIELDS))])
    for at, office in enumerate(plan.answers_by):
        numbers = [at % (97 + field) for field in range(10)]
        amounts = [f"{at * 7 % 100_003}.{field}5" for field in range(5)]
        chosen = [_CHOICES[(at + field) % 3] for field in range(3)]
        rows.writerow(
            [office, *numbers, *amounts, *chosen, "yes" if at % 3 else "no", f"note {at}"]
        )
    return out.getvalue().encode()


def busiest(plan: Plan) -> tuple[str, int]:
    """The office with the most bodies right below it, and how many these are."""
    senders = Counter(hop.sender for hop in plan.route.hops if not hop.forwards)
    return max(senders.items(), key=itemgetter(1))


def look(ledger: Ledger, plan: Plan, office: str) -> None:
    """The table of an office: its groups, and the whole."""
    found = answer_board(ledger, plan, office)
    if found.totals.answered != len(found.asked):
        raise AssertionError(found.totals)


def read_answers(database: Path) -> int:
    """The same rows by sqlite3 and json, and one number of each added up."""
    connection = sqlite3.connect(database)
    try:
        rows = connection.execute("SELECT office, body FROM act WHERE kind = 'answered'")
        return sum(json.loads(body)["values"]["f0"] for _, body in rows)
    finally:
        connection.close()


def _figure(name: str, ours: Cost, floor: Cost, most: float) -> Figure:
    ratio = f"{ours.processor / floor.processor:.1f} x floor"
    beside = f"floor, the country's rows by sqlite3 and json: {floor}"
    target = f"<= {seconds(most)} cpu"
    return Figure(name, str(ours), beside, ratio, target, judged(ours.processor <= most))


if __name__ == "__main__":
    show(figures())
