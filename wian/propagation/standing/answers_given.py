"""The answers of the offices that a propagation asks for one."""

from __future__ import annotations

from wian.jurisdictions.instant import Instant
from wian.ledger.acts import Answered
from wian.ledger.database import Ledger
from wian.ledger.read.live_letters import answers
from wian.ledger.read.recorded import hop_records
from wian.propagation.plan import Plan
from wian.propagation.standing.days_in_force import days_in_force
from wian.reports.progress.answers import AnswerRow, answer_rows


def answered(ledger: Ledger, propagation: str) -> dict[str, Answered]:
    """The answer that holds of each office that answered: its latest."""
    return {
        office: act.body
        for office, act in answers(ledger, propagation).items()
        if isinstance(act.body, Answered)
    }


def answers_given(ledger: Ledger, plan: Plan, *, now: Instant) -> list[AnswerRow]:
    """The answer of every office that is asked for one, in the route's order.

    Args:
        ledger: Where the propagation is recorded.
        plan: The propagation.
        now: When this is.
    """
    wanted = days_in_force(ledger, plan).answers_by
    return answer_rows(
        plan.route,
        hop_records(ledger, plan.id),
        answered(ledger, plan.id) if wanted else {},
        wanted,
        today=now.date(plan.jurisdiction.calendar.zone),
        clocks=plan.clocks,
    )
