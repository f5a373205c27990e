"""Plans a route: waves, cohorts and hops from the origin to every addressee."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import networkx as nx

from hierarchy.check.soundness import named
from hierarchy.graph import Hierarchy
from hierarchy.office import LineKind
from hierarchy.route.route import Cohort, Hop, Route, Wave
from hierarchy.route.selection import Selection
from hierarchy.route.selector import select
from wian.kit.counted import counted
from wian.kit.errors import WianError


class UnreachableAddressees(WianError):
    """Addressees that no chain of lines from the origin reaches.

    Args:
        origin: Where the directive starts.
        offices: The addressees that stay unreached.
    """

    def __init__(self, origin: str, offices: Sequence[str]) -> None:
        self.origin = origin
        self.offices = tuple(offices)
        super().__init__(
            f"{counted(len(offices), 'addressee is', 'addressees are')} not under {origin}, "
            f"so that no letter can reach them: {named(self.offices)}. "
            "Leave them out, or add the lines that lead to them.",
        )


class NoAddressee(WianError):
    """Nobody is left to write to.

    Args:
        origin: Where the directive starts.
        limit_to: The offices that the route was limited to.
    """

    def __init__(self, origin: str, limit_to: Sequence[str]) -> None:
        limit = f" at or under {named(limit_to)}" if limit_to else ""
        super().__init__(f"The directive of {origin} has no addressee{limit} besides {origin}.")


def plan_route(
    hierarchy: Hierarchy,
    origin: str,
    addressees: Sequence[Selection],
    *,
    limit_to: Sequence[str] = (),
) -> Route:
    """Plan who writes to whom so that every addressee is reached exactly once.

    Each office is reached along a shortest path from the origin. Of several parents at the same
    distance the one with a command line goes before the one with a supervision line, then the
    smaller id. Only offices that are addressees, or forward to one, are on the route. The plan
    depends on the content of its arguments alone, not on their order.

    Args:
        hierarchy: Offices and lines.
        origin: Office that starts.
        addressees: Who is to act; the origin itself is left out.
        limit_to: Keep only the addressees that are one of these offices or stand under one.

    Raises:
        UnknownOffice: The origin or an office of ``limit_to`` does not exist.
        InputFaults: A selection means no office.
        UnreachableAddressees: No chain of lines leads from the origin to an addressee.
        NoAddressee: No addressee is left.
    """
    graph = hierarchy.graph
    hierarchy.office(origin)
    wanted = set(select(hierarchy, addressees)) - {origin}
    if limit_to:
        wanted &= _at_or_under(hierarchy, limit_to)
    if not wanted:
        raise NoAddressee(origin, limit_to)
    layers = [sorted(layer) for layer in nx.bfs_layers(graph, origin)]
    senders = _senders(hierarchy, layers)
    if unreached := sorted(wanted - senders.keys()):
        raise UnreachableAddressees(origin, unreached)
    forwarders = _forwarders(wanted, senders)
    waves = _waves(hierarchy, layers, senders, wanted, forwarders)
    return Route(origin, waves, tuple(sorted(wanted)))


def _at_or_under(hierarchy: Hierarchy, offices: Iterable[str]) -> set[str]:
    kept: set[str] = set()
    for office in offices:
        kept |= {hierarchy.office(office).id} | nx.descendants(hierarchy.graph, office)
    return kept


def _senders(hierarchy: Hierarchy, layers: Sequence[Sequence[str]]) -> dict[str, str]:
    """Every reachable office but the origin, with the parent that writes to it."""
    distance = {office: depth for depth, layer in enumerate(layers) for office in layer}
    lines = hierarchy.graph.pred
    return {
        office: min(
            (above for above in lines[office] if distance.get(above) == distance[office] - 1),
            key=lambda above, office=office: (  # type: ignore[misc]
                lines[office][above]["line"].kind is not LineKind.COMMAND,
                above,
            ),
        )
        for layer in layers[1:]
        for office in layer
    }


def _forwarders(wanted: Iterable[str], senders: Mapping[str, str]) -> set[str]:
    found: set[str] = set()
    for office in wanted:
        above = senders.get(office)
        while above is not None and above not in found:
            found.add(above)
            above = senders.get(above)
    return found


def _waves(
    hierarchy: Hierarchy,
    layers: Sequence[Sequence[str]],
    senders: Mapping[str, str],
    wanted: set[str],
    forwarders: set[str],
) -> tuple[Wave, ...]:
    waves = []
    for number, layer in enumerate(layers[1:], start=1):
        hops = [
            Hop(
                sender=senders[office],
                recipient=office,
                channel=hierarchy.line(senders[office], office).channel,
                addressed=office in wanted,
                forwards=office in forwarders,
            )
            for office in layer
            if office in wanted or office in forwarders
        ]
        if hops:
            waves.append(Wave(number, _cohorts(hops, senders)))
    return tuple(waves)


def _cohorts(hops: Sequence[Hop], senders: Mapping[str, str]) -> tuple[Cohort, ...]:
    def above(hop: Hop) -> str:
        return senders.get(hop.sender, "")

    ordered = sorted(hops, key=lambda hop: (above(hop), hop.sender, hop.recipient))
    return tuple(_cohort(parent or None, list(group)) for parent, group in groupby(ordered, above))


def _cohort(parent: str | None, hops: Sequence[Hop]) -> Cohort:
    return Cohort(parent, tuple(dict.fromkeys(hop.sender for hop in hops)), tuple(hops))
