"""What an office is called now: as the newest live propagation that knows it has it."""

from __future__ import annotations

from hierarchy.office import Office
from wian.ledger.database import Ledger
from wian.ledger.read.live_letters import live_hierarchies
from wian.propagation.plan import recorded_hierarchy


def office_in_force(ledger: Ledger, office: str) -> Office | None:
    """An office as it is now; ``None`` while no live propagation has it.

    Args:
        ledger: Where the propagations and their offices are recorded.
        office: Its id.
    """
    for digest in live_hierarchies(ledger, office):
        hierarchy = recorded_hierarchy(ledger, digest)
        if office in hierarchy:
            return hierarchy.office(office)
    return None
