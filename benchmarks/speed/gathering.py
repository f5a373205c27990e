"""Measures gathering at national size: ``python -m benchmarks.speed.gathering``.

Answers of 20 fields of every local body, every twentieth with a correction, gathered by districts,
provinces and the department: read as the ledger keeps them, added up, put into report letters with
the tables that they enclose, and written as the ledger keeps those. Its transactions are left out;
``benchmarks.speed.live.desks`` measures what one costs. The floor is adding up the same numbers and
nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from benchmarks.cost import Cost, cost_of
from benchmarks.figures import Figure, judged, show
from benchmarks.speed.national import offices_used, request
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import BODIES, Act, ActKind, Answered, Body, Moment
from wian.ledger.life.upward.gathering_acts import Adjusted, AnswerRef, ReportedUp
from wian.ledger.records import RegisterEntry
from wian.letters.answer_form.form import AnswerForm
from wian.letters.composition.upward.reporting import ReportContent, ReportedFigure
from wian.letters.letter import Letter
from wian.office.gathering.letter_tables import letter_tables
from wian.propagation.plan import Plan
from wian.propagation.prepare import prepare
from wian.propagation.upward.gathered_answers import GatheredAnswers, gathered_answers

FIELDS, EVERY = 20, 20
SECONDS, AT_THE_TOP = 5, 0.2
_AT, _DAY = Instant(29_934_840, Precision.MINUTE), date(2026, 12, 1)
_ENTRY = RegisterEntry(2569, 1)
Kept = Mapping[str, tuple[ActKind, str, str]]
"""What the ledger keeps of each office's answer: its kind, its key, and its body."""


def figures(plan: Plan) -> list[Figure]:
    """Gather the answers of a whole plan, from the leaves to its origin."""
    way = plan.way_up
    if way is None:
        raise KeyError(plan.id)
    kept = {office: _kept(plan, at) for at, office in enumerate(sorted(way.asked))}
    letter = plan.composer.compose(plan.route.origin, "1", _DAY, None)
    made: dict[str, tuple[ActKind, str, str]] = dict(kept)
    cost = cost_of(lambda: _gather(plan, letter, made))
    top: list[GatheredAnswers] = []
    last = cost_of(lambda: top.append(_gathered(plan, plan.route.origin, made)))
    held = top[0].sums
    right = all(
        held[f"f{at}"].sum == sum(_value(place, at) for place in range(len(kept)))
        for at in range(FIELDS)
    )
    floor = cost_of(lambda: [sum(_value(p, at) for p in range(len(kept))) for at in range(FIELDS)])
    many, reports = len(kept), len(made) - len(kept)
    return [
        _figure(f"{many:,} answers of {FIELDS} fields into {reports:,} reports", cost, floor),
        Figure(
            "the origin's table",
            f"{last}; the totals are {'exact' if right else 'WRONG'}",
            target=f"<= {AT_THE_TOP} s cpu",
            met=judged(last.processor <= AT_THE_TOP and right),
        ),
    ]


def _figure(name: str, ours: Cost, floor: Cost) -> Figure:
    return Figure(
        name,
        str(ours),
        f"floor, sums of the numbers alone: {floor}",
        f"{ours.processor / floor.processor:.0f} x floor",
        f"<= {SECONDS} s cpu",
        judged(ours.processor <= SECONDS),
    )


def asking_plan() -> Plan:
    """The national plan with a form to be filled in by every local body."""
    plan = prepare(request())
    asks = [ask.model_copy(update={"answer_by": _DAY}) for ask in plan.directive.asks]
    fields = [
        {"id": f"f{at}", "kind": "integer" if at % 2 else "decimal", "label": f"ช่อง {at}"}
        for at in range(FIELDS)
    ]
    changes = {
        "answer": AnswerForm.model_validate({"fields": fields}),
        "asks": tuple(asks),
        "observed": None,
    }
    return replace(plan, directive=plan.directive.model_copy(update=changes))


def _value(place: int, at: int) -> Decimal:
    return Decimal(place * 31 + at) if at % 2 else Decimal(place * 31 + at) / 100


def _kept(plan: Plan, place: int) -> tuple[ActKind, str, str]:
    form = plan.directive.answer
    values = {
        each.id: int(_value(place, at)) if at % 2 else f"{_value(place, at):.2f}"
        for at, each in enumerate(form.fields if form else ())
    }
    body = Answered(text="", answered=Moment.of(_AT), values=values)
    return ActKind.ANSWERED, "key", body.model_dump_json()


def _gather(plan: Plan, letter: Letter, made: dict[str, tuple[ActKind, str, str]]) -> None:
    """Have every office but the origin gather and report, the farthest first."""
    for wave in plan.way_up.waves if plan.way_up else ():
        for office in wave.forwarders:
            if office == plan.route.origin:
                continue
            found = _gathered(plan, office, made)
            asker = plan.route.parent(office) or plan.route.origin
            tables = letter_tables(plan, found)
            said = plan.reporting.report(
                replace(letter, sender=asker),
                office,
                ReportContent(found.answered, found.asked, tuple(_figures(found)), tables=tables),
                number="1",
                dated=_DAY,
            )
            body = ReportedUp(
                to=asker,
                letter=said,
                answers=tuple(each.ref for each in found.parts),
                answered=found.answered,
                bodies=found.asked,
                totals=found.sums,
                corrections=found.corrections,
            )
            made[office] = (ActKind.REPORTED, "0", body.model_dump_json())


def _figures(found: GatheredAnswers) -> Iterator[ReportedFigure]:
    for name, total in found.sums.items():
        yield ReportedFigure(name, f"{total.sum:,}")


def _gathered(plan: Plan, office: str, made: Kept) -> GatheredAnswers:
    """What an office has of what is kept, with a correction of every twentieth answer."""
    below = plan.way_up.children[office] if plan.way_up else ()
    acts = [_act(each, *made[each]) for each in below]
    corrections = [
        _act(office, ActKind.ADJUSTED, str(at), _correction(act).model_dump_json())
        for at, act in enumerate(acts)
        if isinstance(act.body, Answered) and int(act.body.values["f1"]) // 31 % EVERY == 0
    ]
    return gathered_answers(plan, office, [*acts, *corrections])


def _correction(act: Act) -> Adjusted:
    was = Decimal(act.body.values["f1"]) if isinstance(act.body, Answered) else Decimal(0)
    ref = AnswerRef(act.office, act.kind.value, act.key)
    return Adjusted(of=ref, field="f1", was=was, value=was + 1, reason="counted anew")


def _act(office: str, kind: ActKind, key: str, text: str) -> Act:
    body: Body = BODIES[kind].model_validate_json(text)
    return Act(office, key, "post", _AT, body, _ENTRY)


if __name__ == "__main__":
    show(figures(asking_plan()), [offices_used(request())])
