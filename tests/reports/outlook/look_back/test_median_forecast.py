"""The forecast that adds up medians, which outlooks are held to."""

from __future__ import annotations

import numpy as np

from wian.reports.outlook.look_back.median_forecast import kind_laws, median_forecast
from wian.reports.outlook.monte_carlo.known_times import RECEIVED


def test_what_is_known_stays_and_the_rest_is_to_come(looked_back_on, gecc_sent):
    """No office receives before whoever writes to it."""
    past, working = looked_back_on(), gecc_sent.plan.working
    laws = kind_laws(gecc_sent.plan.profile, past, working)
    found = median_forecast(past, 5, laws, working)
    known = past.known_at(5).latest(RECEIVED)
    has = ~np.isnan(known)
    assert has.any()
    assert (found[has] == known[has]).all()
    assert (found[1:][~has[1:]] >= 0).all()
    below = np.flatnonzero(past.tree.parent > 0)
    assert (found[below] >= found[past.tree.parent[below]]).all()
