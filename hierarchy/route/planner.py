"""Plans a route: waves, cohorts and hops from the origin to every addressee."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import networkx as nx
import numpy as np

from hierarchy.check.soundness import named
from hierarchy.columns.line_columns import COMMAND, LineColumns
from hierarchy.graph import Hierarchy
from hierarchy.route.column_route import ColumnRoute, Positions, Ways
from hierarchy.route.route import Route
from hierarchy.route.selection import Selection
from hierarchy.route.selector import Marks, marks
from wian.kit.counted import counted
from wian.kit.errors import WianError

_HELD = 20_000
"""Most hops of a route that are all made at once; each takes 110 bytes."""


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
    found = ways_down(hierarchy, origin, addressees, limit_to)
    route = ColumnRoute(hierarchy, origin, found)
    return route.held() if len(route.hops) <= _HELD else route


def ways_down(
    hierarchy: Hierarchy, origin: str, addressees: Sequence[Selection], limit_to: Sequence[str] = ()
) -> Ways:
    """The ways that letters take, by column; arguments and errors as ``plan_route``."""
    start = hierarchy.position(origin)
    wanted = marks(hierarchy, addressees)
    wanted[start] = False
    if limit_to:
        wanted &= at_or_under(hierarchy, limit_to)
    if not wanted.any():
        raise NoAddressee(origin, limit_to)
    via, layers = _lines_used(hierarchy.lines, start, len(wanted))
    if (unreached := np.flatnonzero(wanted & (via < 0))).size:
        ids = hierarchy.offices.ids
        raise UnreachableAddressees(origin, [ids[at] for at in unreached.tolist()])
    parents = np.frombuffer(hierarchy.lines.parents, np.int32)
    above = np.where(via >= 0, parents[via], np.int32(-1))
    forwards = np.zeros(len(wanted), np.bool_)
    for layer in reversed(layers):
        forwards[above[layer[wanted[layer] | forwards[layer]]]] = True
    forwards[start] = False
    those = (_in_order(layer[wanted[layer] | forwards[layer]], above) for layer in layers)
    return Ways(via, above, wanted, forwards, tuple(layer for layer in those if layer.size))


def at_or_under(hierarchy: Hierarchy, offices: Iterable[str]) -> Marks:
    """Which offices are some offices or stand under one, by position.

    Raises:
        UnknownOffice: One of them does not exist.
    """
    kept = np.zeros(len(hierarchy.offices), np.bool_)
    for office in offices:
        at = hierarchy.position(office)
        kept[[at, *nx.descendants(hierarchy.positions, at)]] = True
    return kept


def _lines_used(lines: LineColumns, start: int, count: int) -> tuple[Positions, list[Positions]]:
    """For each office the number of the line that its letter comes along, -1 where none does; and
    the offices at each distance from the start, from 1.
    """
    children = np.frombuffer(lines.children, np.int32)
    kinds = np.frombuffer(lines.kinds, np.uint8)
    via, seen = np.full(count, -1, np.int32), np.zeros(count, np.bool_)
    layer, layers = np.array([start], np.int32), list[Positions]()
    seen[start] = True
    while layer.size:
        numbers = _lines_from(lines, layer)
        numbers = numbers[~seen[children[numbers]]]
        numbers = numbers[np.lexsort((numbers, kinds[numbers] != COMMAND, children[numbers]))]
        layer, first = np.unique(children[numbers], return_index=True)
        via[layer], seen[layer] = numbers[first], True
        layers.append(layer)
    return via, layers[:-1]


def _lines_from(lines: LineColumns, offices: Positions) -> Positions:
    """The numbers of all lines that lead down from some offices."""
    starts = np.frombuffer(lines.starts, np.int32)
    first, counts = starts[offices], starts[offices + 1] - starts[offices]
    ends = np.cumsum(counts)
    found: Positions = np.repeat(first - ends + counts, counts).astype(np.int32)
    return found + np.arange(ends[-1], dtype=np.int32)


def _in_order(layer: Positions, above: Positions) -> Positions:
    """The recipients of a wave by the senders' senders, the senders, and themselves."""
    senders = above[layer]
    order = np.lexsort((layer, senders, above[senders]))
    return layer[order]
