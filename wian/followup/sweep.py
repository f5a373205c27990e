"""Does whatever is due in one live propagation: letters, reminders, escalations."""

from __future__ import annotations

from dataclasses import dataclass

from wian.followup.late_notices import tell_overdue
from wian.followup.remind import FollowedUp, follow_up
from wian.jurisdictions.instant import Instant
from wian.kit.errors import WianError
from wian.ledger.database import Ledger
from wian.ledger.errors import LedgerError
from wian.office.issue import Issuance
from wian.office.relay import relay
from wian.propagation.plan import Plan


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did in one propagation, and what is overdue there.

    Attributes:
        propagation: Its id.
        at: When that was.
        issued: Letters that offices which forward alone had still to issue.
        followed: Reminders and escalations that it made, and who is overdue.
    """

    propagation: str
    at: Instant
    issued: tuple[Issuance, ...]
    followed: FollowedUp

    @property
    def written(self) -> int:
        """How many letters, reminders and escalations it wrote."""
        followed = self.followed
        return len(self.issued) + len(followed.reminders) + len(followed.escalations)


def sweep(ledger: Ledger, plan: Plan, *, now: Instant) -> Swept:
    """Relay what is due in a live propagation, follow up what is late and tell of it; repeatable.

    An office that cannot issue, as a stamp on its letter is of a wrong clock, keeps nobody from
    being followed up.

    Raises:
        LedgerError: The ledger cannot be used; what was written stays.
        WianError: The first letter that could not be issued, once all else was done.
    """
    issued, refused = tuple[Issuance, ...](), list[WianError]()
    try:
        issued = relay(ledger, plan, now=now)
    except LedgerError:
        raise
    except WianError as error:
        refused.append(error)
    followed = follow_up(ledger, plan, now=now)
    tell_overdue(ledger, plan, followed.overdue, now=now)
    if refused:
        raise refused[0]
    return Swept(plan.id, now, issued, followed)
