"""Begins a live propagation: it is recorded, and the origin issues its letter."""

from __future__ import annotations

from wian.jurisdictions.instant import Instant
from wian.ledger.database import Ledger
from wian.office.actor import Acting
from wian.office.issue import Issuance, issue
from wian.office.relay import ALONE
from wian.propagation.plan import Plan, record


def begin_live(ledger: Ledger, plan: Plan, now: Instant, *, again: bool = False) -> Issuance:
    """Record a live propagation and issue its first letter; a second time changes nothing.

    Args:
        ledger: Where to.
        plan: What is sent.
        now: When this is.
        again: Send it also where its directive is live as another propagation.

    Raises:
        LiveAlready: It is, and that is not wanted.
        LedgerError: The ledger cannot be used; what it has stays, and a further call goes on.
    """
    record(ledger, plan, now, again=again)
    return issue_first(ledger, plan, now)


def issue_first(ledger: Ledger, plan: Plan, now: Instant) -> Issuance:
    """Have the origin of a recorded propagation issue its letter, once.

    Args:
        ledger: Where to.
        plan: The propagation.
        now: When this is.

    Raises:
        LedgerError: The ledger cannot be used.
    """
    return issue(Acting(ledger, plan, plan.route.origin, ALONE, now), alone=True)
