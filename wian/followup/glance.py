"""Is anything due in a large propagation, where only some offices did something since a sweep?

A sweep that finds nothing due notes until when that holds. What offices stamp, send or answer since
changes what they owe, and what those they write to owe, and nobody else: only their hops are read.
"""

from __future__ import annotations

from wian.followup.due import debts, late_among
from wian.jurisdictions.instant import Instant
from wian.kit.settings import clock_minutes
from wian.ledger.acts import ActKind
from wian.ledger.database import Ledger
from wian.ledger.read.live_letters import answered_of, reported_in
from wian.ledger.read.offices.entered_acts import EnteredSince, entered_acts
from wian.ledger.read.recorded import hop_records_touching
from wian.ledger.succession.recorded_successions import successions
from wian.propagation.in_force.succeeded_plan import plan_in_force
from wian.propagation.plan import Plan
from wian.propagation.standing.days_in_force import days_in_force

LARGE = 20_000
"""Hops from which on it is worth it: a sweep of fewer takes less than a second."""
_MOST = 5_000
"""Acts since the last sweep up to which it is."""
_ORDINARY = {
    ActKind.STAMPED,
    ActKind.DRAFTED,
    ActKind.ISSUED,
    ActKind.ANSWERED,
    ActKind.TELEPHONED,
}
"""Acts that change only what their office, and those it writes to, owe, or nothing at all."""


def quiet_still(ledger: Ledger, plan: Plan, *, now: Instant) -> int | None:
    """Until which minute nothing is due in a large live propagation, for all that happened since.

    Args:
        ledger: Where it stands.
        plan: The propagation.
        now: When this is.

    Returns:
        The minute; ``None`` where something is due, or only a look at all of it can tell.
    """
    if len(plan.route.hops) < LARGE or plan.growth or plan.directive.follows:
        return None
    entered = entered_acts(ledger, plan.id, clock_minutes(), _MOST)
    if entered is None or entered.settings or entered.until <= now.minute:
        return None
    if not entered.kinds <= _ORDINARY:
        return None
    return _until(ledger, plan, entered, now)


def _until(ledger: Ledger, plan: Plan, entered: EnteredSince, now: Instant) -> int | None:
    plan = plan_in_force(plan, successions(ledger))
    days = days_in_force(ledger, plan)
    if days.life.ending or days.life.returned:
        return None
    records = hop_records_touching(ledger, plan.id, entered.offices)
    touched = [record.recipient for record in records]
    answered = answered_of(ledger, plan.id, touched)
    if plan.report_days:
        answered |= reported_in(ledger, plan.id)
    owing = debts(days, records, answered)
    if late_among(plan, owing, now):
        return None
    return min([entered.until, *(due + 1 for *_, due in owing)])
