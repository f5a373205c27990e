"""The risk of a deadline: what is still open, its usual time, and who will not make it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.read.recorded import hop_records
from wian.reports.outlook.at_risk import Usual, at_risk, expected_arrivals

DAY = 24 * 60


@pytest.fixture
def usual(live_plan):
    return Usual(live_plan.hierarchy, live_plan.profile, live_plan.working.minutes_a_day)


@pytest.fixture
def look(live_plan, live_ledger, usual):
    """The risk for a last day and at a moment."""

    def looked(closes, now):
        records, plan = hop_records(live_ledger, live_plan.id), live_plan
        return at_risk(plan.route, records, usual, plan.working, closes=closes, now=now)

    return looked


def test_a_letter_that_has_just_gone_takes_its_usual_way(
    live_plan, live_ledger, living, usual, look
):
    """The forecast of one local body is the sum of the medians down its chain."""
    plan, records = live_plan, hop_records(live_ledger, live_plan.id)
    at = plan.working.add(living.start.minute, 0)
    for office in living.chain[1:]:
        costs = usual.of(plan.hop_to(office))
        at, handling = plan.working.add(at, sum(costs[:1])), costs[2]
        arrived = at
        at = plan.working.add(plan.working.add(at, costs[1]), handling)
    found = expected_arrivals(plan.route, records, usual, plan.working, living.start)
    assert found[living.leaf] == int(arrived)


def test_nobody_is_at_risk_with_years_to_go_and_everybody_with_a_day(look, living):
    """The same letters, two last days."""
    later, soon = look(date(2029, 12, 31), living.start), look(date(2026, 12, 1), living.start)
    assert (later.will_miss, later.expected, later.missed) == ((), 103, 0)
    assert len(soon.will_miss) == soon.addressees == 103
    assert soon.last == later.last


def test_once_the_last_day_is_over_who_has_not_received_has_missed_it(look, living):
    """There is nothing to be warned of any more."""
    found = look(date(2026, 12, 4), living.later(30 * DAY))
    assert (found.will_miss, found.missed, found.in_time) == ((), 103, 0)


def test_who_received_counts_by_the_day_of_the_first_stamp(live_plan, live_ledger, living, look):
    """One in time, and after the last day the other 102 have missed it."""
    living.reach(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, living.leaf)
    found = look(date(2026, 12, 1), living.later(30 * DAY))
    assert (found.in_time, found.missed) == (1, 102)
    assert look(date(2026, 11, 30), living.later(30 * DAY)).missed == 103


@given(days=st.integers(min_value=0, max_value=200))
def test_waiting_longer_never_makes_an_arrival_earlier(gecc_sent, days):
    """Whoever is late already is expected to act now, and no sooner."""
    plan = gecc_sent.plan
    usual = Usual(plan.hierarchy, plan.profile, plan.working.minutes_a_day)
    silent = [replace(hop, received=None, ready=None) for hop in gecc_sent.hops[:1]]
    start = silent[0].issued.minute
    now, later = (Instant(start + d * DAY, Precision.MINUTE) for d in (days, days + 1))
    first, second = (
        expected_arrivals(plan.route, silent, usual, plan.working, each) for each in (now, later)
    )
    assert all(second[office] >= first[office] >= now.minute for office in first)
    assert np.all(np.array(list(first.values())) >= start)


def test_all_of_2564_had_it_in_time(gecc_sent):
    """What is known needs no forecast."""
    plan = gecc_sent.plan
    usual = Usual(plan.hierarchy, plan.profile, plan.working.minutes_a_day)
    now = Instant.of(date(2021, 3, 1), plan.working.zone)
    closes = plan.directive.window.closes
    found = at_risk(plan.route, gecc_sent.hops, usual, plan.working, closes=closes, now=now)
    assert (found.in_time + found.missed, found.will_miss, found.last) == (103, (), None)
