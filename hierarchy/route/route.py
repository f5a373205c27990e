"""A planned route: which office writes to which, so that every addressee is reached once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from hierarchy.office import Channel
from hierarchy.route.route_places import RoutePlaces

if TYPE_CHECKING:
    from hierarchy.graph import Hierarchy


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a route: ``sender`` writes, ``recipient`` receives."""

    sender: str
    recipient: str
    channel: Channel
    addressed: bool
    """The recipient is an addressee itself (it acts)."""
    forwards: bool
    """The recipient writes on to others."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """The forwarders of one wave that share a parent; one transaction, one task run.

    Attributes:
        parent: The office that wrote to all the forwarders; ``None`` for the origin's cohort.
        forwarders: Who writes in this cohort, sorted by id.
        hops: What they send, sorted by (sender, recipient).
    """

    parent: str | None
    forwarders: tuple[str, ...]
    hops: tuple[Hop, ...]

    @property
    def key(self) -> str:
        """Stable name of the cohort within its wave: its parent's id, or the origin's."""
        return self.parent or self.forwarders[0]

    def narrowed(self, offices: Collection[str]) -> Cohort:
        """The cohort cut down to those of its forwarders that are among some offices."""
        wanted = frozenset(offices)
        if wanted.issuperset(self.forwarders):
            return self
        return Cohort(
            self.parent,
            tuple(office for office in self.forwarders if office in wanted),
            tuple(hop for hop in self.hops if hop.sender in wanted),
        )


@dataclass(frozen=True)
class Wave:
    """The hops at one distance from the origin; ``number`` counts from 1."""

    number: int
    cohorts: Sequence[Cohort]

    @property
    def hops(self) -> Sequence[Hop]:
        """All hops of the wave, in the order of its cohorts."""
        return tuple(chain.from_iterable(cohort.hops for cohort in self.cohorts))

    @property
    def forwarders(self) -> tuple[str, ...]:
        """All offices that write in this wave."""
        return tuple(office for cohort in self.cohorts for office in cohort.forwarders)


@dataclass(frozen=True, eq=False)
class Route:
    """The plan of a propagation: pure, printable, comparable, the same twice.

    Attributes:
        origin: The office that starts it.
        waves: Waves in order, wave 1 being what the origin sends.
        addressees: Every addressee, sorted by id.
    """

    origin: str
    waves: Sequence[Wave]
    addressees: Sequence[str]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Route):
            return NotImplemented
        return self._content() == other._content()

    def __hash__(self) -> int:
        return hash((self.origin, len(self.hops)))

    def _content(self) -> tuple[object, ...]:
        waves = [(wave.number, *wave.cohorts) for wave in self.waves]
        return self.origin, tuple(self.addressees), waves

    @property
    def hops(self) -> Sequence[Hop]:
        """All hops, wave by wave."""
        cohorts = (cohort for wave in self.waves for cohort in wave.cohorts)
        return tuple(chain.from_iterable(cohort.hops for cohort in cohorts))

    @property
    def hops_held(self) -> int:
        """How many hops it holds as objects."""
        return len(self.hops)

    @property
    def offices(self) -> tuple[str, ...]:
        """The origin and every recipient, in the order reached."""
        return (self.origin, *(hop.recipient for hop in self.hops))

    def reaches(self, office: str) -> bool:
        """Whether a letter comes to ``office``."""
        return office in self._ways

    def hop_to(self, office: str) -> Hop:
        """The hop that brings the letter to ``office``.

        Raises:
            KeyError: None does: it is the origin, or not on the route.
        """
        return self._ways[office]

    def sending(self, office: str) -> tuple[int, tuple[Hop, ...]]:
        """The wave in which ``office`` writes, and the hops that it makes; none: it does not."""
        return self._sent.get(office, (0, ()))

    def parent(self, office: str) -> str | None:
        """Who writes to ``office`` on this route; ``None`` for the origin.

        Raises:
            KeyError: The office is not on the route.
        """
        return None if office == self.origin else self.hop_to(office).sender

    def chain(self, office: str) -> tuple[str, ...]:
        """The offices from the origin down to ``office``, both included."""
        chain = [office]
        while (above := self.parent(chain[-1])) is not None:
            chain.append(above)
        return tuple(reversed(chain))

    @cached_property
    def places(self) -> RoutePlaces:
        """Its offices by number."""
        offices = self.offices
        known = {office: place for place, office in enumerate(offices)}
        senders = np.array([known[hop.sender] for hop in self.hops], dtype=np.int32)
        starts = (0, *accumulate(len(wave.hops) for wave in self.waves))
        return RoutePlaces(offices, senders, starts)

    def positions(self, hierarchy: Hierarchy) -> npt.NDArray[np.int32]:
        """The position of every recipient, in the order of the hops.

        Args:
            hierarchy: The offices whose positions they are.
        """
        at = hierarchy.offices.position
        return np.array([at(hop.recipient) for hop in self.hops], dtype=np.int32)

    def reached(self, hierarchy: Hierarchy) -> npt.NDArray[np.bool_]:
        """To which offices a letter comes, by position.

        Args:
            hierarchy: The offices whose positions they are.
        """
        found = np.zeros(len(hierarchy.offices), np.bool_)
        found[self.positions(hierarchy)] = True
        return found

    def addressed(self, hierarchy: Hierarchy) -> npt.NDArray[np.bool_]:
        """Which offices are addressees, by position.

        Args:
            hierarchy: The offices whose positions they are.
        """
        found = np.zeros(len(hierarchy.offices), np.bool_)
        found[[hierarchy.offices.position(each) for each in self.addressees]] = True
        return found

    def ends(self, hierarchy: Hierarchy) -> Iterator[tuple[int, int]]:
        """The positions of sender and recipient of every hop, the last wave's first.

        Args:
            hierarchy: The offices whose positions they are.
        """
        at = hierarchy.offices.position
        return ((at(hop.sender), at(hop.recipient)) for hop in reversed(self.hops))

    def digest(self) -> str:
        """SHA-256 (hex) of the route's content: the same for equal routes, on any machine."""
        digest = hashlib.sha256()
        for piece in self._pieces():
            digest.update(piece.encode())
        return digest.hexdigest()

    @cached_property
    def _ways(self) -> dict[str, Hop]:
        return {hop.recipient: hop for hop in self.hops}

    @cached_property
    def _sent(self) -> dict[str, tuple[int, tuple[Hop, ...]]]:
        hops: dict[str, list[Hop]] = {}
        for hop in self.hops:
            hops.setdefault(hop.sender, []).append(hop)
        waves = {office: wave.number for wave in self.waves for office in wave.forwarders}
        return {office: (waves[office], tuple(sent)) for office, sent in hops.items()}

    def _pieces(self) -> Iterator[str]:
        """The route as JSON in pieces: of a million hops the whole would take a gigabyte."""
        yield f"[{_compact(self.origin)},"
        yield f"{_compact(self.addressees)},["
        for place, wave in enumerate(self.waves):
            yield f"{',' if place else ''}[{wave.number}"
            for cohort in wave.cohorts:
                yield f",{_compact(list(map(_flat, cohort.hops)))[1:-1]}"
            yield "]"
        yield "]]"


_compact = json.JSONEncoder(separators=(",", ":")).encode


def _flat(hop: Hop) -> tuple[str, str, str, bool, bool]:
    return (hop.sender, hop.recipient, hop.channel.value, hop.addressed, hop.forwards)
