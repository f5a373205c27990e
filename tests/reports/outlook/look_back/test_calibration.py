"""Calibration: what was too sure in the past is corrected, and only from enough of it."""

from __future__ import annotations

import numpy as np
import pytest

from wian.reports.outlook.look_back.calibration import LevelCorrection, calibration
from wian.reports.outlook.look_back.past_outlooks import PastOutlook


def told(directives, places, seed=1):
    """Outlooks of the fifth tenth, whose places among the futures come from a distribution."""
    rng = np.random.default_rng(seed)
    whole = (0.5, 0.4, 0.6, 0.5)
    return [
        PastOutlook(
            str(each), 5, places(rng, 400), np.empty(0), np.empty(0, dtype=bool),
            whole, float(places(rng, 1)[0]), whole, 0.5,
        )
        for each in range(directives)
    ]  # fmt: skip


def even(rng, count):
    """What outlooks that are right give."""
    return rng.random(count)


def sure(rng, count):
    """What outlooks give that are far too sure: too many receptions at both ends."""
    return rng.beta(0.4, 0.4, count)


def test_right_outlooks_stay_what_they_are():
    """Within what 20 directives of 400 offices tell."""
    known = LevelCorrection(calibration(told(20, even)), 0.55)
    levels = (0.05, 0.5, 0.95)
    assert known.offices
    assert known.office_levels(levels) == pytest.approx(levels, abs=0.02)


def test_intervals_that_were_too_sure_hold_afterwards():
    """Nine in ten of the next directives' offices lie within them."""
    low, high = LevelCorrection(calibration(told(20, sure)), 0.55).office_levels((0.05, 0.95))
    after = sure(np.random.default_rng(9), 20_000)
    assert np.mean((after >= 0.05) & (after <= 0.95)) < 0.75
    assert np.mean((after >= low) & (after <= high)) == pytest.approx(0.9, abs=0.02)


def test_chances_are_corrected_the_other_way_round():
    """What happened by 5 % of the futures in 20 % of the cases has a chance of 20 %."""
    known = LevelCorrection(calibration(told(20, sure)), 0.55)
    found = known.chances(np.array([0.0, 0.05, 0.5, 1.0]))
    assert found[[0, 3]] == pytest.approx([0, 1])
    assert found[1] > 0.15
    assert found[2] == pytest.approx(0.5, abs=0.03)


def test_a_tenth_that_was_never_seen_takes_the_nearest():
    """And where nothing is known, a level stays what it is."""
    known = calibration(told(20, sure))
    levels = (0.05, 0.95)
    held = LevelCorrection(known, 0.55).office_levels(levels)
    assert held != levels
    assert LevelCorrection(known, 0.0).office_levels(levels) == held
    for nothing in (LevelCorrection(known, None), LevelCorrection(None, 0.5)):
        assert nothing.office_levels(levels) == levels
        assert nothing.chances(np.array([0.3])) == 0.3


def test_too_few_directives_calibrate_nothing():
    """Ten for offices, a hundred for counts, of which each directive is one."""
    assert calibration(told(9, even)) is None
    assert not calibration(told(99, even)).counts
    assert calibration(told(100, even)).counts
