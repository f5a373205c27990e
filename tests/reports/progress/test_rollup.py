"""Stories of the roll-up: what an office sees of those below it."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hierarchy.office import Channel
from hierarchy.route.route import Cohort, Hop, Route, Wave
from wian.reports.progress.answers import AnswerStanding
from wian.reports.progress.delivery import Standing, Standings
from wian.reports.progress.rollup import RollUp, RollUps, roll_up


def _route(parents: list[int]) -> Route:
    """A route in which office ``n + 1`` is written to by office ``parents[n]``."""
    depth = [0]
    for parent in parents:
        depth.append(depth[parent] + 1)
    senders = set(parents)
    hops = [
        (depth[child], Hop(f"o{parent}", f"o{child}", Channel.POST, True, child in senders))
        for child, parent in enumerate(parents, start=1)
    ]
    waves = []
    for number in range(1, max(depth) + 1):
        found = tuple(hop for at, hop in hops if at == number)
        forwarders = tuple(dict.fromkeys(hop.sender for hop in found))
        waves.append(Wave(number, (Cohort(None, forwarders, found),)))
    return Route("o0", tuple(waves), tuple(f"o{n + 1}" for n in range(len(parents))))


def _rolled_up(route: Route, standing, answers) -> RollUps:
    """The roll-up of standings by office."""
    stands, kinds = list(Standing), list(AnswerStanding)
    codes = np.array([stands.index(standing[each]) for each in route.offices[1:]], np.int8)
    given = [kinds.index(answers[each]) if each in answers else -1 for each in route.offices[1:]]
    return roll_up(Standings(route.places, codes), np.array(given, np.int8))


def _naive(route: Route, standing, answers) -> dict[str, RollUp]:
    """The same by asking every office for its chain."""
    found = {}
    for office in route.offices:
        below = [each for each in route.offices if office in route.chain(each)[:-1]]
        of = [standing[each] for each in below]
        given_ = [answers[each] for each in below if each in answers]
        found[office] = RollUp(
            office, len(below), *[of.count(each) for each in Standing],
            len(given_), *[given_.count(each) for each in AnswerStanding],
        )  # fmt: skip
    return found


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_it_equals_a_naive_count(data):
    """Whatever the tree and whoever is silent, one pass from below counts what asking all does."""
    size = data.draw(st.integers(1, 25))
    parents = [data.draw(st.integers(0, n)) for n in range(size)]
    route = _route(parents)
    offices = route.offices[1:]
    standing = {each: data.draw(st.sampled_from(list(Standing))) for each in offices}
    asked = data.draw(st.sets(st.sampled_from(offices)))
    answers = {each: data.draw(st.sampled_from(list(AnswerStanding))) for each in asked}
    assert _rolled_up(route, standing, answers) == _naive(route, standing, answers)


def test_an_office_sees_only_those_below_it():
    """Neither itself, nor its neighbours, nor whoever writes to it."""
    route = _route([0, 0, 1, 1, 2])
    standing = dict.fromkeys(route.offices[1:], Standing.CONFIRMED) | {
        "o3": Standing.SILENT,
        "o5": Standing.UNREACHABLE,
    }
    found = _rolled_up(route, standing, {"o4": AnswerStanding.LATE})
    assert found["o1"] == RollUp("o1", 2, 1, 1, 0, 1, 0, 1, 0, 0)
    assert found["o2"] == RollUp("o2", 1, 0, 0, 1, 0, 0, 0, 0, 0)
    assert found["o0"] == RollUp("o0", 5, 3, 1, 1, 1, 0, 1, 0, 0)
    assert found["o4"] == RollUp("o4", *[0] * 9)


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_below_adds_up(seed):
    """Confirmed, silent and unreachable are all; so are the four standings of answers."""
    rng = random.Random(seed)  # noqa: S311 - a story, no secret
    route = _route([rng.randrange(n + 1) for n in range(500)])
    standing = {each: rng.choice(list(Standing)) for each in route.offices[1:]}
    answers = {each: rng.choice(list(AnswerStanding)) for each in route.offices[1::2]}
    for each in _rolled_up(route, standing, answers).values():
        assert each.confirmed + each.silent + each.unreachable == each.below
        assert each.in_time + each.late + each.missing + each.pending == each.asked
