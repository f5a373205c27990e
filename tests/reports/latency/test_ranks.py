"""Stories of ranks: who is slowest, and who is only unlucky."""

from __future__ import annotations

import numpy as np

from wian.reports.latency.ranks import MOST, ranks
from wian.reports.latency.shrinkage import Shrunk


def of(mean, shape) -> Shrunk:
    return Shrunk(np.array(mean, float), np.array(shape, float), np.ones(len(mean)))


def test_an_office_that_is_slower_beyond_doubt_is_first_beyond_doubt():
    """A thousand letters each, twice as slow: rank 1, from 1 to 1."""
    found = ranks(of([10, 20, 9], [2_000, 2_000, 2_000]))
    assert found.rank.tolist() == [2, 1, 3]
    assert (found.low[1], found.high[1]) == (1, 1)


def test_nobody_is_called_slowest_on_three_letters():
    """The highest mean of all rests on little: its rank may be nearly any."""
    found = ranks(of([14, *[10] * 20], [3, *[400] * 20]))
    assert found.rank[0] == 1
    assert found.high[0] > 15


def test_every_rank_is_given_once_and_lies_in_its_interval():
    """A table of ranks can be read from top to bottom."""
    found = ranks(of(np.linspace(1, 2, 50), np.full(50, 30)))
    assert sorted(found.rank) == list(range(1, 51))
    assert np.all((found.low >= 1) & (found.low <= found.rank))
    assert np.all((found.rank <= found.high) & (found.high <= 50))


def test_ranks_are_the_same_every_time():
    """Two people who make the report see the same intervals."""
    groups = of(np.linspace(1, 2, 30), np.full(30, 20))
    first, second = ranks(groups), ranks(groups)
    assert first.low.tolist() == second.low.tolist()
    assert first.high.tolist() == second.high.tolist()


def test_more_groups_than_anybody_reads_are_not_ranked():
    """A million groups of office and month get no league table."""
    assert ranks(of(np.ones(MOST + 1), np.full(MOST + 1, 9))) is None
