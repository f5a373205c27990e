"""How has a propagation's route grown since it was planned?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from hierarchy.route.route import Hop
from wian.ledger.acts import Act, ActKind
from wian.ledger.life.growth_acts import Added, Rerouted, Shared
from wian.ledger.tables import LIFE_ACTS, ActRow

GROWING = (ActKind.ADDED, ActKind.REROUTED, ActKind.SHARED)
"""The acts by which a route grows, or by which hops of it are known to be still owed."""


@dataclass(frozen=True)
class Growth:
    """By which acts a route has grown.

    Attributes:
        acts: The acts, in the order in which they were entered.
    """

    acts: tuple[Act, ...] = ()

    def __len__(self) -> int:
        return len(self.acts)

    @cached_property
    def hops(self) -> tuple[Hop, ...]:
        """The hops by which the route grows, those around an office behind all others."""
        added = (act.body.ways for act in self.acts if isinstance(act.body, Added | Shared))
        around = (each.ways for each in self.rerouted)
        return tuple(way.hop for ways in (*added, *around) for way in ways)

    @cached_property
    def rerouted(self) -> tuple[Rerouted, ...]:
        """What each act says by which it leads around an office."""
        return tuple(act.body for act in self.acts if isinstance(act.body, Rerouted))

    @cached_property
    def around(self) -> dict[str, str]:
        """Those to whom somebody else writes in place of an office, and that office."""
        return {way.recipient: each.around for each in self.rerouted for way in each.ways}

    @cached_property
    def _ways(self) -> dict[str, str]:
        """Who writes to each whom it reaches."""
        return {hop.recipient: hop.sender for hop in self.hops}

    @cached_property
    def senders(self) -> frozenset[str]:
        """The offices that have to write to others because of it."""
        return frozenset(self._ways.values())

    @cached_property
    def changed(self) -> frozenset[str]:
        """The offices that have more or fewer to write to than when they were sent the letter."""
        return frozenset(hop.sender for hop in self.hops).union(self.around.values())

    @property
    def added(self) -> frozenset[str]:
        """The addressees that the directive had left out."""
        return frozenset(hop.recipient for hop in self.hops if hop.addressed)

    @cached_property
    def reached(self) -> frozenset[str]:
        """The offices that get a letter because of it."""
        return frozenset(hop.recipient for hop in self.hops)

    def below(self, office: str) -> list[str]:
        """Those whom an office has to write to because of it."""
        return [to for to, sender in self._ways.items() if sender == office]

    def forwards(self, office: str, *, sent: bool) -> bool:
        """Whether an office has to forward.

        Args:
            office: Its id.
            sent: Whether it had to when the letter was sent to it.
        """
        relieved = any(each.relieved and each.around == office for each in self.rerouted)
        return office in self.senders or (sent and not relieved)


NO_GROWTH = Growth()
"""Of a route that is as it was planned."""


def growth_of_acts(acts: Collection[Act]) -> Growth:
    """How a route has grown by some acts of its propagation."""
    found = tuple(act for act in acts if act.kind in GROWING)
    return Growth(found) if found else NO_GROWTH


def mark_of(connection: Connection, propagation: str) -> int:
    """By how many acts the route of a propagation has grown: equal, and it is as it was."""
    found: int = connection.scalar(growth_count(), {"wanted": propagation}) or 0
    return found


@cache
def growth_count() -> Select[Any]:
    """How many acts there are by which the route of the propagation ``wanted`` has grown."""
    growing = ActRow.kind.in_([each.value for each in GROWING])
    return select(func.count()).where(ActRow.propagation == bindparam("wanted"), LIFE_ACTS, growing)
