"""An outlook of the directive of 2564 in its midst, for whoever tells or draws one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from wian.reports.bilingual import Bilingual
from wian.reports.html.outlook_tables import Foretold
from wian.reports.outlook.outlook import outlook
from wian.reports.outlook.outset import Outset

_DRAWS = 120


@pytest.fixture(scope="session")
def foretold(gecc_sent: Any) -> Foretold:
    """As of the evening of 25 January, with 28 January as the last day: half of them have it."""
    plan = gecc_sent.plan
    zone = plan.working.zone
    now = plan.clock_of(plan.route.origin).instant(datetime(2021, 1, 25, 17, 0, tzinfo=zone))
    of = (plan.route, plan.hierarchy, gecc_sent.hops, plan.profile, plan.working)
    outset = replace(Outset.of(*of, now=now, closes=date(2021, 1, 28)), draws=_DRAWS)
    told = outlook(outset, calls=3)
    country = plan.jurisdiction
    return Foretold(
        told,
        plan.directive.subject,
        country,
        lambda office: plan.hierarchy.office(office).name,
        Bilingual(country),
    )
