"""A small tree of offices for the outlook's arithmetic, and what is known of it."""

from __future__ import annotations

import numpy as np
import pytest

from wian.delays.profile import DelayProfile, Stage
from wian.delays.working_time import working_time
from wian.reports.outlook.monte_carlo.known_times import KnownTimes
from wian.reports.outlook.monte_carlo.office_tree import OfficeTree
from wian.reports.outlook.monte_carlo.profile_laws import profile_laws
from wian.reports.outlook.monte_carlo.wave_sweep import Levers, WaveSweep

NOW = 100_000.0
PROFILE = {
    "name": "two stages",
    "assumption": "Made up.",
    "default": {
        "transit": {"median": 2, "p90": 4, "unit": "working-days"},
        "routing": {"constant": 1, "unit": "working-hours"},
        "handling": {"median": 3, "p90": 7, "unit": "working-days"},
    },
}


@pytest.fixture(scope="session")
def grove():
    """An origin, two provinces, and two districts under each; the districts are addressed."""
    parent = np.array([-1, 0, 0, 1, 1, 2, 2])
    return OfficeTree(
        ("origin", "north", "south", "n1", "n2", "s1", "s2"),
        parent,
        np.array([0, 1, 1, 2, 2, 2, 2]),
        np.array([False, False, False, True, True, True, True]),
        ["ministry", "province", "province", *["district"] * 4],
        ["any"] * 7,
        ["", *["post"] * 6],
        np.ones(7, dtype=np.int64),
    )


@pytest.fixture(scope="session")
def told():
    """What is known: rows of (instant, office, minutes before now)."""

    def made(tree, *known):
        times = np.full((4, len(tree), 2), np.nan)
        for instant, office, before in known:
            times[instant, office] = -before
        return KnownTimes(times, np.zeros(len(tree)), np.full(len(tree), NOW))

    return made


@pytest.fixture(scope="session")
def sweeping(grove, told):
    """A sweep of the grove under a profile, with some things known."""

    def made(*known, profile=PROFILE, effect=0.0, seed=1, levers=None, tree=grove):
        shared = dict.fromkeys([each.value for each in Stage], effect)
        assumed = DelayProfile.model_validate({"common_effect": shared} | profile)
        laws = profile_laws(assumed, tree, 420)
        levers = levers or Levers.none(len(tree))
        return WaveSweep(tree, laws, told(tree, *known), working_time("thailand"), seed, levers)

    return made
