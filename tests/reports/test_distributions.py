"""Stories of probabilities: ours are those of scipy, which is not installed with wian."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wian.reports.distributions import (
    chi_squared_tail,
    log_gamma,
    student_quantile_975,
    student_tail,
)

PRECISE = 1e-11


@given(st.lists(st.floats(1e-6, 1e9), min_size=1, max_size=20))
def test_the_logarithm_of_gamma_is_scipys(scipy_special, values):
    """Of small groups and of ten million hops."""
    expected = scipy_special.gammaln(np.array(values))
    assert log_gamma(np.array(values)) == pytest.approx(expected, rel=PRECISE, abs=PRECISE)


@given(st.floats(0, 1400), st.integers(1, 40))
def test_the_tail_of_chi_squared_is_scipys(scipy_stats, value, freedom):
    """Far out, where it is told from zero, as well as near it."""
    assert chi_squared_tail(value, freedom) == pytest.approx(
        scipy_stats.chi2.sf(value, freedom), rel=PRECISE, abs=1e-300
    )


@given(st.floats(0, 60), st.integers(2, 10**7))
def test_the_tail_of_students_t_is_scipys(scipy_stats, value, freedom):
    """From two degrees of freedom to millions."""
    assert float(student_tail(value, freedom)) == pytest.approx(
        scipy_stats.t.sf(value, freedom), rel=PRECISE, abs=1e-300
    )


@given(st.lists(st.integers(2, 10**9), min_size=1, max_size=50))
def test_the_quantile_of_students_t_is_scipys(scipy_special, freedom):
    """What an interval of 95 % reaches to, group by group."""
    expected = scipy_special.stdtrit(np.array(freedom), 0.975)
    assert student_quantile_975(np.array(freedom)) == pytest.approx(expected, rel=PRECISE)


def test_a_quantile_of_less_than_two_degrees_of_freedom_is_not_given():
    """The interval would reach so far that it says nothing."""
    found = student_quantile_975(np.array([0, 1, 2]))
    assert np.isnan(found).tolist() == [True, True, False]
