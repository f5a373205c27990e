"""History grows old where it changed, and only there."""

from __future__ import annotations

import numpy as np

from wian.reports.outlook.learned.age_weights import age_weights, half_life
from wian.reports.outlook.learned.pace_fit import fitted


def test_steady_offices_keep_all_of_their_history(planted):
    """What directives share comes and goes; that is no reform."""
    spans, _, _ = planted(directives=24)
    assert half_life(spans, fitted(spans)) == np.inf


def test_after_a_reform_what_was_before_says_less(planted):
    """And the figures are those of now."""
    spans, _, _ = planted(directives=24, step=14, shared=0.1)
    days = half_life(spans, fitted(spans))
    assert days <= 365
    weights = age_weights(spans, days)
    assert weights.max() == 1
    assert weights[spans.directive == 0].max() < 0.3
    now = fitted(spans, weights).centre
    assert abs(now[0] - 5.0) < abs(fitted(spans).centre[0] - 5.0)


def test_with_few_directives_nothing_is_tried(planted):
    """Five say nothing of a trend."""
    spans, _, _ = planted(directives=5, step=3)
    assert half_life(spans, fitted(spans)) == np.inf
