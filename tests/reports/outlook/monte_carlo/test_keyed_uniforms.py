"""Keyed random numbers: the same in any block, spread evenly, and independent."""

from __future__ import annotations

import numpy as np

from wian.reports.outlook.monte_carlo.keyed_uniforms import keys, stage_keys, uniforms


def test_a_number_depends_on_its_key_and_its_place_alone():
    """Whichever rows and draws are asked for beside it."""
    of = keys(7, ["a", "b", "c"])
    whole = uniforms(of, 50)
    assert np.array_equal(uniforms(of[1:2], 20, first=30), whole[1:2, 30:])
    assert np.array_equal(uniforms(keys(7, ["c", "a"]), 50), whole[[2, 0]])


def test_seeds_and_stages_give_other_numbers():
    """And none of them twice."""
    of = keys(7, ["a"])
    rows = [of, keys(8, ["a"]), stage_keys(of, "transit"), stage_keys(of, "handling")]
    drawn = np.concatenate([uniforms(each, 1000).ravel() for each in rows])
    assert len(np.unique(drawn)) == 4000


def test_numbers_are_even_and_uncorrelated(scipy_stats):
    """Over draws, over offices, and from one draw to the next."""
    drawn = uniforms(keys(1, [f"office {each}" for each in range(200)]), 500)
    assert scipy_stats.kstest(drawn.ravel(), "uniform").pvalue > 0.001
    assert scipy_stats.kstest(drawn[:, 0], "uniform").pvalue > 0.001
    assert abs(np.corrcoef(drawn[:, :-1].ravel(), drawn[:, 1:].ravel())[0, 1]) < 0.01
    assert abs(np.corrcoef(drawn[:-1].ravel(), drawn[1:].ravel())[0, 1]) < 0.01
