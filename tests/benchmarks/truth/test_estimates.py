"""Estimates of latency are near the planted truth, and their intervals hold it."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.truth import estimates

SOME = 60


@pytest.mark.parametrize("name", estimates.DELAYS)
def test_estimates_are_near_the_truth_and_intervals_hold_it(name):
    """Thirty per cent of the letters are open: the plain mean is far off, ours is not."""
    found = list(estimates.rounds(name, 0.3, SOME))
    plain = np.mean([each.plain for each in found])
    assert plain < 0.8
    assert np.mean([each.whole for each in found]) == pytest.approx(1, abs=estimates.BIAS)
    assert np.mean(np.concatenate([each.office for each in found])) == pytest.approx(1, abs=0.03)
    low, high = estimates.COVERED
    assert low <= np.mean(np.concatenate([each.held for each in found])) <= high
    assert low <= np.mean(np.concatenate([each.small for each in found])) <= high + 0.01
    assert np.mean([each.ranked for each in found]) >= low


def test_the_truly_slowest_office_is_found_and_no_other_is_blamed():
    """Half as slow again as the next one, with a hundred letters."""
    found = list(estimates.rounds("log-normal", 0.15, SOME, worst=True))
    assert np.mean([each.slowest in each.suspects for each in found]) >= estimates.FOUND
    assert np.mean([each.first == each.slowest for each in found]) >= 0.85
    assert not any(set(each.sure) - {each.slowest} for each in found)


def test_rounds_are_the_same_every_time():
    """Whoever runs the command again gets the figures of the page."""
    first, second = (next(estimates.rounds("gamma", 0.15, 1)) for _ in range(2))
    assert (first.whole, first.plain) == (second.whole, second.plain)
    assert np.array_equal(first.held, second.held)
