"""Who acts on a directive's letter: an office, by one of its posts, at one moment."""

from __future__ import annotations

from dataclasses import dataclass

from wian.jurisdictions.instant import Instant
from wian.ledger.database import Ledger
from wian.propagation.plan import Plan


@dataclass(frozen=True, slots=True)
class Acting:
    """An office that does something with a letter: every verb of an office begins with it.

    Attributes:
        ledger: Where it is recorded.
        plan: The propagation.
        office: Id of the office.
        by: The post that acts for the office; never a person's name.
        now: When.
    """

    ledger: Ledger
    plan: Plan
    office: str
    by: str
    now: Instant
