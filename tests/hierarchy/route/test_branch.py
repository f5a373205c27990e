"""Branches: the whole route once, and none waits for another."""

from __future__ import annotations

import pytest

from hierarchy.route.branch import branched


@pytest.fixture(scope="module")
def route(propagating):
    """The national route in eight provinces."""
    limit = ("phuket", "lamphun", "phitsanulok", "nan", "trat", "yala", "krabi", "loei")
    return propagating.prepare(propagating.national, limit_to=limit).route


def _hops(waves):
    return [(wave.number, hop) for wave in waves for hop in wave.hops]


@pytest.mark.parametrize("most", [None, 0, 1, 40, 150, 10_000])
def test_trunk_and_branches_hold_each_hop_once_in_its_wave(route, most):
    """However small they are cut."""
    parts = branched(route, most)
    found = [*_hops(parts.trunk), *(hop for each in parts.branches for hop in _hops(each.waves))]
    assert sorted(found, key=str) == sorted(_hops(route.waves), key=str)
    assert parts == branched(route, most)
    assert len({each.key for each in parts.branches}) == len(parts.branches)


@pytest.mark.parametrize("most", [None, 40, 150])
def test_a_branch_waits_for_the_trunk_alone(route, most):
    """Who writes in it was written to by the trunk or by the branch itself, in the wave before."""
    parts = branched(route, most)
    assert len(parts.branches) > 1
    trunk = {hop.recipient for _, hop in _hops(parts.trunk)}
    for branch in parts.branches:
        reached = set(trunk)
        for wave in branch.waves:
            assert reached.issuperset(wave.forwarders)
            reached = {hop.recipient for hop in wave.hops}
        assert most is None or sum(len(wave.hops) for wave in branch.waves) <= most


def test_what_is_smaller_than_a_branch_is_one(route):
    """Nobody can help with it."""
    parts = branched(route, 10_000)
    assert (parts.trunk, len(parts.branches)) == ((), 1)
    assert parts.branches[0].forwarders == {
        office for wave in route.waves for office in wave.forwarders
    }


def test_a_cohort_narrowed_to_all_of_it_is_itself(route):
    """So that nothing is copied where nothing is cut."""
    cohort = route.waves[-1].cohorts[0]
    assert cohort.narrowed(route.offices) is cohort
    first = cohort.narrowed(cohort.forwarders[:1])
    assert (first.parent, first.forwarders) == (cohort.parent, cohort.forwarders[:1])
    assert {hop.sender for hop in first.hops} == {cohort.forwarders[0]}
