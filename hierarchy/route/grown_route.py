"""How does a route grow: by which ways are further offices reached, and what is it with them?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from hierarchy.columns.line_columns import CHANNELS, COMMAND
from hierarchy.graph import Hierarchy
from hierarchy.route.planner import UnreachableAddressees
from hierarchy.route.route import Cohort, Hop, Route, Wave


def shortest_ways(
    hierarchy: Hierarchy, route: Route, under: str, wanted: Collection[str]
) -> tuple[Hop, ...]:
    """The hops by which a route reaches further offices, from whoever on it is nearest to each.

    They begin at an office of the route, which is ``under`` or below it, and lead through offices
    that are not on the route. Of several parents at the same distance the one with a command line
    goes before the one with a supervision line, then the smaller id, as in ``plan_route``.

    Args:
        hierarchy: Offices and lines.
        route: The route so far.
        under: An office of the route.
        wanted: Offices that are not on the route.

    Returns:
        The new hops, each behind the one that reaches its sender.

    Raises:
        UnreachableAddressees: No chain of lines leads to one of them.
    """
    found = _ways_up(hierarchy, route, under, {hierarchy.position(each) for each in wanted})
    lines = hierarchy.lines
    if unreached := sorted(each for each in wanted if hierarchy.position(each) not in found):
        raise UnreachableAddressees(under, unreached)
    taken: dict[int, tuple[int, int]] = {}
    for each in wanted:
        at = hierarchy.position(each)
        while at in found and at not in taken:
            taken[at] = found[at]
            at = lines.parents[found[at][1]]
    return tuple(_hops_along(hierarchy, taken, wanted))


def _hops_along(
    hierarchy: Hierarchy, ways: Mapping[int, tuple[int, int]], wanted: Collection[str]
) -> Iterator[Hop]:
    """The hops along lines: each office's distance from the route, and the line to it."""
    ids, lines = hierarchy.offices.ids, hierarchy.lines
    senders = {lines.parents[line] for _, line in ways.values()}
    for office, (_, line) in sorted(ways.items(), key=lambda each: (each[1][0], each[0])):
        sender, channel = ids[lines.parents[line]], CHANNELS[lines.channels[line]]
        yield Hop(sender, ids[office], channel, ids[office] in wanted, office in senders)


def _ways_up(
    hierarchy: Hierarchy, route: Route, under: str, wanted: set[int]
) -> dict[int, tuple[int, int]]:
    """For offices beside the route the distance to it, and the line that a letter comes along.

    Only of the offices above those that are wanted: they are few, where those below are many.
    """
    lines, on_route = hierarchy.lines, {hierarchy.position(each) for each in route.offices}
    sources = {hierarchy.position(each) for each in at_or_below(route, under)}
    beside, waiting = set(wanted), list(wanted)
    while waiting:
        above = set(lines.parents_of(waiting.pop())) - on_route - beside
        beside |= above
        waiting += above
    found: dict[int, tuple[int, int]] = {}
    distance = dict.fromkeys(sources, 0)
    for depth in range(1, len(beside) + 1):
        reached = {}
        for office in beside - found.keys():
            near = [e for e in lines.up_from(office) if lines.parents[e] in distance]
            if near:
                best = min(near, key=lambda line: (lines.kinds[line] != COMMAND, line))
                reached[office] = (depth, best)
        found |= reached
        distance |= dict.fromkeys(reached, depth)
    return found


def at_or_below(route: Route, office: str) -> Iterator[str]:
    """An office of a route, and whoever it or an office below it writes to."""
    found = {office}
    yield office
    for hop in route.hops:
        if hop.sender in found:
            found.add(hop.recipient)
            yield hop.recipient


def grown(route: Route, hops: Sequence[Hop]) -> Route:
    """A route with further hops; one to an office that it reaches takes the place of that hop.

    Who forwards follows from the hops. Hops that nothing leads to are left out, and so is one that
    leads back: only a forged act holds it, and the way would have no end.

    Args:
        route: The route.
        hops: What is added; a later one to the same office goes before an earlier one.
    """
    if not hops:
        return route
    to = {hop.recipient: hop for hop in (*route.hops, *hops)}
    below: dict[str, list[Hop]] = {}
    for hop in to.values():
        below.setdefault(hop.sender, []).append(hop)
    named = {*route.addressees, *(hop.recipient for hop in hops if hop.addressed)}
    waves = tuple(_waves(route.origin, below))
    return Route(route.origin, waves, tuple(sorted(named)))


def _waves(origin: str, below: dict[str, list[Hop]]) -> Iterator[Wave]:
    above: dict[str, str | None] = {origin: None}
    layer, number = [origin], 1
    while hops := [
        hop for office in layer for hop in below.get(office, ()) if hop.recipient not in above
    ]:
        sent = [replace(hop, forwards=hop.recipient in below) for hop in hops]
        yield Wave(number, tuple(_cohorts(sent, above)))
        above |= {hop.recipient: hop.sender for hop in hops}
        layer, number = [hop.recipient for hop in hops], number + 1


def _cohorts(hops: Iterable[Hop], above: dict[str, str | None]) -> Iterator[Cohort]:
    """The cohorts of a wave, sorted by their senders' senders."""
    ordered = sorted(hops, key=lambda hop: (above[hop.sender] or "", hop.sender, hop.recipient))
    for parent, group in groupby(ordered, key=lambda hop: above[hop.sender]):
        sent = tuple(group)
        yield Cohort(parent, tuple(dict.fromkeys(hop.sender for hop in sent)), sent)
