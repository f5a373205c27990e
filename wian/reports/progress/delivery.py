"""Who has the directive, who is silent, and who waits behind a silent office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from hierarchy.route.route import Route
from hierarchy.route.route_places import RoutePlaces
from wian.delays.hop_table import HopTable, happened
from wian.jurisdictions.instant import Instant


class Standing(StrEnum):
    """Where an office stands."""

    CONFIRMED = "confirmed"
    """A desk of it has stamped the letter, or it has forwarded it, so that it has it."""
    SILENT = "silent"
    """The letter was issued to it; no desk of it has stamped, and it has not forwarded it."""
    UNREACHABLE = "unreachable"
    """Nobody has written to it yet: an office above has not received, or not written on."""


_STANDINGS = tuple(Standing)
_CONFIRMED, _SILENT, _UNREACHABLE = range(len(_STANDINGS))


@dataclass(frozen=True, eq=False)
class Standings(Mapping[str, Standing]):
    """The standing of every office that a route reaches, in the route's order.

    Attributes:
        places: The route's offices.
        codes: The number of each standing in ``Standing``; shape (hops,).
    """

    places: RoutePlaces
    codes: NDArray[np.int8]

    def __getitem__(self, office: str) -> Standing:
        place = self.places.place(office)
        if place < 1:
            raise KeyError(office)
        return _STANDINGS[int(self.codes[place - 1])]

    def __iter__(self) -> Iterator[str]:
        return iter(self.places.recipients)

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def in_order(self) -> Iterator[Standing]:
        """The standings alone, in the route's order."""
        return map(_STANDINGS.__getitem__, self.codes.tolist())

    def those(self, standing: Standing) -> list[str]:
        """The offices that stand so."""
        found = np.flatnonzero(self.codes == _STANDINGS.index(standing))
        return [self.places.offices[at + 1] for at in found.tolist()]


@dataclass(frozen=True, slots=True)
class WaveStanding:
    """One wave's recipients, counted by standing."""

    wave: int
    forwarders: int
    recipients: int
    confirmed: int
    silent: int
    unreachable: int


@dataclass(frozen=True, slots=True)
class Blocker:
    """An office that others wait behind.

    Attributes:
        office: Its id.
        standing: Its own standing; ``confirmed`` where it has the letter and has not written on.
        waiting: How many offices wait behind it.
    """

    office: str
    standing: Standing
    waiting: int


def standings(route: Route, hops: HopTable, at: Instant | None = None) -> Standings:
    """The standing of every office that the route reaches, in the route's order.

    Args:
        route: The plan.
        hops: What the ledger holds of it.
        at: As of when; the end of time where ``None``. What happened later is not known then.
    """
    places, found = route.places, _Found(route, hops, at)
    codes = np.full(len(places.offices), _UNREACHABLE, dtype=np.int8)
    codes[found.reached[found.issued]] = _SILENT
    codes[found.reached[found.issued & (found.stamped | found.forwarded)]] = _CONFIRMED
    return Standings(places, codes[1:])


def forwarded_unstamped(route: Route, hops: HopTable, at: Instant | None = None) -> list[str]:
    """The offices that have forwarded the directive while no stamp of theirs is known.

    Args:
        route: The plan.
        hops: What the ledger holds of it.
        at: As of when; the end of time where ``None``.

    Returns:
        Their ids in the route's order. They count as confirmed.
    """
    found = _Found(route, hops, at)
    those = found.reached[found.issued & ~found.stamped & found.forwarded]
    return [route.places.offices[place] for place in np.sort(those).tolist()]


def by_wave(standing: Standings) -> list[WaveStanding]:
    """The standings counted wave by wave."""
    places, codes = standing.places, standing.codes
    return [
        WaveStanding(
            number,
            len(np.unique(places.senders[hops])),
            len(codes[hops]),
            *np.bincount(codes[hops], minlength=len(_STANDINGS)).tolist(),
        )
        for number, hops in enumerate(places.waves, start=1)
    ]


def blockers(standing: Standings) -> list[Blocker]:
    """The offices that unreachable ones wait behind, those that hold up most first.

    An unreachable office waits behind the lowest office above it that somebody wrote to.
    """
    places = standing.places
    unreachable = np.array([False, *(standing.codes == _UNREACHABLE)])
    behind = np.arange(len(places.offices), dtype=np.int32)
    for hops in places.waves:
        senders = places.senders[hops]
        own = behind[hops.start + 1 : hops.stop + 1]
        own[:] = np.where(unreachable[1:][hops], behind[senders], own)
    waiting = np.bincount(behind[unreachable], minlength=1)
    found = [
        Blocker(places.offices[place], _of_place(standing, place), int(waiting[place]))
        for place in np.flatnonzero(waiting).tolist()
    ]
    return sorted(found, key=lambda blocker: (-blocker.waiting, blocker.office))


def _of_place(standing: Standings, place: int) -> Standing:
    """The standing of a sender; the origin has what it sends."""
    return _STANDINGS[int(standing.codes[place - 1])] if place else Standing.CONFIRMED


class _Found:
    """What is known of the hops to offices of a route by a moment.

    Attributes:
        reached: The place of each hop's recipient.
        issued, stamped: Whether its letter was issued, and stamped.
        forwarded: Whether its recipient had written to others.
    """

    def __init__(self, route: Route, hops: HopTable, at: Instant | None) -> None:
        places, limit, times = route.places, at.minute if at else None, hops.times
        issued = happened(times.issued.minute, limit)
        senders = dict.fromkeys(hops.senders[row] for row in np.flatnonzero(issued).tolist())
        wrote = np.zeros(len(places.offices) + 1, dtype=np.bool_)
        wrote[places.of(list(senders))] = True  # off the route: the last one, of place -1
        reached = places.of(hops.recipients)
        known = reached > 0
        self.reached, self.issued = reached[known], issued[known]
        self.stamped = happened(times.received.minute, limit)[known]
        self.forwarded = wrote[self.reached]
