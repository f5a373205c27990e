"""When would every office receive if each stage took its median? Outlooks are held to that."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from wian.delays.profile import DelayProfile, Stage
from wian.delays.working_time import WorkingTime
from wian.reports.outlook.look_back.past_outlooks import PastDirective
from wian.reports.outlook.monte_carlo.known_times import FORWARDED, READY, RECEIVED
from wian.reports.outlook.monte_carlo.normal_law import Numbers
from wian.reports.outlook.monte_carlo.profile_laws import profile_laws
from wian.reports.outlook.monte_carlo.stage_laws import Effects, Rows, StageLaws

_USUAL = Effects(np.zeros(1), np.zeros(1, dtype=np.int64))
"""A directive that is as fast as directives usually are."""


def kind_laws(
    profile: DelayProfile, past: PastDirective, working: WorkingTime
) -> Mapping[Stage, StageLaws]:
    """How long stages take by the kinds of offices alone, whatever is known of single ones."""
    kinds = profile.model_copy(update={"offices": {}})
    return profile_laws(kinds, past.tree, working.minutes_a_day)


def median_forecast(
    past: PastDirective, tenth: int, laws: Mapping[Stage, StageLaws], working: WorkingTime
) -> Numbers:
    """When every office receives at the medians, from what was known at a tenth of the window.

    Args:
        past: The directive.
        tenth: Which, from 0.
        laws: How long stages take.
        working: Working time of the offices.

    Returns:
        Office minutes from that moment; shape (offices,).
    """
    known, tree = past.known_at(tenth), past.tree
    received, ready, letters = (
        known.latest(instant).copy() for instant in (RECEIVED, READY, FORWARDED)
    )
    letters[:1] = _then(letters[:1], np.zeros(1))  # the first letter goes out now
    for wave in tree.waves:
        transit, routing, handling = (_medians(laws[stage], wave) for stage in Stage)
        received[wave] = _then(received[wave], letters[tree.parent[wave]] + transit)
        several = tree.desks[wave] > 1
        ready[wave] = _then(ready[wave], received[wave] + np.where(several, routing, 0.0))
        letters[wave] = _then(letters[wave], ready[wave] + handling)
    return np.minimum(received, float(working.last_position) - known.now)


def _medians(laws: StageLaws, rows: Rows) -> Numbers:
    return laws.drawn(rows, np.full((len(rows), 1), 0.5), _USUAL)[:, 0]


def _then(known: Numbers, expected: Numbers) -> Numbers:
    """What is known; what is expected, but not before now, where it is not."""
    return np.where(np.isnan(known), np.maximum(expected, 0.0), known)
