"""How long a directive took from an office's own letter until those below it stamped theirs."""

from __future__ import annotations

import numpy as np

from wian.delays.working_time import working_time
from wian.followup.days_below import days_below

_DAY = 24 * 60


def test_days_count_from_the_offices_own_letter(either, live_plan, living):
    """Working days of whoever is below, at any level; others and their days count elsewhere."""
    ledger, working = either, working_time("thailand")
    living.begin(ledger, live_plan)
    assert days_below(ledger, live_plan.id, "phitsanulok", working) is None
    living.reach(ledger, live_plan, living.leaf, _DAY)
    district = living.chain[4]
    living.stamp(ledger, live_plan, living.leaf, 3 * _DAY)
    found = days_below(ledger, live_plan.id, "phitsanulok", working)
    bodies = len(live_plan.sending(district)[1])
    assert found.written == len(live_plan.sending("phitsanulok")[1]) + bodies
    np.testing.assert_allclose(found.days, [0.0, 2.0])
    origin = days_below(ledger, live_plan.id, "opm", working)
    assert origin.written == found.written + 3
    np.testing.assert_allclose(origin.days, [1.0, 1.0, 1.0, 1.0, 3.0])
    leaf = days_below(ledger, live_plan.id, district, working)
    assert (leaf.written, leaf.days.tolist()) == (bodies, [2.0])
