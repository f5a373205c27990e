"""History grows old where it changed, and only there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from wian.reports.outlook.learned.age_weights import age_weights, half_lives
from wian.reports.outlook.learned.pace_fit import fitted


def test_steady_offices_keep_all_of_their_history(planted):
    """What directives share comes and goes; that is no reform."""
    spans, _, _ = planted(directives=24)
    assert half_lives(spans, fitted(spans)).tolist() == [np.inf] * 2


def test_after_a_reform_what_was_before_says_less(planted):
    """And the figures are those of now."""
    spans, _, _ = planted(directives=24, step=14, shared=0.1)
    days = half_lives(spans, fitted(spans))
    assert days.max() <= 365
    weights = age_weights(spans, days)
    assert weights.max() == 1
    assert weights[spans.directive == 0].max() < 0.3
    now = fitted(spans, weights).centre
    assert abs(now[0] - 5.0) < abs(fitted(spans).centre[0] - 5.0)


def test_with_few_directives_nothing_is_tried(planted):
    """Five say nothing of a trend."""
    spans, _, _ = planted(directives=5, step=3)
    assert half_lives(spans, fitted(spans)).tolist() == [np.inf] * 2


def test_a_reform_of_some_offices_leaves_the_history_of_others(planted):
    """One kind of offices is quicker from the fourteenth directive on, the other is as ever."""
    steady, reformed = (planted(directives=24, shared=0.1, step=each)[0] for each in (None, 14))
    slow = steady.group == 1
    mixed = replace(
        steady,
        least=np.where(slow, reformed.least, steady.least),
        most=np.where(slow, reformed.most, steady.most),
    )
    days = half_lives(mixed, fitted(mixed))
    assert np.isinf(days[0])
    assert days[1] <= 365
    weights = age_weights(mixed, days)
    assert weights[~slow].min() == 1
    assert fitted(mixed, weights).centre == pytest.approx([6.0, 6.0], abs=0.2)
