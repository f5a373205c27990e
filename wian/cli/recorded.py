"""What commands that read share: the ledger, a propagation, and its hops."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wian.cli.terminal.console import complain
from wian.delays.hop_record import HopRecord
from wian.delays.hop_table import HopTable
from wian.delays.stray_instants import stray_instants
from wian.ledger.database import Ledger
from wian.ledger.life.life import NO_CHANGE, Life
from wian.ledger.read.hops.hop_tables import hop_table
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


@dataclass(frozen=True)
class RecordedTable:
    """A recorded propagation, and its hops by column."""

    plan: Plan
    hops: HopTable


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
    _name_strays(hops, plan)
    return Recorded(plan, hops, days_in_force(ledger, plan).life)


def recorded_table(propagation: str | None) -> RecordedTable:
    """The same by column, for what counts over all hops; raises the same."""
    ledger = runtime.ledger()
    plan = restore(ledger, propagation)
    hops = hop_table(ledger, plan.id)
    if not plan.working.covers(hops.minutes).all():
        _name_strays(hop_records(ledger, plan.id), plan)
    return RecordedTable(plan, hops)


def _name_strays(hops: Iterable[HopRecord], plan: Plan) -> None:
    for stray in stray_instants(hops, plan.working):
        complain(str(stray))
