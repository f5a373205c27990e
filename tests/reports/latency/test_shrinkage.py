"""Stories of small groups: what three letters say beside what all the others say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.truth.estimates import STORIES, rounds
from wian.reports.latency.shrinkage import Shrunk, shrink


def thought(mean, finished, spread=0.5, whole=10.0, total=None) -> Shrunk:
    mean, finished = np.array(mean, float), np.array(finished)
    totals = mean * finished if total is None else np.array(total)
    found = shrink(mean, finished, totals, spread, whole)
    assert found is not None
    return found


GROUPS = st.lists(st.tuples(st.floats(0.1, 100), st.integers(1, 500)), min_size=2, max_size=30)


@settings(deadline=None)
@given(GROUPS)
def test_a_guess_lies_between_the_group_and_the_whole(groups):
    """Nobody is thought slower than their own letters and all others say."""
    mean, finished = map(list, zip(*groups, strict=True))
    found = thought(mean, finished)
    low, high = np.minimum(mean, 10.0), np.maximum(mean, 10.0)
    assert np.all((low - 1e-9 <= found.mean) & (found.mean <= high + 1e-9))
    assert np.all((found.low < found.mean) & (found.mean < found.high))
    assert np.all((found.weight > 0) & (found.weight < 1))


def test_the_more_letters_the_more_they_weigh():
    """An office is believed the more, the more it shows."""
    found = thought([20, 20, 20, 5, 5, 5], [3, 30, 300, 3, 30, 300])
    assert found.weight[0] < found.weight[1] < found.weight[2]
    assert 10 < found.mean[0] < found.mean[1] < found.mean[2] < 20
    assert found.weight[2] > 0.95
    assert found.high[0] - found.low[0] > found.high[2] - found.low[2]


def test_where_groups_are_alike_a_small_one_is_like_the_others():
    """Forty offices with much the same mean leave one letter little to say."""
    found = thought([30.0, *np.linspace(9.9, 10.1, 40)], [1] + [200] * 40)
    assert found.mean[0] < 10.5


def test_an_office_of_open_letters_alone_is_thought_slower_the_longer_it_waits():
    """No letter of it is finished, and each day without one tells something."""
    groups = {"mean": [np.nan, 12, 8, 10], "finished": [0, 20, 20, 20]}
    waited = [thought(**groups, total=[days, 240, 160, 200]).mean[0] for days in (0, 30, 90)]
    assert waited[0] == pytest.approx(10)
    assert waited[0] < waited[1] < waited[2]


def test_nothing_is_shrunk_where_there_is_no_whole_to_shrink_to():
    """One group alone, or hops that all took no time at all, stay as they are."""
    one, two = np.array([3.0]), np.array([0.0, 0.0])
    assert shrink(one, np.array([4]), np.array([12]), 0.5, 3.0) is None
    assert shrink(two, np.array([4, 5]), np.array([0, 0]), np.nan, 0.0) is None


@pytest.mark.parametrize("shape", [5.0, 20.0, 300.0])
def test_the_interval_is_that_of_the_distribution(shape, scipy_special):
    """The cube root is close enough to the exact quantiles to be shown."""
    found = Shrunk(np.array([7.0]), np.array([shape]), np.array([0.5]))
    exact = [7 * (shape - 1) / scipy_special.gammaincinv(shape, share) for share in (0.975, 0.025)]
    assert [found.low[0], found.high[0]] == pytest.approx(exact, rel=0.01)


def test_what_all_groups_share_makes_a_small_group_less_sure():
    """A directive that delays everybody hides in the whole, too."""
    mean, finished, total = np.array([20.0, 5.0]), np.array([3, 300]), np.array([60, 1500])
    alone, shared = (shrink(mean, finished, total, 0.5, 10.0, off) for off in (0.0, 0.2))
    assert shared.mean == pytest.approx(alone.mean)
    assert shared.high[0] - shared.low[0] > alone.high[0] - alone.low[0]
    assert shrink(mean, finished, total, 0.5, 10.0, 0.0, 3) is None


def test_the_benchmark_of_planted_truth_runs_on_the_frames_of_today():
    """A column that reports read and it lacks would stop it; one round holds most of its truth."""
    levels, offices = rounds(STORIES["batches share a shock, one directive"], 1)
    assert len(levels.means) + sum(levels.marked) >= 4
    assert offices.alarms == 0
    assert np.mean(offices.shrunk) > 0.7
