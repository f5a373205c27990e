"""Who is told that offices are late, and that a propagation has any that are.

That something is overdue is no record: every sweep finds it again. It is told once all the same, as
the ids of messages and events follow from what they say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wian.followup.due import Overdue
from wian.jurisdictions.instant import Instant
from wian.ledger.database import Ledger
from wian.ledger.outbox.events import Event, News
from wian.propagation.plan import Plan

_REMEMBERED_MINUTES = 6 * 24 * 60
"""Prefect keeps events for seven days; what became overdue longer ago was told, or is no news."""


def tell_overdue(ledger: Ledger, plan: Plan, late: Sequence[Overdue], *, now: Instant) -> None:
    """Tell who is late: the office, who wrote to it, and the origin.

    Args:
        ledger: Where the webhooks are.
        plan: The propagation.
        late: All that is overdue now, the longest overdue first.
        now: When this is.
    """
    if late:
        ledger.tell([*_offices(plan, late, now), _propagation(plan, late[0])])


def _offices(plan: Plan, late: Sequence[Overdue], now: Instant) -> Iterator[News]:
    oldest = now.minute - _REMEMBERED_MINUTES
    for office, owed, due, _ in late:
        facts = {
            "recipient": office,
            "owed": owed.value,
            "due": plan.clock_of(office).isoformat(due),
            "overdue": len(late),
        }
        about = (office,) if due.minute > oldest else ()
        hearers = (office, plan.hop_to(office).sender)
        key = (owed.value, due.minute)
        yield News(Event.OVERDUE, plan.id, about, hearers, facts, key)


def _propagation(plan: Plan, longest: Overdue) -> News:
    """For webhooks alone: Prefect is told when the propagation's flow run turns to overdue."""
    facts = {"due": plan.clock_of(longest.office).isoformat(longest.due)}
    return News(Event.PROPAGATION_OVERDUE, plan.id, (), (plan.route.origin,), facts)
