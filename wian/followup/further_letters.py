"""Which offices have to write only because others were added to the route, and since when?"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from wian.jurisdictions.instant import Instant
from wian.ledger.life.growth_acts import Added, Shared
from wian.propagation.plan import Plan


def asked_further(plan: Plan, reached: Collection[str]) -> dict[str, Instant]:
    """The offices that have to write to others only as those were added, and since when.

    Of a split office of which one successor has written, the others have still to write since. An
    office that has not written to those whom it had to write to at first is none of them.

    Args:
        plan: The propagation.
        reached: The offices to which a letter has gone.
    """
    found: dict[str, Instant] = {}
    for office, at in _added(plan, reached):
        owed = {hop.recipient for hop in plan.sending(office)[1]}.difference(reached)
        if owed <= plan.growth.reached:
            found[office] = min(found.get(office, at), at, key=lambda each: each.minute)
    return found


def _added(plan: Plan, reached: Collection[str]) -> Iterator[tuple[str, Instant]]:
    """Who has to write to somebody who was added and is not reached, and since when."""
    for act in plan.growth.acts:
        if isinstance(act.body, Added | Shared):
            for way in act.body.ways:
                if way.recipient not in reached:
                    yield way.sender, act.at
