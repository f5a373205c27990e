"""Stories of offices that slow down on busy days, and of those that do not."""

from __future__ import annotations

import numpy as np
import pytest

from wian.reports.bottlenecks.overview import find


def _office(trees, name, handling):
    """Forty days: on every second one five letters come at once, else one."""
    rows = []
    for day in range(40):
        many = 5 if day % 2 else 1
        for number in range(many):
            ready = day * trees.day + number
            key = f"{name}-{day}-{number}"
            own = ready + int(handling(many, day + number))
            rows.append(trees.hop("a", name, ready - 60, ready, ready, own, propagation=key))
    return rows


def test_an_office_that_drowns_on_busy_days_is_marked(trees):
    """Handling takes an hour on a quiet day, and two days on a busy one."""
    rows = [*_office(trees, "b", lambda many, n: 60 if many == 1 else 2880 + n)]
    found = find(trees.frame(rows, as_of=300 * trees.day)).load.row(0, named=True)
    assert (found["office"], found["marked"], found["letters"]) == ("b", True, 120)
    assert found["correlation"] > 0.5
    assert (found["most_a_day"], found["days"]) == (5, 40)


def test_an_office_that_keeps_its_pace_is_not(trees):
    """Handling has nothing to do with how much lies on the table."""
    generator = np.random.default_rng(1)
    rows = _office(trees, "b", lambda *_: generator.integers(60, 4000))
    found = find(trees.frame(rows, as_of=300 * trees.day)).load.row(0, named=True)
    assert not found["marked"]
    assert found["p_value"] > 0.05


def test_open_letters_are_counted_and_not_measured(trees):
    """What still lies on the table has no handling time yet."""
    rows = [{**trees.hop("a", "b", 0, 60, 60), "forwards": True}]
    found = find(trees.frame(rows)).load.row(0, named=True)
    assert (found["letters"], found["open"], found["handling_days"]) == (0, 1, None)


@pytest.mark.parametrize(("seed", "slower"), [(1, 0), (2, 5), (3, 60), (4, 4000)])
def test_the_correlation_and_its_chance_are_scipys(trees, seed, slower, scipy_stats):
    """From none at all to one that nobody takes for chance."""
    generator, handled = np.random.default_rng(seed), []

    def handling(many, _):
        minutes = int(generator.integers(60, 4000)) + slower * many
        handled.append((many, minutes))
        return minutes

    rows = _office(trees, "b", handling)
    found = find(trees.frame(rows, as_of=900 * trees.day)).load.row(0, named=True)
    expected = scipy_stats.spearmanr(*zip(*handled, strict=True))
    assert found["correlation"] == pytest.approx(expected.statistic, rel=1e-12)
    assert found["p_value"] == pytest.approx(expected.pvalue, rel=1e-9)


def test_a_perfect_correlation_is_no_chance(trees):
    """Five letters always take longer than one, and all five the same."""
    rows = _office(trees, "b", lambda many, _: 100 * many)
    found = find(trees.frame(rows, as_of=900 * trees.day)).load.row(0, named=True)
    assert found["correlation"] == pytest.approx(1)
    assert found["p_value"] == pytest.approx(0, abs=1e-300)
