"""Telling webhooks of what was not done: offices that are late, and a propagation with any.

What is overdue is no record, so that it is told from the sweep; the same news is told once, since
a message's id follows from what it says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wian.followup.due import Overdue
from wian.ledger.database import Ledger
from wian.ledger.outbox.messages import News, enqueue
from wian.ledger.outbox.webhooks import Event, list_webhooks
from wian.propagation.plan import Plan


def tell_overdue(ledger: Ledger, plan: Plan, overdue: Sequence[Overdue]) -> int:
    """Have webhooks told of who is late: the office, who wrote to it, and the origin.

    Args:
        ledger: Where the webhooks are.
        plan: The propagation.
        overdue: All that is overdue now, the longest overdue first.

    Returns:
        How many messages are new.
    """
    told = {each.office for each in list_webhooks(ledger) if not each.disabled}
    news = [each for each in _news(plan, overdue) if each.office in told]
    if not news:
        return 0
    with ledger.writing() as connection:
        return enqueue(connection, news)


def _news(plan: Plan, overdue: Sequence[Overdue]) -> Iterator[News]:
    zone = plan.jurisdiction.calendar.zone
    for office, owed, due, _ in overdue:
        facts = {
            "propagation": plan.id,
            "recipient": office,
            "owed": owed.value,
            "due": due.isoformat(zone),
        }
        for each in (office, plan.hop_to(office).sender):
            yield News(each, Event.OVERDUE, facts)
    if overdue:
        facts = {"propagation": plan.id, "due": overdue[0].due.isoformat(zone)}
        yield News(plan.route.origin, Event.PROPAGATION_OVERDUE, facts)
