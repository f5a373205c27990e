"""Which parts of a route can go down beside each other? Branches: none waits for another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hierarchy.route.route import Cohort, Hop, Route, Wave

_LEAST = 200
"""Hops that a branch has at the least, where there are so many: one costs a few milliseconds."""
_BRANCHES = 64
"""About how many branches a large route has: enough to keep unequal machines busy to the end."""

_Step = tuple[int, Cohort]
"""The number of a wave, and a cohort of it."""


@dataclass(frozen=True, slots=True)
class RouteBranch:
    """Offices that one office writes to, and everything that goes down from them.

    Attributes:
        waves: Its cohorts, wave by wave; each is whole or a part of one.
    """

    waves: tuple[Wave, ...]

    @property
    def key(self) -> str:
        """What tells it from the others of its route: its first forwarder."""
        return self.waves[0].cohorts[0].forwarders[0]

    @property
    def forwarders(self) -> frozenset[str]:
        """All offices that write in it."""
        return frozenset(office for wave in self.waves for office in wave.forwarders)


@dataclass(frozen=True, slots=True)
class RouteParts:
    """A route in parts.

    Attributes:
        trunk: What goes down first; the waves of its own may be parts of the route's.
        branches: What can go down after it, in any order and at the same time.
    """

    trunk: tuple[Wave, ...]
    branches: tuple[RouteBranch, ...]


def branched(route: Route, most: int | None = None) -> RouteParts:
    """Cut a route into branches. The same route gives the same ones, on any machine.

    Args:
        route: What is cut.
        most: How many hops a branch has at the most; by the route's size where not given.
    """
    total = sum(len(cohort.hops) for wave in route.waves for cohort in wave.cohorts)
    limit = max(_LEAST, total // _BRANCHES) if most is None else most
    below = {
        cohort.parent: (wave.number, cohort)
        for wave in route.waves
        for cohort in wave.cohorts
        if cohort.parent is not None
    }
    weights = _weights(route)
    trunk: list[_Step] = []
    branches: list[RouteBranch] = []
    steps = [(wave.number, cohort) for wave in route.waves[:1] for cohort in wave.cohorts]
    while steps:
        number, cohort = steps.pop()
        sent = _by_sender(cohort)
        large = [office for office in cohort.forwarders if weights[office] > limit]
        small = [office for office in cohort.forwarders if weights[office] <= limit]
        if large:
            trunk.append((number, _part(cohort, large, sent)))
        parts = (_part(cohort, group, sent) for group in _groups(small, weights, limit))
        branches += [_branch((number, part), below) for part in parts]
        steps += [below[office] for office in large if office in below]
    return RouteParts(_waves(trunk), tuple(sorted(branches, key=lambda each: each.key)))


def _weights(route: Route) -> dict[str, int]:
    """How many hops each forwarder and everybody below it sends."""
    weights: dict[str, int] = {}
    for wave in reversed(route.waves):
        for cohort in wave.cohorts:
            for hop in cohort.hops:
                sent = 1 + weights.get(hop.recipient, 0)
                weights[hop.sender] = weights.get(hop.sender, 0) + sent
    return weights


def _by_sender(cohort: Cohort) -> dict[str, list[Hop]]:
    sent: dict[str, list[Hop]] = {}
    for hop in cohort.hops:
        sent.setdefault(hop.sender, []).append(hop)
    return sent


def _part(cohort: Cohort, offices: Sequence[str], sent: Mapping[str, Sequence[Hop]]) -> Cohort:
    if len(offices) == len(cohort.forwarders):
        return cohort
    hops = tuple(hop for office in offices for hop in sent[office])
    return Cohort(cohort.parent, tuple(offices), hops)


def _groups(
    offices: Iterable[str], weights: Mapping[str, int], limit: int
) -> Iterator[tuple[str, ...]]:
    """Neighbours together as long as they do not weigh too much."""
    group: list[str] = []
    weight = 0
    for office in offices:
        if group and weight + weights[office] > limit:
            yield tuple(group)
            group, weight = [], 0
        group.append(office)
        weight += weights[office]
    if group:
        yield tuple(group)


def _branch(first: _Step, below: Mapping[str, _Step]) -> RouteBranch:
    steps, level = [first], [first]
    while level:
        senders = [office for _, cohort in level for office in cohort.forwarders]
        level = [below[office] for office in senders if office in below]
        steps += level
    return RouteBranch(_waves(steps))


def _waves(steps: Iterable[_Step]) -> tuple[Wave, ...]:
    by_number: dict[int, list[Cohort]] = {}
    for number, cohort in steps:
        by_number.setdefault(number, []).append(cohort)
    return tuple(Wave(number, tuple(by_number[number])) for number in sorted(by_number))
