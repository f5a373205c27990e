"""Planning a route: wave by wave, command before supervision, nobody who is not needed."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hierarchy.graph import Hierarchy, UnknownOffice
from hierarchy.office import Line, LineKind, Office
from hierarchy.route.planner import NoAddressee, UnreachableAddressees, plan_route
from hierarchy.route.selection import Selection

LOCAL = (Selection(levels=("local",)),)


def test_the_plan_reads_wave_by_wave(realm):
    """The ministry writes to both provinces, they to districts and the town, those to villages."""
    route = plan_route(realm, "ministry", LOCAL)
    assert [[hop.recipient for hop in wave.hops] for wave in route.waves] == [
        ["east", "west"],
        ["hill", "town", "ford"],
        ["pond", "mill"],
    ]
    assert route.addressees == ("mill", "pond", "town")
    assert [cohort.key for wave in route.waves for cohort in wave.cohorts] == [
        "ministry",
        "ministry",
        "east",
        "west",
    ]
    assert route.chain("mill") == ("ministry", "west", "ford", "mill")


def test_command_goes_before_supervision(realm):
    """Two provinces stand above the ford; the one that commands it writes."""
    assert plan_route(realm, "ministry", LOCAL).parent("ford") == "west"


def test_only_the_offices_needed_are_on_the_route(realm):
    """A directive to the town alone troubles no district."""
    route = plan_route(realm, "ministry", [Selection(ids=("town",))])
    assert route.offices == ("ministry", "east", "town")


def test_an_addressee_may_forward_too(realm):
    """A district that is to act also passes the directive on."""
    route = plan_route(realm, "ministry", [Selection(ids=("hill", "pond"))])
    assert {hop.recipient: (hop.addressed, hop.forwards) for hop in route.hops} == {
        "east": (False, True),
        "hill": (True, True),
        "pond": (True, False),
    }


def test_limits_keep_what_stands_at_or_under_an_office(realm):
    """A rehearsal in one province leaves the other alone."""
    route = plan_route(realm, "ministry", LOCAL, limit_to=("hill", "town"))
    assert route.addressees == ("pond", "town")


def test_an_unreachable_addressee_is_named(realm):
    """A province cannot write to another province's town."""
    with pytest.raises(UnreachableAddressees, match=r"2 addressees are not under west.*pond, town"):
        plan_route(realm, "west", LOCAL)


def test_a_thousand_unreachable_addressees_make_one_sentence():
    """Ten are named, the rest is counted."""
    offices = [Office("root", "root", "top", "k"), Office("origin", "o", "mid", "k")]
    offices += [Office(f"leaf-{number:03}", "leaf", "leaf", "k") for number in range(1000)]
    lines = [Line("root", each.id) for each in offices[1:]]
    hierarchy = Hierarchy.build(offices, lines, subject="wide")
    with pytest.raises(UnreachableAddressees, match="and 990 more") as caught:
        plan_route(hierarchy, "origin", [Selection(levels=("leaf",))])
    assert len(caught.value.offices) == 1000
    assert len(str(caught.value)) < 400


def test_unknown_origins_and_limits_are_refused(realm):
    """The origin and the limits must be offices."""
    with pytest.raises(UnknownOffice):
        plan_route(realm, "../etc", LOCAL)
    with pytest.raises(UnknownOffice):
        plan_route(realm, "ministry", LOCAL, limit_to=("nowhere",))


def test_nobody_but_the_origin_is_nobody(realm):
    """The origin does not write to itself, and a limit can leave nobody."""
    with pytest.raises(NoAddressee, match="has no addressee besides east"):
        plan_route(realm, "east", [Selection(ids=("east",))])
    with pytest.raises(NoAddressee, match="at or under west"):
        plan_route(realm, "ministry", [Selection(ids=("town",))], limit_to=("west",))


def test_the_digest_tells_routes_apart(realm):
    """Equal routes have equal digests, and another addressee another one."""
    route = plan_route(realm, "ministry", LOCAL)
    assert route.digest() == plan_route(realm, "ministry", LOCAL).digest()
    assert route.digest() != plan_route(realm, "ministry", LOCAL, limit_to=("west",)).digest()


@st.composite
def hierarchies(draw: st.DrawFn) -> Hierarchy:
    """A random graph of 2 to 30 offices under one root, most of them with several parents."""
    count = draw(st.integers(2, 30))
    numbers = list(range(count))
    names = draw(st.permutations([f"o{number}" for number in numbers]))
    offices = [Office(name, name, draw(st.sampled_from(["a", "b"])), "k") for name in names]
    lines = [
        Line(names[above], names[number], kind=draw(st.sampled_from(LineKind)))
        for number in numbers[1:]
        for above in draw(st.sets(st.integers(0, number - 1), min_size=1, max_size=4))
    ]
    return Hierarchy.build(offices, lines, subject="random")


@given(hierarchies(), st.data())
def test_any_route_is_sound(hierarchy, data):
    """Whatever the hierarchy: each once, by a shortest way, after its sender, nobody in vain."""
    origin = hierarchy.root
    others = sorted(set(hierarchy.graph) - {origin})
    wanted = data.draw(st.sets(st.sampled_from(others), min_size=1))
    route = plan_route(hierarchy, origin, [Selection(ids=tuple(wanted))])
    distance = nx.single_source_shortest_path_length(hierarchy.graph, origin)
    reached = {origin}
    for wave in route.waves:
        for hop in wave.hops:
            assert hop.sender in reached
            assert hop.recipient not in reached
            assert hierarchy.graph.has_edge(hop.sender, hop.recipient)
            assert distance[hop.recipient] == wave.number
            assert hop.addressed == (hop.recipient in wanted)
        reached |= {hop.recipient for hop in wave.hops}
    assert wanted <= reached
    senders = {hop.sender for hop in route.hops}
    assert senders == {origin} | {hop.recipient for hop in route.hops if hop.forwards}
    assert all(hop.addressed or hop.forwards for hop in route.hops)


@given(hierarchies(), st.data())
def test_any_cohort_is_the_forwarders_of_one_parent(hierarchy, data):
    """Cohorts part a wave: each sender in one, with all its siblings that forward."""
    others = sorted(set(hierarchy.graph) - {hierarchy.root})
    wanted = data.draw(st.sets(st.sampled_from(others), min_size=1))
    route = plan_route(hierarchy, hierarchy.root, [Selection(ids=tuple(wanted))])
    for wave in route.waves:
        assert len({cohort.key for cohort in wave.cohorts}) == len(wave.cohorts)
        for cohort in wave.cohorts:
            assert {route.parent(office) for office in cohort.forwarders} == {cohort.parent}
            assert list(cohort.forwarders) == sorted({hop.sender for hop in cohort.hops})
            assert list(cohort.hops) == sorted(
                cohort.hops, key=lambda hop: (hop.sender, hop.recipient)
            )


@given(hierarchies(), st.data())
def test_shuffled_input_gives_the_same_plan(hierarchy, data):
    """The order of files and selections does not show in the plan."""
    ids = sorted(set(hierarchy.graph) - {hierarchy.root})
    route = plan_route(hierarchy, hierarchy.root, [Selection(ids=tuple(ids))])
    offices, lines, shuffled = (
        data.draw(st.permutations(each)) for each in (hierarchy.offices, hierarchy.lines, ids)
    )
    again = Hierarchy.build(offices, lines, subject="random")
    selections = [Selection(ids=(each,)) for each in shuffled]
    replanned = plan_route(again, again.root, selections)
    assert replanned == route
    assert replanned.digest() == route.digest()


@given(hierarchies(), st.data())
def test_a_limited_route_is_part_of_the_whole(hierarchy, data):
    """A rehearsal goes the very ways that the real run will go."""
    others = sorted(set(hierarchy.graph) - {hierarchy.root})
    limit = data.draw(st.sampled_from(others))
    everyone = [Selection(ids=tuple(others))]
    whole = plan_route(hierarchy, hierarchy.root, everyone)
    part = plan_route(hierarchy, hierarchy.root, everyone, limit_to=(limit,))
    assert set(part.addressees) == {limit} | nx.descendants(hierarchy.graph, limit)
    assert {(h.sender, h.recipient) for h in part.hops} <= {
        (h.sender, h.recipient) for h in whole.hops
    }
