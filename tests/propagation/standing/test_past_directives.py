"""Looking back on a ledger's past directives, and what that corrects in outlooks to come."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wian.ledger.database import open_ledger
from wian.ledger.read.propagation_facts import propagation_facts
from wian.propagation.runtime import now
from wian.propagation.standing.past_directives import (
    Looking,
    learned_calibration,
    look_back,
)

HOW = Looking(draws=40, seed=1, simulated=True)


@pytest.fixture(scope="module")
def drills(drilled_home):
    with open_ledger(f"sqlite:///{drilled_home / 'wian.db'}") as ledger:
        yield ledger


def test_the_latest_are_looked_back_on_and_each_is_told(drills):
    """Two of thirteen, with every outlook of theirs; what they are made from had ended before."""
    told = []
    how = replace(HOW, latest=2)
    back = look_back(drills, propagation_facts(drills), how, now(), lambda *each: told.append(each))
    assert len(back.found.directives) == 2
    assert back.found.taught == back.found.directives
    assert [outlook for outlook, _, _ in told] == back.found.outlooks
    assert {past.id for _, past, _ in told} == {*back.found.directives}


def test_outlooks_are_calibrated_by_those_whose_delays_were_learned(drills):
    """The first drill had nothing to learn from: twelve are left, enough for single offices."""
    known, directives = learned_calibration(drills, "thailand", HOW, now())
    assert directives == 12
    assert known.directives == 12
    assert known.offices[0].cases > 100
    assert not known.counts


def test_too_few_directives_are_not_looked_back_on_at_all(drills):
    """Without simulated ones none is over; and four of them calibrate nothing."""
    assert learned_calibration(drills, "thailand", replace(HOW, simulated=False), now()) == (
        None,
        0,
    )
    assert learned_calibration(drills, "thailand", replace(HOW, latest=4), now()) == (None, 4)
