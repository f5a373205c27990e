"""Stories of ranks: who is slowest, and who is only unlucky."""

from __future__ import annotations

import numpy as np

from wian.reports.latency.ranks import MOST, Ranks, ranks


def of(guess, low, high) -> Ranks:
    found = ranks(*(np.array(each, float) for each in (guess, low, high)))
    assert found is not None
    return found


def test_an_office_that_is_slower_beyond_doubt_is_first_beyond_doubt():
    """No other interval reaches into its own: rank 1, from 1 to 1."""
    found = of([10, 20, 9], [8, 18, 7], [12, 22, 11])
    assert found.rank.tolist() == [2, 1, 3]
    assert (found.low[1], found.high[1]) == (1, 1)
    assert (found.low[0], found.high[0]) == (2, 3)


def test_nobody_is_called_slowest_on_three_letters():
    """The highest mean of all rests on little: its rank may be any."""
    found = of([14, *[10] * 20], [3, *[9] * 20], [40, *[11] * 20])
    assert found.rank[0] == 1
    assert found.high[0] == 21


def test_a_group_without_an_interval_may_have_any_rank_and_leaves_the_others_theirs():
    """Nothing is known of the first: it may be slower or faster than both."""
    found = of([14, 10, 5], [0, 9, 4], [np.inf, 11, 6])
    assert (found.low.tolist(), found.high.tolist()) == ([1, 1, 2], [3, 2, 3])


def test_every_rank_is_given_once_and_lies_in_its_interval():
    """A table of ranks can be read from top to bottom."""
    guess = np.linspace(1, 2, 50)
    found = of(guess, guess * 0.8, guess * 1.3)
    assert sorted(found.rank) == list(range(1, 51))
    assert np.all((found.low >= 1) & (found.low <= found.rank))
    assert np.all((found.rank <= found.high) & (found.high <= 50))


def test_equal_means_have_the_same_rank():
    """Nobody is called slower than another for the order of the rows."""
    found = of([5, 7, 5, 3], [4, 6, 4, 2], [6, 8, 6, 4])
    assert found.rank.tolist() == [2, 1, 2, 4]


def test_more_groups_than_anybody_reads_are_not_ranked():
    """A million groups of office and month get no league table."""
    ones = np.ones(MOST + 1)
    assert ranks(ones, ones, ones) is None
