"""The normal distribution of the outlook, against scipy's."""

from __future__ import annotations

import numpy as np

from wian.reports.outlook.monte_carlo.normal_law import (
    exact_quantile,
    log_share_above,
    quantile,
    share_above,
)

SHARES = np.concatenate(
    [10.0 ** -np.arange(2, 290, 7), np.linspace(0.001, 0.999, 3001), 1 - 10.0 ** -np.arange(2, 14)]
)


def test_quantiles_are_exact(scipy_stats):
    """In the middle as far out as numbers go."""
    assert np.abs(exact_quantile(SHARES) - scipy_stats.norm.ppf(SHARES)).max() < 1e-9


def test_the_table_of_quantiles_is_right_to_five_digits(scipy_stats):
    """At both ends it asks the formula."""
    assert np.abs(quantile(SHARES.copy()) - scipy_stats.norm.ppf(SHARES)).max() < 2e-6


def test_shares_above_are_right_far_out(scipy_stats):
    """Their logarithms, too, where the share itself is too small for a number."""
    points = np.linspace(-40, 40, 4001)
    right = scipy_stats.norm.logsf(points)
    assert np.abs(log_share_above(points) - right).max() < 1e-6
    assert np.abs(share_above(points) - scipy_stats.norm.sf(points)).max() < 1e-7
