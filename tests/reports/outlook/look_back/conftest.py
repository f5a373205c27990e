"""The directive of 2564, rehearsed, as a directive of the past."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wian.reports.outlook.look_back.past_directive import past_directive
from wian.reports.progress.snapshot import last_moment


@pytest.fixture(scope="session")
def looked_back_on(gecc_sent):
    """Make it one: with its hops as they are or changed, and with a last day or without."""
    plan, hops = gecc_sent.plan, gecc_sent.hops
    closes = plan.directive.window.closes

    def made(records=hops, closes=closes, *, simulated=True, **changes):
        over = replace(last_moment(records, None), **changes)
        of = (plan.id, plan.route, plan.hierarchy, records, plan.working)
        return past_directive(*of, over=over, closes=closes, simulated=simulated)

    return made
