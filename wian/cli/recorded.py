"""What commands that read share: the ledger, a propagation, and its hops."""

from __future__ import annotations

from dataclasses import dataclass

from wian.cli.terminal.console import complain
from wian.delays.hop_record import HopRecord
from wian.delays.stray_instants import stray_instants
from wian.ledger.database import Ledger
from wian.ledger.life.life import NO_CHANGE, Life
from wian.ledger.read.recorded import hop_records
from wian.ledger.records import Propagation
from wian.ledger.write.propagations import list_propagations, load_propagation
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.recorded_plan import restore
from wian.propagation.standing.days_in_force import DaysInForce, days_in_force


@dataclass(frozen=True)
class Recorded:
    """A recorded propagation, its hops, and what became of it."""

    plan: Plan
    hops: list[HopRecord]
    life: Life = NO_CHANGE

    @property
    def days(self) -> DaysInForce:
        """The days that hold for it."""
        return DaysInForce(self.plan, self.life)


def all_recorded(ledger: Ledger) -> list[Propagation]:
    """All propagations, latest first.

    Raises:
        UnknownPropagation: There is none, so that there is nothing to show.
    """
    return list_propagations(ledger) or [load_propagation(ledger)]


def recorded(propagation: str | None) -> Recorded:
    """Read a propagation from the ledger; name moments that cannot be right.

    Raises:
        WianError: There is none of that id, or the ledger cannot be used.
    """
    ledger = runtime.ledger()
    plan = restore(ledger, propagation)
    hops = hop_records(ledger, plan.id)
    for stray in stray_instants(hops, plan.working):
        complain(str(stray))
    return Recorded(plan, hops, days_in_force(ledger, plan).life)
