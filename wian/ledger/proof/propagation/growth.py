"""Verifies how a route has grown: each way begins on it, along the hierarchy, by who may do so."""

from __future__ import annotations

from collections.abc import Iterator

from hierarchy.graph import Hierarchy
from hierarchy.route.route import Hop, Route
from wian.ledger.acts import Act
from wian.ledger.life.growth import Growth
from wian.ledger.life.growth_acts import Added, Rerouted, Shared
from wian.ledger.proof.proof_faults import ProofFaults


def prove_growth(
    propagation: str, hierarchy: Hierarchy, route: Route, growth: Growth, findings: ProofFaults
) -> None:
    """Hold the acts by which a route has grown against the route, and against the hierarchy.

    Args:
        propagation: Id of the propagation.
        hierarchy: Its offices and lines.
        route: Its route as it was planned.
        growth: How that has grown.
        findings: Where faults go.
    """
    above = {hop.recipient: hop.sender for hop in route.hops}
    waiting = list(growth.acts)
    while waiting:
        act = _next(waiting, hierarchy, above, route.origin)
        for what in _faults(act, hierarchy, above, route.origin):
            where = f"{propagation} act {act.kind} {act.key} of {act.office}"
            findings.fault("act", where, what)
        above |= {hop.recipient: hop.sender for hop in _hops(act)}
        waiting.remove(act)


def _next(waiting: list[Act], hierarchy: Hierarchy, above: dict[str, str], origin: str) -> Act:
    """The act that came first of those that wait.

    Acts of one minute may stand in any order, as each office numbers its own. The first to fit the
    route as it stands came first: an act that builds on another one does not fit before it. An
    addition takes nothing away that a way around needs, and goes before.
    """
    minute = waiting[0].at.minute
    together = [act for act in waiting if act.at.minute == minute]
    together.sort(key=lambda act: isinstance(act.body, Rerouted))
    fit = (act for act in together if not any(_faults(act, hierarchy, above, origin)))
    return next(fit, together[0])


def _hops(act: Act) -> list[Hop]:
    body = act.body
    return [way.hop for way in body.ways] if isinstance(body, Added | Rerouted | Shared) else []


def _faults(act: Act, hierarchy: Hierarchy, above: dict[str, str], origin: str) -> Iterator[str]:
    if isinstance(act.body, Rerouted):
        yield from _faults_around(act, act.body, above)
    elif isinstance(act.body, Shared):
        for way in act.body.ways:
            if way.sender != act.office or above.get(way.recipient) != act.office:
                yield f"leaves {way.recipient} to others, to which {act.office} does not write"
    else:
        yield from _faults_of_addition(act, hierarchy, above, origin)


def _faults_around(act: Act, body: Rerouted, above: dict[str, str]) -> Iterator[str]:
    if above.get(body.around) != act.office:
        yield f"goes around {body.around}, to which {act.office} does not write"
    for way in body.ways:
        if way.sender != act.office:
            yield f"has {way.sender} write in place of {act.office}"
        if above.get(way.recipient) != body.around:
            yield f"leads to {way.recipient}, which does not wait behind {body.around}"


def _faults_of_addition(
    act: Act, hierarchy: Hierarchy, above: dict[str, str], origin: str
) -> Iterator[str]:
    known = dict(above)
    if not any(hop.addressed for hop in _hops(act)):
        yield "adds nobody"
    for hop in _hops(act):
        if hop.recipient in known or hop.recipient == origin:
            yield f"adds {hop.recipient}, which the route had reached"
        if hop.sender not in known and hop.sender != origin:
            yield f"has {hop.sender} write, which nobody writes to"
        elif act.office not in _chain(hop.sender, known):
            yield f"has {hop.sender} write, which is not under {act.office}"
        if not _is_line(hierarchy, hop):
            yield f"has {hop.sender} write to {hop.recipient}, and there is no such line"
        known[hop.recipient] = hop.sender


def _chain(office: str, above: dict[str, str]) -> list[str]:
    """An office, and those over it on the route."""
    found = [office]
    while found[-1] in above and len(found) <= len(above):
        found.append(above[found[-1]])
    return found


def _is_line(hierarchy: Hierarchy, hop: Hop) -> bool:
    try:
        return hierarchy.line(hop.sender, hop.recipient).channel == hop.channel
    except KeyError:
        return False
