"""The way back up: everybody answers whoever wrote to it, the farthest first."""

from __future__ import annotations

import networkx as nx
import pytest

from hierarchy.route.planner import plan_route
from hierarchy.route.selection import Selection
from hierarchy.route.way_up import way_up


@pytest.fixture
def route(realm):
    """To all local offices; the town has its letter straight from a province."""
    return plan_route(realm, "ministry", (Selection(levels=("local",)),))


def test_the_farthest_answer_first(route):
    """Villages answer districts; then districts and the town answer the provinces."""
    way = way_up(route, route.addressees)
    assert [(wave.number, [hop.recipient for hop in wave.hops]) for wave in way.waves] == [
        (1, ["pond", "mill"]),
        (2, ["hill", "town", "ford"]),
        (3, ["east", "west"]),
    ]
    assert way.asker("mill") == "ford"
    assert way.asker("ministry") is None
    assert way.gathers("ford")
    assert not way.gathers("town")
    assert dict(way.children)["east"] == ("hill", "town")


def test_who_is_not_asked_and_gathers_nothing_stays_out(route):
    """Only the town is asked: one province gathers, and nobody else has anything to send."""
    way = way_up(route, ["town", "nowhere"])
    assert [(wave.number, [hop.recipient for hop in wave.hops]) for wave in way.waves] == [
        (1, ["town"]),
        (2, ["east"]),
    ]
    assert way.asked == {"town"}


def test_every_cohort_comes_after_those_below_it(route):
    """The waves are an order of the route's graph reversed: whoever gathers has its answers."""
    way = way_up(route, route.addressees)
    up = nx.DiGraph((hop.recipient, hop.sender) for hop in way.hops)
    assert set(up.edges) == {(hop.recipient, hop.sender) for hop in route.hops}
    for wave in way.waves:
        for hop in wave.hops:
            below = nx.ancestors(up, hop.recipient)
            assert all(way.wave_of[office] < wave.number for office in below)
