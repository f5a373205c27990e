"""Stories of offices that sign on Tuesdays, and of others that only seem to."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from wian.delays.working_time import working_time
from wian.reports.bottlenecks.batching import batching, discovered

_WORKING = working_time("thailand")


def _letters(trees, office, minutes, **more):
    return [
        trees.hop(office, f"{office}-to", int(minute), propagation=f"{office}-{n}", **more)
        for n, minute in enumerate(minutes)
    ]


def _worked(trees, generator, count):
    """Minutes of office time, evenly, over half a year."""
    start = trees.monday
    total = int(_WORKING.between(start, start + 180 * 1440))
    return _WORKING.add(start, generator.integers(1, total, count)) - start


def _table(trees, rows):
    return batching(trees.frame(rows, as_of=900 * trees.day), _WORKING)


def test_an_office_that_signs_on_tuesdays_is_marked(trees):
    """Forty letters in twenty weeks, all but a few on a Tuesday."""
    tuesdays = [(7 * week + 1) * 1440 + hour * 60 for week in range(20) for hour in (1, 4)]
    found = _table(trees, _letters(trees, "a", [*tuesdays, 0, 2 * 1440 + 60]))
    first = found.filter(pl.col("by") == "weekday").row(0, named=True)
    assert (first["office"], first["marked"], first["peak"]) == ("a", True, 2)
    assert first["peak_letters"] > 3 * first["peak_expected"]
    assert first["p_value"] < 0.001


def test_few_letters_say_nothing(trees):
    """Three letters on three Tuesdays: no test, no mark."""
    found = _table(trees, _letters(trees, "a", [1440 * (7 * week + 1) for week in range(3)]))
    assert found["p_value"].null_count() == found.height
    assert not found["marked"].any()


def test_letters_that_leave_evenly_are_marked_as_seldom_as_promised(trees):
    """Two hundred offices without a habit: about one test in twenty falls below 5 %."""
    generator = np.random.default_rng(2564)
    rows = [
        hop for n in range(200) for hop in _letters(trees, f"o{n}", _worked(trees, generator, 100))
    ]
    found = _table(trees, rows)
    for by in ("weekday", "hour"):
        tests = found.filter((pl.col("by") == by) & pl.col("p_value").is_not_null())
        assert tests.height > 150
        assert 0.01 <= (tests["p_value"] < 0.05).mean() <= 0.10
        assert tests["marked"].sum() <= 2


def test_a_letter_with_a_date_alone_counts_by_weekday_and_not_by_hour(trees):
    """A date says the day, and nothing of the hour."""
    at = [day * 1440 - 510 for day in range(60)]
    found = _table(trees, _letters(trees, "a", at, issued_dated=True))
    assert found["by"].to_list() == ["weekday"]
    assert found["letters"][0] + found["outside"][0] == 60


@pytest.mark.parametrize(
    ("p_values", "believed"),
    [
        ([0.001, 0.2, 0.9], [True, False, False]),
        ([0.04, 0.04, 0.04], [True, True, True]),
        ([0.04, 0.5, 0.6], [False, False, False]),
        ([np.nan, 0.01], [False, True]),
        ([], []),
    ],
)
def test_many_tests_are_believed_together(p_values, believed):
    """The more offices are tested, the less a single small probability says."""
    assert discovered(np.array(p_values, dtype=float)).tolist() == believed


@pytest.mark.parametrize("seed", range(5))
def test_the_test_of_hours_is_scipys(trees, seed, scipy_stats):
    """Office hours from 08:30 to 16:30: the first and the last hour are half ones."""
    minutes = _worked(trees, np.random.default_rng(seed), 300)
    found = _table(trees, _letters(trees, "b", minutes)).row(
        by_predicate=pl.col("by") == "hour", named=True
    )
    chance = np.array([30, *[60] * 7, 30]) / 480
    expected = scipy_stats.chisquare(found["counts"], found["letters"] * chance)
    assert found["chi_squared"] == pytest.approx(expected.statistic, rel=1e-12)
    assert found["p_value"] == pytest.approx(expected.pvalue, rel=1e-9)
