"""The way back up: who gathers whose answers, wave by wave, on a route reversed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from hierarchy.route.route import Cohort, Hop, Route, Wave


@dataclass(frozen=True)
class WayUp:
    """Who answers to whom: everybody to the office that wrote to it.

    A hop of it is the hop that brought the directive down, read upwards: its recipient answers, its
    sender gathers. A wave holds the cohorts of a wave on the way down, those with answers alone.

    Attributes:
        route: The way down.
        asked: Who is asked for an answer of its own.
        waves: The waves, the one farthest from the origin first and numbered 1.
    """

    route: Route
    asked: frozenset[str]
    waves: tuple[Wave, ...]

    @property
    def hops(self) -> tuple[Hop, ...]:
        """All hops, the first wave's first."""
        return tuple(hop for wave in self.waves for cohort in wave.cohorts for hop in cohort.hops)

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """Whose answers each office gathers."""
        found: dict[str, list[str]] = {}
        for hop in self.hops:
            found.setdefault(hop.sender, []).append(hop.recipient)
        return {office: tuple(offices) for office, offices in found.items()}

    @cached_property
    def wave_of(self) -> Mapping[str, int]:
        """The wave in which each office answers."""
        return {
            hop.recipient: wave.number
            for wave in self.waves
            for cohort in wave.cohorts
            for hop in cohort.hops
        }

    @cached_property
    def asked_below(self) -> Mapping[str, int]:
        """How many offices are asked below each office, itself among them."""
        found = dict.fromkeys(self.asked, 1)
        for hop in self.hops:  # whoever is below comes first
            found[hop.sender] = found.get(hop.sender, 0) + found[hop.recipient]
        return found

    def gathers(self, office: str) -> bool:
        """Whether an office gathers answers of others."""
        return office in self.children

    def asker(self, office: str) -> str | None:
        """To whom an office answers; ``None``: it does not."""
        return self.route.parent(office) if office in self.wave_of else None


def way_up(route: Route, asked: Collection[str]) -> WayUp:
    """The way up of a route.

    Args:
        route: The way down.
        asked: Who is asked for an answer; who is not on the route is left out.
    """
    down = nx.DiGraph((hop.sender, hop.recipient) for hop in route.hops)
    wanted = frozenset(asked).intersection(down) - {route.origin}
    taking = set(wanted)
    for office in nx.topological_sort(down.reverse(copy=False)):  # whoever is below comes first
        if office in taking:
            taking.update(down.predecessors(office))
    deepest = len(route.waves)
    waves = [_narrowed(wave, taking, deepest - wave.number + 1) for wave in reversed(route.waves)]
    first = next((at for at, wave in enumerate(waves) if wave.cohorts), len(waves))
    return WayUp(
        route, wanted, tuple(Wave(wave.number - first, wave.cohorts) for wave in waves[first:])
    )


def _narrowed(wave: Wave, taking: Collection[str], number: int) -> Wave:
    """A wave's cohorts, with the hops of those alone who answer."""
    cohorts = []
    for cohort in wave.cohorts:
        hops = tuple(hop for hop in cohort.hops if hop.recipient in taking)
        if hops:
            cohorts.append(
                Cohort(cohort.parent, tuple(dict.fromkeys(h.sender for h in hops)), hops)
            )
    return Wave(number, tuple(cohorts))
