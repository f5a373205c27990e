"""Which propagations are still under way, and in which do offices wait for others?"""

from __future__ import annotations

from collections.abc import Collection

from wian.ledger.database import Ledger
from wian.ledger.life.growth import mark_of
from wian.ledger.life.life import Life, life_of, lives_of
from wian.ledger.life.suspensions import Suspension, suspended_within


def life(ledger: Ledger, propagation: str) -> Life:
    """What became of a propagation."""
    with ledger.reading(once=True) as connection:
        return life_of(connection, propagation)


def lives(ledger: Ledger, propagations: Collection[str]) -> dict[str, Life]:
    """What became of those of some propagations whose life has changed."""
    with ledger.reading(once=True) as connection:
        return lives_of(connection, propagations)


def growth_mark(ledger: Ledger, propagation: str) -> int:
    """By how many acts the route of a propagation has grown: equal, and it is as it was."""
    with ledger.reading(once=True) as connection:
        return mark_of(connection, propagation)


def ended_among(ledger: Ledger, propagations: Collection[str]) -> frozenset[str]:
    """Those of some propagations that have ended."""
    return frozenset(name for name, each in lives(ledger, propagations).items() if each.ending)


def suspended_now(ledger: Ledger, propagation: str) -> dict[str, Suspension]:
    """The offices whose clocks rest now, and why."""
    with ledger.reading(once=True) as connection:
        return suspended_within(connection, propagation)


def suspended_in_order(ledger: Ledger, propagation: str) -> tuple[Suspension, ...]:
    """What makes clocks rest now, the longest first."""
    found = suspended_now(ledger, propagation).values()
    return tuple(sorted(found, key=lambda each: (each.begun.at.minute, each.begun.office)))
