"""Which offices live propagations reach, for commands that name offices."""

from __future__ import annotations

from collections.abc import Iterable

from hierarchy.graph import UnknownOffice
from wian.kit.errors import WianError
from wian.ledger.database import Ledger
from wian.ledger.read.live_letters import live_propagations
from wian.ledger.records import Clock
from wian.ledger.succession.recorded_successions import successions
from wian.ledger.write.propagations import load_propagation
from wian.propagation import runtime
from wian.propagation.plan import Plan


class NoneLive(WianError):
    """No live propagation is recorded, or the one that is named is not live.

    Args:
        wanted: The id asked for; ``None`` where the latest was.
    """

    def __init__(self, wanted: str | None) -> None:
        what = "No live propagation is recorded" if wanted is None else f"{wanted} is not live"
        super().__init__(f"{what}; wian propagate DIRECTIVE --clock live begins one.")


def live_plan(ledger: Ledger, propagation: str | None) -> Plan:
    """The plan of a live propagation; of the latest one where none is named.

    Raises:
        UnknownPropagation: There is none of that id.
        NoneLive: There is no live one, or it is not live.
    """
    if propagation is not None:
        if load_propagation(ledger, propagation).clock is not Clock.LIVE:
            raise NoneLive(propagation)
        return runtime.recorded_plan(propagation)
    latest = next(iter(live_propagations(ledger)), None)
    if latest is None:
        raise NoneLive(None)
    return runtime.recorded_plan(latest.id)


def refuse_stranger(ledger: Ledger, office: str) -> None:
    """Refuse an office that no live propagation knows; any is taken where nothing is live.

    Raises:
        UnknownOffice: No live propagation has it in its hierarchy, nor did it succeed one that is.
    """
    meant = ""
    taken = successions(ledger).places_of(office)
    for each in live_propagations(ledger):
        offices = runtime.recorded_plan(each.id).hierarchy
        if any(name in offices for name in (office, *taken)):
            return
        meant = meant or offices.meant(office)
    if meant:
        raise UnknownOffice(office, meant, " in the hierarchy of a live propagation")


def off_every_route(ledger: Ledger, offices: Iterable[str]) -> list[str]:
    """Those of ``offices`` that no live propagation reaches; none where nothing is live."""
    known, taken = live_propagations(ledger), successions(ledger)
    left = dict.fromkeys(offices) if known else {}
    for each in known:
        if not left:
            break
        route = runtime.recorded_plan(each.id).route
        for office in route.offices:
            left.pop(office, None)
            for holder in taken.holders(office):
                left.pop(holder, None)
    return list(left)
