"""How has a propagation's route grown since it was planned?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from hierarchy.route.route import Hop
from wian.ledger.acts import Act, ActKind, Added
from wian.ledger.tables import LIFE_ACTS, ActRow

_GROWING = (ActKind.ADDED,)
"""The acts by which a route grows."""


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
        """The hops by which the route grows."""
        return tuple(
            way.hop for act in self.acts if isinstance(act.body, Added) for way in act.body.ways
        )

    @cached_property
    def senders(self) -> frozenset[str]:
        """The offices that have to write to others because of it."""
        return frozenset(hop.sender for hop in self.hops)

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
        return [hop.recipient for hop in self.hops if hop.sender == office]

    def forwards(self, office: str, *, sent: bool) -> bool:
        """Whether an office has to forward.

        Args:
            office: Its id.
            sent: Whether it had to when the letter was sent to it.
        """
        return sent or office in self.senders


NO_GROWTH = Growth()
"""Of a route that is as it was planned."""


def growth_of_acts(acts: Collection[Act]) -> Growth:
    """How a route has grown by some acts of its propagation."""
    found = tuple(act for act in acts if act.kind in _GROWING)
    return Growth(found) if found else NO_GROWTH


def mark_of(connection: Connection, propagation: str) -> int:
    """By how many acts the route of a propagation has grown: equal, and it is as it was."""
    found: int = connection.scalar(_count(), {"wanted": propagation}) or 0
    return found


@cache
def _count() -> Select[Any]:
    growing = ActRow.kind.in_([each.value for each in _GROWING])
    return select(func.count()).where(ActRow.propagation == bindparam("wanted"), LIFE_ACTS, growing)
