"""A route held by column: a quarter of a million hops in a few megabytes, made when looked at."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar, overload

import numpy as np
import numpy.typing as npt

from hierarchy.columns.line_columns import CHANNELS
from hierarchy.route.route import Cohort, Hop, Route, Wave
from hierarchy.route.route_places import Places, RoutePlaces
from hierarchy.route.selector import Marks

if TYPE_CHECKING:
    from hierarchy.graph import Hierarchy

Positions = npt.NDArray[np.int32]
_WEIGHT = 16
"""So many hops by column take as much as one that is made."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways down from an origin, by the positions of offices.

    Attributes:
        via: The number of the line that each office's letter comes along; -1 where none does.
        above: The position of who writes to each; -1 where nobody does.
        wanted: Who is an addressee.
        forwards: Who writes to others, the origin aside.
        layers: The recipients of each wave, in the order of its hops.
    """

    via: Positions
    above: Positions
    wanted: Marks
    forwards: Marks
    layers: tuple[Positions, ...]


class ColumnRoute(Route):
    """A route along lines of a hierarchy; equal to the plain one of the same hops.

    Args:
        hierarchy: The offices and lines.
        origin: Who starts it.
        ways: The ways down from there.
    """

    _hierarchy: Hierarchy
    _columns: Ways

    def __init__(self, hierarchy: Hierarchy, origin: str, ways: Ways) -> None:
        self.__dict__.update(origin=origin, _hierarchy=hierarchy, _columns=ways)

    def __repr__(self) -> str:
        return f"<route of {len(self.hops):,} hops from {self.origin}>"

    @cached_property
    def waves(self) -> Sequence[Wave]:
        """Waves in order, wave 1 being what the origin sends."""
        layers = enumerate(self._columns.layers, start=1)
        return tuple(_ColumnWave(number, _Cohorts(self, layer)) for number, layer in layers)

    @cached_property
    def addressees(self) -> Sequence[str]:
        """Every addressee, sorted by id."""
        ids = self._hierarchy.offices.ids
        return tuple(ids[at] for at in np.flatnonzero(self._columns.wanted).tolist())

    @cached_property
    def hops(self) -> Sequence[Hop]:
        """All hops, wave by wave."""
        return _Hops(self, self._recipients)

    @property
    def hops_held(self) -> int:
        """How many hops as objects would take as much memory."""
        return len(self.hops) // _WEIGHT

    def held(self) -> Route:
        """The same with every hop made once: a small one is walked faster so."""
        waves = tuple(Wave(wave.number, tuple(wave.cohorts)) for wave in self.waves)
        return Route(self.origin, waves, self.addressees)

    @property
    def offices(self) -> tuple[str, ...]:
        """The origin and every recipient, in the order reached."""
        ids = self._hierarchy.offices.ids
        return (self.origin, *map(ids.__getitem__, self._recipients.tolist()))

    @cached_property
    def places(self) -> RoutePlaces:
        """Its offices by number."""
        reached, above = self._recipients, self._columns.above
        place = np.zeros(len(above), np.int32)
        place[reached] = np.arange(1, len(reached) + 1, dtype=np.int32)
        starts = (0, *accumulate(map(len, self._columns.layers)))
        start = self._hierarchy.offices.position(self.origin)
        offices = _Offices(self._hierarchy.offices.ids, np.append(np.int32(start), reached))
        return _ColumnPlaces(offices, place[above[reached]], starts, self, place)

    def positions(self, hierarchy: Hierarchy) -> Positions:
        """The position of every recipient, in the order of the hops."""
        if hierarchy.offices.ids is not self._hierarchy.offices.ids:
            return super().positions(hierarchy)
        return self._recipients

    def reaches(self, office: str) -> bool:
        """Whether a letter comes to ``office``."""
        return self.position_reached(office) is not None

    def hop_to(self, office: str) -> Hop:
        """The hop that brings the letter to ``office``.

        Raises:
            KeyError: None does: it is the origin, or not on the route.
        """
        at = self.position_reached(office)
        if at is None:
            raise KeyError(office)
        return self.hop_at(at)

    def position_reached(self, office: str) -> int | None:
        """The position of an office; ``None`` where no letter comes to it."""
        try:
            at = self._hierarchy.offices.position(office)
        except KeyError:
            return None
        return at if self._is_reached(at) else None

    def sending(self, office: str) -> tuple[int, tuple[Hop, ...]]:
        """The wave in which ``office`` writes, and the hops that it makes; none: it does not."""
        try:
            sender = self._hierarchy.offices.position(office)
        except KeyError:
            return 0, ()
        lines, via = self._hierarchy.lines, self._columns.via
        down = [(line, lines.children[line]) for line in lines.down_from(sender)]
        sent = [self.hop_at(at) for line, at in down if via[at] == line and self._is_reached(at)]
        return (len(self.chain(office)), tuple(sent)) if sent else (0, ())

    def reached(self, hierarchy: Hierarchy) -> Marks:
        """To which offices a letter comes, by position."""
        if hierarchy.offices.ids is not self._hierarchy.offices.ids:
            return super().reached(hierarchy)
        ways = self._columns
        return (ways.via >= 0) & (ways.wanted | ways.forwards)

    def addressed(self, hierarchy: Hierarchy) -> Marks:
        """Which offices are addressees, by position."""
        if hierarchy.offices.ids is not self._hierarchy.offices.ids:
            return super().addressed(hierarchy)
        return self._columns.wanted

    def ends(self, hierarchy: Hierarchy) -> Iterator[tuple[int, int]]:
        """The positions of sender and recipient of every hop, the last wave's first."""
        if hierarchy.offices.ids is not self._hierarchy.offices.ids:
            yield from super().ends(hierarchy)
            return
        for layer in reversed(self._columns.layers):
            yield from zip(self._columns.above[layer].tolist(), layer.tolist(), strict=True)

    def hop_at(self, at: int) -> Hop:
        """The hop to the office at a position, which the route reaches."""
        ways, ids, lines = self._columns, self._hierarchy.offices.ids, self._hierarchy.lines
        channel = CHANNELS[lines.channels[ways.via[at]]]
        return Hop(
            ids[ways.above[at]], ids[at], channel, bool(ways.wanted[at]), bool(ways.forwards[at])
        )

    def cohort_of(self, recipients: Positions) -> Cohort:
        """The cohort that writes to the offices at some positions."""
        hops = tuple(map(self.hop_at, recipients.tolist()))
        parent = int(self._columns.above[self._columns.above[recipients[0]]])
        forwarders = tuple(dict.fromkeys(hop.sender for hop in hops))
        return Cohort(None if parent < 0 else self._hierarchy.offices.ids[parent], forwarders, hops)

    def cohort_starts(self, layer: Positions) -> list[int]:
        """Where the cohorts of a wave begin among its recipients, and where the last one ends."""
        above = self._columns.above
        parents = above[above[layer]]
        begins = np.flatnonzero(parents[1:] != parents[:-1]) + 1
        return [0, *begins.tolist(), len(layer)]

    @property
    def _recipients(self) -> Positions:
        """The position of every recipient, in the order of the hops."""
        layers = self._columns.layers
        return np.concatenate(layers) if layers else np.zeros(0, np.int32)

    def _is_reached(self, at: int) -> bool:
        ways = self._columns
        return bool(ways.via[at] >= 0 and (ways.wanted[at] or ways.forwards[at]))


@dataclass(frozen=True, eq=False)
class _ColumnPlaces(RoutePlaces):
    """The places of a route by column: no dictionary of a quarter of a million ids is kept."""

    route: ColumnRoute
    by_position: Positions

    def place(self, office: str) -> int:
        """The place of an office; -1 where it is not on the route."""
        if office == self.route.origin:
            return 0
        known = self.route.position_reached(office)
        return -1 if known is None else int(self.by_position[known])

    def of(self, offices: Sequence[str]) -> Places:
        """The places of offices; -1 of those that are not on the route."""
        if len(offices) < len(self.offices) // _WEIGHT:
            return super().of(offices)
        known = {office: place for place, office in enumerate(self.offices)}
        return np.array([known.get(office, -1) for office in offices], dtype=np.int32)


class _ColumnWave(Wave):
    """A wave of a route by column."""

    cohorts: _Cohorts

    @property
    def hops(self) -> Sequence[Hop]:
        """All hops of the wave, in the order of its cohorts."""
        return self.cohorts.hops


T = TypeVar("T")


class _Made(Sequence[T]):
    """Things that are made whenever they are looked at."""

    def __init__(self, count: int) -> None:
        self._count = count

    @abstractmethod
    def make(self, at: int) -> T:
        """The one at a place."""

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        places = range(self._count)[at]
        return self.make(places) if isinstance(places, int) else tuple(map(self.make, places))

    def __iter__(self) -> Iterator[T]:
        return map(self.make, range(self._count))


class _Offices(_Made[str]):
    """The ids of the offices at some positions."""

    def __init__(self, ids: Sequence[str], positions: Positions) -> None:
        super().__init__(len(positions))
        self._ids, self._positions = ids, positions

    def make(self, at: int) -> str:
        """The id at a place."""
        return self._ids[int(self._positions[at])]


class _Hops(_Made[Hop]):
    """The hops to the offices at some positions."""

    def __init__(self, route: ColumnRoute, recipients: Positions) -> None:
        super().__init__(len(recipients))
        self._route, self._recipients = route, recipients

    def make(self, at: int) -> Hop:
        """The hop at a place."""
        return self._route.hop_at(int(self._recipients[at]))


class _Cohorts(_Made[Cohort]):
    """The cohorts of a wave."""

    def __init__(self, route: ColumnRoute, layer: Positions) -> None:
        self._starts = route.cohort_starts(layer)
        super().__init__(len(self._starts) - 1)
        self._route, self._layer = route, layer

    @property
    def hops(self) -> Sequence[Hop]:
        """All their hops."""
        return _Hops(self._route, self._layer)

    def make(self, at: int) -> Cohort:
        """The cohort at a place."""
        return self._route.cohort_of(self._layer[self._starts[at] : self._starts[at + 1]])
