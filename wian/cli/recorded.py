"""What commands that read share: the ledger, a propagation, and its hops."""

from __future__ import annotations

from dataclasses import dataclass

from wian.cli.terminal.console import complain
from wian.delays.hop_record import HopRecord
from wian.delays.stray_instants import stray_instants
from wian.ledger.database import Ledger
from wian.ledger.read.recorded import hop_records
from wian.ledger.records import Propagation
from wian.ledger.write.propagations import list_propagations, load_propagation
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.recorded_plan import restore


@dataclass(frozen=True)
class Recorded:
    """A recorded propagation and its hops."""

    plan: Plan
    hops: list[HopRecord]


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
    return Recorded(plan, hops)
