"""The hops of the way back up: one record for each answer, as for each letter on the way down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from wian.delays.hop_record import Direction, HopRecord, Source
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import Act, ActKind
from wian.ledger.database import Ledger
from wian.ledger.life.gathering_acts import Gathered
from wian.ledger.read.live_letters import acts
from wian.propagation.plan import Plan
from wian.propagation.upward.asked_offices import Answering, answering


def hops_up(ledger: Ledger, plan: Plan, down: Iterable[HopRecord]) -> list[HopRecord]:
    """The hops of a propagation's way up, the first wave's first.

    Args:
        ledger: Where it is recorded.
        plan: The propagation.
        down: Its hops on the way down.
    """
    if (found := answering(plan)) is None:
        return []
    ready = {each.recipient: each.ready for each in down}
    gathered = acts(ledger, plan.id, kind=ActKind.GATHERED)
    records = list(_simulated(plan, found, gathered, ready))
    return sorted(records, key=lambda each: (each.wave, each.recipient, each.sender))


def _simulated(
    plan: Plan, found: Answering, gathered: Iterable[Act], ready: Mapping[str, Instant | None]
) -> Iterator[HopRecord]:
    way = found.way
    for act in gathered:
        if not isinstance(act.body, Gathered):
            continue
        issued = act.body.issued
        for each in act.body.answers:
            yield HopRecord(
                *(plan.id, plan.directive.id, way.wave_of[each.office], each.office, act.office),
                None,
                Source.SIMULATED,
                *(_exact(each.issued), _exact(each.received), _exact(each.ready)),
                None if issued is None else _exact(issued),
                forwards=act.office != plan.route.origin,
                way=Direction.UP,
                asked=None if way.gathers(each.office) else ready.get(each.office),
            )


def _exact(minute: int) -> Instant:
    return Instant(minute, Precision.MINUTE)
