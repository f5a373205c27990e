"""How a propagation stands below one office, from the rows of those offices alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wian.jurisdictions.instant import Instant
from wian.ledger.database import Ledger
from wian.ledger.read.offices.arrivals import Arrived, arrivals
from wian.propagation.plan import Plan
from wian.propagation.standing.days_in_force import DaysInForce, days_in_force
from wian.reports.progress.answers import AnswerRow, AnswerStanding, answer_row
from wian.reports.progress.delivery import Standing
from wian.reports.progress.rollup import RollUp


@dataclass(frozen=True, slots=True)
class BelowOffice:
    """The offices below one.

    Attributes:
        counts: How many of them have the letter, and have answered.
        answers: The answer of each that is asked for one, in the route's order.
    """

    counts: RollUp
    answers: Mapping[str, AnswerRow]


def below_office(ledger: Ledger, plan: Plan, office: str, *, now: Instant) -> BelowOffice:
    """How a propagation stands below an office; the whole of it need not be read.

    Args:
        ledger: Where it is recorded.
        plan: The propagation.
        office: Id of the office.
        now: When this is.
    """
    offices = tuple(below(plan, office))
    known = arrivals(ledger, plan.id, offices)
    days = days_in_force(ledger, plan)
    answers = {row.office: row for row in _answers(days, offices, known, now)}
    stands = Counter(_standing(known.get(each)) for each in offices)
    given = Counter(row.standing for row in answers.values())
    standing = [stands[each] for each in Standing]
    counts = [len(offices), *standing, len(answers), *(given[each] for each in AnswerStanding)]
    return BelowOffice(RollUp(office, *counts), answers)


def below(plan: Plan, office: str) -> Iterator[str]:
    """Everyone that an office, or an office under it, writes to; wave by wave."""
    waiting = [office]
    while waiting:
        hops = [hop for sender in waiting for hop in plan.sending(sender)[1]]
        waiting = [hop.recipient for hop in hops]
        yield from waiting


def _standing(arrival: Arrived | None) -> Standing:
    if arrival is None:
        return Standing.UNREACHABLE
    has_it = arrival.received is not None or arrival.forwarded
    return Standing.CONFIRMED if has_it else Standing.SILENT


def _answers(
    days: DaysInForce, offices: tuple[str, ...], known: Mapping[str, Arrived], now: Instant
) -> Iterator[AnswerRow]:
    for each in offices:
        if (day := days.answer_by(each)) is not None:
            found = known.get(each) or Arrived(None, forwarded=False, answer=None)
            clock = days.plan.clock_of(each)
            yield answer_row(each, day, found.received, found.answer, clock.date(now), clock)
