"""The outlook that a manager's page shows: of many offices it is made beside the page."""

from __future__ import annotations

from wian.desk.pages.manager.beside import MadeBeside
from wian.followup.current_outlook import CurrentOutlook, current_outlook
from wian.jurisdictions.instant import Instant
from wian.ledger.database import Ledger
from wian.propagation.plan import Plan

AT_ONCE = 500
"""Hops up to which an outlook is made while the page waits: some 30 ms."""
OLD = 10
"""Minutes after which an outlook is made anew, if anything was entered since."""
outlooks: MadeBeside[tuple[str, str], CurrentOutlook | None] = MadeBeside("outlook", OLD, 64)
"""Under the ledger's URL and the propagation's id."""


def is_awaited(ledger: Ledger, plan: Plan) -> bool:
    """Whether the first outlook of a propagation is still being made beside its pages."""
    return not outlooks.has((ledger.url, plan.id))


def kept_outlook(
    ledger: Ledger, plan: Plan, now: Instant, *, waits: bool = True
) -> CurrentOutlook | None:
    """The outlook of a live propagation, a few minutes old; ``None`` while it is being made.

    There is none of a directive that has ended, nor beyond the calendar.

    Args:
        ledger: Where it stands.
        plan: The propagation.
        now: When this is.
        waits: The page waits for that of a few offices.
    """
    if waits and len(plan.route.hops) <= AT_ONCE:
        return current_outlook(ledger, plan, now=now)
    key = (ledger.url, plan.id)
    return outlooks.get(key, lambda: current_outlook(ledger, plan, now=now), now)
