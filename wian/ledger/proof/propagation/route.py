"""Verifies chains: every one goes back to the origin along the recorded route."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from operator import itemgetter

import networkx as nx
from sqlalchemy import Connection

from hierarchy.graph import Hierarchy
from hierarchy.office import Channel
from hierarchy.route.grown_route import grown
from hierarchy.route.planner import plan_route
from hierarchy.route.route import Route
from wian.delays.hop_record import Source
from wian.kit.counted import counted
from wian.kit.errors import WianError
from wian.ledger.contents import HOP_COLUMNS
from wian.ledger.life.life import life_of
from wian.ledger.proof.letter_numbers import letter_name
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.proof.propagation.contents import Contents
from wian.ledger.proof.propagation.growth import prove_growth
from wian.ledger.read.kept_hierarchies import read_kept
from wian.ledger.records import Propagation

_RouteHops = Mapping[str, tuple[object, ...]]
_PART = HOP_COLUMNS.index("part")
_SENDER, _WAVE = HOP_COLUMNS.index("sender"), HOP_COLUMNS.index("wave")
_CHANNEL, _SOURCE = HOP_COLUMNS.index("channel"), HOP_COLUMNS.index("source")
_ON_ROUTE = itemgetter(
    *map(HOP_COLUMNS.index, ("sender", "wave", "channel", "addressed", "forwards"))
)
"""What the route says of a hop."""


def prove_chains(propagation: Propagation, contents: Contents, findings: ProofFaults) -> None:
    """Every letter was received by its office before, back to the origin's."""
    origin = propagation.directive.origin
    _refuse_strange_words(contents)
    above = {recipient: row[_SENDER] for recipient, row in contents.hops.items()}
    brought = ((row[_SENDER], row[_PART]) for row in contents.hops.values())
    orphans = Counter(letter for letter in brought if letter not in contents.letters)
    for letter, count in orphans.items():
        where = letter_name(propagation.id, *letter)
        hops = counted(count, "hop carries", "hops carry")
        findings.fault("chain", where, f"is missing, and {hops} it")
    writers = dict.fromkeys(office for office, _ in contents.letters)
    unreached = [office for office in writers if office != origin and office not in above]
    for office in unreached:
        where = f"{propagation.id} letter of {office}"
        findings.fault("chain", where, f"was issued, but nothing was sent to {office}")
    if not _descends(contents):
        _prove_reached(propagation, above, writers, findings)


def _refuse_strange_words(contents: Contents) -> None:
    """Refuse a channel or a source that no program writes.

    Raises:
        ValueError: There is one.
    """
    for channel, source in {(row[_CHANNEL], row[_SOURCE]) for row in contents.hops.values()}:
        Channel(channel)
        Source(source)


def _descends(contents: Contents) -> bool:
    """Whether each hop is of a later wave than the one to its sender: then no chain is a circle."""
    waves = {recipient: row[_WAVE] for recipient, row in contents.hops.items()}
    return all(
        row[_SENDER] not in waves or waves[row[_SENDER]] < row[_WAVE]
        for row in contents.hops.values()
    )


def _prove_reached(
    propagation: Propagation,
    above: Mapping[str, str],
    writers: Iterable[str],
    findings: ProofFaults,
) -> None:
    """No chain runs in a circle; a cut one was reported where it is cut."""
    graph: nx.DiGraph[str] = nx.DiGraph((sender, office) for office, sender in above.items())
    graph.add_nodes_from(writers)
    for circle in nx.simple_cycles(graph):
        where = f"{propagation.id} letters of {', '.join(sorted(circle)[:5])}"
        findings.fault("chain", where, "pass the directive in a circle")


def recorded_offices(
    connection: Connection, propagation: Propagation, findings: ProofFaults
) -> Hierarchy | None:
    """The offices that it went down; ``None``, and a fault, where they cannot be read."""
    try:
        found = read_kept(connection, propagation.hierarchy_digest)
    except KeyError:
        findings.fault("route", propagation.id, "its hierarchy is missing")
        return None
    except (WianError, zlib.error) as error:
        _unplanned(propagation, error, findings)
        return None
    if found.digest() != propagation.hierarchy_digest:
        findings.fault("route", propagation.id, "its hierarchy is not the recorded one")
    return found


def prove_route(
    connection: Connection,
    propagation: Propagation,
    hierarchy: Hierarchy | None,
    contents: Contents,
    findings: ProofFaults,
) -> None:
    """The route is the recorded one, and every hop is on it."""
    findings.checked["routes"] += 1
    route = _route(propagation, hierarchy, findings) if hierarchy else None
    if hierarchy is None or route is None:
        return
    if route.digest() != propagation.route_digest:
        findings.fault("route", propagation.id, "the route planned from it is not the recorded one")
    growth = life_of(connection, propagation.id).growth
    prove_growth(propagation.id, hierarchy, route, growth, findings)
    planned = _planned(grown(route, growth.hops))
    for recipient, row in contents.hops.items():
        *sent, forwards = _ON_ROUTE(row)
        *expected, forwards_now = planned.get(recipient, (None,))
        changed = recipient in growth.changed  # it may have been sent the letter before
        if sent != expected or (forwards != forwards_now and not changed):
            where = f"{propagation.id} hop {row[_SENDER]} -> {recipient}"
            findings.fault("hop", where, "is not on the recorded route")


def _route(propagation: Propagation, hierarchy: Hierarchy, findings: ProofFaults) -> Route | None:
    """The route, planned again from the snapshot; ``None``, and a fault, where it cannot be."""
    directive, limit_to = propagation.directive, propagation.limit_to
    try:
        return plan_route(hierarchy, directive.origin, directive.addressees, limit_to=limit_to)
    except WianError as error:
        _unplanned(propagation, error, findings)
    return None


def _unplanned(propagation: Propagation, error: Exception, findings: ProofFaults) -> None:
    why = " ".join(str(error).split())
    findings.fault("route", propagation.id, f"its route cannot be planned again: {why}")


def _planned(route: Route) -> _RouteHops:
    return {
        hop.recipient: (hop.sender, wave.number, hop.channel, hop.addressed, hop.forwards)
        for wave in route.waves
        for hop in wave.hops
    }
