"""How the provinces stand: every office is counted once, and nothing is forecast."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from wian.followup.current_snapshot import setting, situate
from wian.jurisdictions.instant import Instant
from wian.propagation.plan import record
from wian.reports.progress.by_province import by_province, provinces_on
from wian.reports.progress.delivery import Standing
from wian.reports.progress.pages.page import page

PROVINCES = ("phuket", "lamphun", "nan", "trang")


@pytest.fixture
def national(propagating, empty_ledger, living):
    """A directive to four provinces that nobody has begun, a day before its last day."""
    plan = propagating.prepare(propagating.national, limit_to=PROVINCES)
    record(empty_ledger, plan, living.start)
    last_day = Instant.of(datetime(2021, 2, 27, tzinfo=UTC), ZoneInfo("UTC"))
    return situate(empty_ledger, plan, now=last_day), plan


def test_every_office_below_the_department_is_counted_in_one_province(national):
    """The ministry and the department are in none."""
    found, plan = national
    rows = by_province(found, plan.route, plan.hierarchy)
    assert {row.province for row in rows} == set(PROVINCES)
    above = [
        hop for hop in found.hops if hop.office not in provinces_on(plan.route, plan.hierarchy)
    ]
    assert sum(row.offices for row in rows) == found.offices - len(above)
    assert {hop.office for hop in above} == {"moi", "dla"}
    assert sum(row.have for row in rows) == found.count(Standing.CONFIRMED) == 0


def test_the_page_counts_provinces_and_forecasts_for_none(national):
    """What is to come is said once, by the outlook: no column adds up usual times beside it."""
    found, plan = national
    assert found.risk.will_miss
    told = page(found, setting(plan))
    assert "The provinces, and the share of each that has it" in told
    assert "| province | offices | received | not received yet | overdue |" in told
    assert "miss it" not in told
    assert "expected" not in told
