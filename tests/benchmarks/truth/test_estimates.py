"""The latency report's intervals hold planted truth, or are marked as not to be had."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.truth import estimates

SOME = 6
"""Rounds of the quick form: the command runs two hundred."""


@pytest.fixture(scope="module")
def found():
    """Levels and offices of three stories: a shock of directives, one of batches, heavy tails."""
    names = (
        "directives share a shock",
        "batches share a shock, 40 directives",
        "log-normal, heavy, 15 % open",
    )
    return [estimates.rounds(estimates.STORIES[name], SOME) for name in names]


def test_intervals_of_letters_that_share_a_shock_hold_the_truth(found):
    """Today's held a third of the time where a directive was late as a whole."""
    for levels, offices in found[:2]:
        assert np.mean(levels.means) >= 0.8  # eighteen intervals of few rounds
        assert np.mean(offices.means) >= 0.9
        assert np.mean(offices.shrunk) >= 0.9


def test_a_mean_that_hangs_on_its_tail_is_marked_and_the_restricted_one_holds(found):
    """Fifteen per cent of heavy-tailed letters are open."""
    levels, offices = found[2]
    assert all(levels.marked)
    assert all(offices.marked)
    assert np.mean(levels.restricted + offices.restricted) >= 0.9


def test_the_slowest_office_is_within_its_ranks_and_no_other_is_named(found):
    """Nobody is called the bottleneck by chance."""
    for _, offices in found:
        assert all(offices.worst)
        assert offices.alarms == 0


def test_finished_hops_alone_give_too_low_a_mean():
    """More so where more of them are open."""
    assert 0.05 < estimates.shortfall("gamma", 0.15, 20_000) < 0.15
    assert 0.15 < estimates.shortfall("gamma", 0.3, 20_000) < 0.25
