"""Plans a route: waves, cohorts and hops from the origin to every addressee."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import and_

import networkx as nx

from hierarchy.check.soundness import named
from hierarchy.columns.line_columns import CHANNELS, COMMAND, LineColumns
from hierarchy.graph import Hierarchy
from hierarchy.route.route import Cohort, Hop, Route, Wave
from hierarchy.route.selection import Selection
from hierarchy.route.selector import marked, marks
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
    start, count = hierarchy.position(origin), len(hierarchy.offices)
    wanted = marks(hierarchy, addressees)
    wanted[start] = False
    if limit_to:
        wanted = _both(wanted, _at_or_under(hierarchy, limit_to))
    if not any(wanted):
        raise NoAddressee(origin, limit_to)
    layers = [sorted(layer) for layer in nx.bfs_layers(hierarchy.positions, start)]
    via = _lines_used(hierarchy.lines, layers, count)
    ids = hierarchy.offices.ids
    if unreached := [ids[at] for at in marked(wanted) if via[at] < 0]:
        raise UnreachableAddressees(origin, unreached)
    way = _Way(hierarchy, start, via, wanted)
    return Route(origin, tuple(way.waves(layers[1:])), tuple(ids[at] for at in marked(wanted)))


def _both(some: bytearray, others: bytearray) -> bytearray:
    return bytearray(map(and_, some, others))


def _at_or_under(hierarchy: Hierarchy, offices: Iterable[str]) -> bytearray:
    kept = bytearray(len(hierarchy.offices))
    for office in offices:
        at = hierarchy.position(office)
        for each in (at, *nx.descendants(hierarchy.positions, at)):
            kept[each] = True
    return kept


def _lines_used(lines: LineColumns, layers: Sequence[Sequence[int]], count: int) -> array[int]:
    """For each office the number of the line that its letter comes along; -1 where none does."""
    via, depths = array("i", [-1]) * count, array("i", [-1]) * count
    for depth, layer in enumerate(layers):
        for office in layer:
            depths[office] = depth
    parents, kinds = lines.parents, lines.kinds
    for depth, layer in enumerate(layers[1:]):
        for office in layer:
            several = lines.up_from(office)
            via[office] = several[0]
            if len(several) > 1:
                near = (line for line in several if depths[parents[line]] == depth)
                via[office] = min(near, key=lambda line: (kinds[line] != COMMAND, line))
    return via


class _Way:
    """The lines that letters come along, and who wants them: from which come waves of hops."""

    def __init__(
        self, hierarchy: Hierarchy, start: int, via: array[int], wanted: bytearray
    ) -> None:
        self._ids, self._lines = hierarchy.offices.ids, hierarchy.lines
        self._via, self._wanted = via, wanted
        self._forwards = self._forwarders(start)

    def waves(self, layers: Sequence[Sequence[int]]) -> Iterator[Wave]:
        """The waves of hops to each layer; none where nobody in a layer is on the way."""
        for number, layer in enumerate(layers, start=1):
            offices = [each for each in layer if self._wanted[each] or self._forwards[each]]
            if offices:
                yield Wave(number, tuple(self._cohorts(offices)))

    def _forwarders(self, start: int) -> bytearray:
        found = bytearray(len(self._via))
        for office in marked(self._wanted):
            above = self._sender(office)
            while above >= 0 and not found[above]:
                found[above] = True
                above = self._sender(above)
        found[start] = False
        return found

    def _sender(self, office: int) -> int:
        """The position of who writes to an office; -1 where nobody does."""
        line = self._via[office]
        return self._lines.parents[line] if line >= 0 else -1

    def _cohorts(self, offices: list[int]) -> Iterator[Cohort]:
        """The cohorts of a wave to offices, sorted by their senders' senders."""
        sender = self._sender
        offices.sort(key=sender)
        offices.sort(key=lambda office: sender(sender(office)))
        for above, group in groupby(offices, lambda office: sender(sender(office))):
            hops = tuple(map(self._hop, group))
            forwarders = tuple(dict.fromkeys(hop.sender for hop in hops))
            yield Cohort(None if above < 0 else self._ids[above], forwarders, hops)

    def _hop(self, office: int) -> Hop:
        line = self._via[office]
        return Hop(
            self._ids[self._lines.parents[line]],
            self._ids[office],
            CHANNELS[self._lines.channels[line]],
            bool(self._wanted[office]),
            bool(self._forwards[office]),
        )
