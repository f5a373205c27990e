"""Circles of hops are cut where somebody wrote first; trees stay as they are."""

import numpy as np
import pytest

from wian.reports.bottlenecks.circles import without_circles


@pytest.mark.parametrize(
    ("parent", "issued", "cut"),
    [
        pytest.param([-1, 0, 1], [5, 3, 1], [-1, 0, 1], id="no-circle"),
        pytest.param([2, 0, 1], [1, 2, 3], [-1, 0, 1], id="the-earliest-begins"),
        pytest.param([0, 0], [1, 2], [-1, 0], id="an-office-that-wrote-to-itself"),
        pytest.param([1, 0, 3, 2], [1, 1, 1, 1], [-1, 0, -1, 2], id="two-of-one-moment"),
        pytest.param([2, 2, 0], [1, 2, 3], [-1, -1, 0], id="nobody-waits-for-what-came-later"),
    ],
)
def test_every_way_up_ends(parent, issued, cut):
    """Each hop hangs on one that was written no later, and none on itself."""
    assert without_circles(np.array(parent), np.array(issued)).tolist() == cut


def test_nothing_has_no_circles():
    """A report on no hops."""
    none = np.array([], dtype=np.int64)
    assert without_circles(none, none).tolist() == []
