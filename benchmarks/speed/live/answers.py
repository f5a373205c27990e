"""Measures the tables of a country's answers: ``python -m benchmarks.speed.live.answers``.

A live national propagation whose bodies have filled in a form of twenty fields: the table of the
origin, and that of an office with a hundred below it, each beside the floor of reading the same
rows, and adding up their numbers, without anything else.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.cost import Cost, alone, seconds, usual_cost
from benchmarks.figures import Figure, judged, show
from benchmarks.speed.live.rollup import prepared
from benchmarks.speed.national import request
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger, open_ledger
from wian.letters.answer_form.totals import totals as added_up
from wian.propagation.plan import Plan, record
from wian.propagation.request import PropagationRequest
from wian.propagation.standing.answer_board import answer_board

ROUNDS = 7
FIELDS, BELOW = 20, 103
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
    copied: dict[str, Any] = json.loads(json.dumps({"fields": fields}))  # YAML names no part twice
    return copied


def figures(wanted: PropagationRequest | None = None) -> list[Figure]:
    """Measure in a process of its own."""
    return alone(_figures, wanted or request())


def _figures(wanted: PropagationRequest) -> list[Figure]:
    with TemporaryDirectory(prefix="wian-bench-") as folder:
        database = Path(folder) / "ledger.db"
        plan = prepared(wanted, Path(folder), answer=form())
        with open_ledger(f"sqlite:///{database}") as ledger:
            record(ledger, plan, MORNING)
            write_answers(database, plan)
            origin = usual_cost(lambda: look(ledger, plan, plan.route.origin), ROUNDS)
            office, count = between(plan)
            desk = usual_cost(lambda: look(ledger, plan, office), ROUNDS)
            added = usual_cost(lambda: totals(plan), ROUNDS)
        floor = usual_cost(lambda: read_answers(database), ROUNDS)
    size = f"{len(plan.answers_by):,} answers of {FIELDS} fields"
    return [
        Figure(f"{size} added up, without reading them", str(added)),
        _figure(f"the origin's table of {size}", origin, floor, _ORIGIN),
        _figure(f"the table of a desk with {count} bodies below it", desk, floor, _DESK),
    ]


def values(at: int) -> dict[str, Any]:
    """An answer, as the ledger keeps it."""
    found: dict[str, Any] = {f"f{field}": at % (97 + field) for field in range(10)}
    found |= {f"f{10 + field}": f"{at * 7 % 100_003}.{field}5" for field in range(5)}
    found |= {f"f{15 + field}": _CHOICES[(at + field) % 3] for field in range(3)}
    return {**found, "f18": bool(at % 3), "f19": f"note {at}"}


def write_answers(database: Path, plan: Plan) -> None:
    """Every letter and every answer, as rows: what comes before the tables is not measured here."""
    moment = {"minute": MORNING.minute, "precision": MORNING.precision.value}
    hops, acts = [], []
    for at, hop in enumerate(plan.route.hops):
        hops.append((plan.id, hop.recipient, hop.sender))
        if hop.recipient in plan.answers_by:
            body = json.dumps({"text": "", "answered": moment, "values": values(at)})
            acts.append((plan.id, hop.recipient, f"k{at}", MORNING.minute, body))
    connection = sqlite3.connect(database)
    try:
        connection.executemany(
            "INSERT INTO hop (propagation, recipient, sender, part, wave, channel, desks,"
            " addressed, forwards, source) VALUES (?, ?, ?, 0, 1, 'post', 1, 1, 0, 'live')",
            hops,
        )
        connection.executemany(
            "INSERT INTO act (propagation, office, kind, key, register, register_year,"
            " register_number, at_minute, by, body, content_digest)"
            " VALUES (?, ?, 'answered', ?, 'journal', 2569, 1, ?, 'benchmark', ?, x'')",
            acts,
        )
        connection.commit()
    finally:
        connection.close()


def totals(plan: Plan) -> object:
    """The same answers added up from memory."""
    form = plan.directive.answer
    if form is None:
        raise TypeError("the directive has no form")
    return added_up(form, ((office, _VALUES[at % 97]) for at, office in enumerate(plan.answers_by)))


_VALUES = tuple(map(values, range(97)))


def between(plan: Plan) -> tuple[str, int]:
    """An office with at least 103 bodies below it, as few as there are, and how many these are."""
    found = Counter(each for body in plan.answers_by for each in plan.route.chain(body)[1:-1])
    fitting = ((office, count) for office, count in found.items() if count >= BELOW)
    return min(fitting, key=itemgetter(1))


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
