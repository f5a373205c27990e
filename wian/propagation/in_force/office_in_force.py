"""What an office is called now: as the newest live propagation that knows it has it."""

from __future__ import annotations

from hierarchy.office import Office
from wian.ledger.database import Ledger
from wian.ledger.read.live_letters import latest_live_hierarchy, latest_own_hierarchy
from wian.ledger.succession.recorded_successions import successions
from wian.propagation.plan import recorded_hierarchy


def office_in_force(ledger: Ledger, office: str) -> Office | None:
    """An office as it is now; ``None`` while no live propagation has it, and it succeeded none.

    Args:
        ledger: Where the propagations and their offices are recorded.
        office: Its id.
    """
    latest = latest_live_hierarchy(ledger)
    if latest is None:
        return None
    hierarchy = recorded_hierarchy(ledger, latest)
    if office in hierarchy:
        return hierarchy.office(office)
    own = latest_own_hierarchy(ledger, office)  # as the latest may go down other offices
    if own:
        return recorded_hierarchy(ledger, own).office(office)
    those = (each for known in successions(ledger) for each in known.successors)
    return next((each for each in those if each.id == office), None)
