"""Who will have it in time: the outlook of a live directive, and whom to telephone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from wian.ledger.read.recorded import hop_records
from wian.reports.outlook.outlook import outlook
from wian.reports.outlook.outset import Outset

CLOSES = date(2027, 1, 5)
DAY = 24 * 60


@pytest.fixture
def look(live_plan, live_ledger):
    """The outset of the drill at a moment, with a last day."""

    def looked(now, closes=CLOSES):
        plan, records = live_plan, hop_records(live_ledger, live_plan.id)
        of = (plan.route, plan.hierarchy, records, plan.profile, plan.working)
        return replace(Outset.of(*of, now=now, closes=closes), draws=300)

    return looked


def test_counts_and_probabilities_agree(look, living):
    """As many are expected in time as their probabilities add up to."""
    found = outlook(look(living.start))
    assert (found.addressees, found.received) == (103, 0)
    assert found.in_time.expected == pytest.approx(
        sum(each.in_time for each in found.offices), abs=0.1
    )
    assert found.in_time.p05 < found.in_time.p50 <= found.in_time.p95
    assert found.last.p05 < found.last.p50 < found.last.p95
    chances = [each.in_time for each in found.offices]
    assert chances == sorted(chances)
    assert all(each.p05 <= each.p50 <= each.p95 for each in found.offices)


def test_the_same_seed_gives_the_same_outlook_and_another_a_near_one(look, living):
    """To the last figure; and chance moves it by little."""
    one, again = outlook(look(living.start)), outlook(look(living.start))
    other = outlook(replace(look(living.start), seed=2))
    assert (one.in_time, one.last, one.offices) == (again.in_time, again.last, again.offices)
    assert one.offices != other.offices
    assert other.in_time.expected == pytest.approx(one.in_time.expected, abs=12)


def test_who_has_received_has_its_day_and_is_sure(look, living, live_plan, live_ledger):
    """One local body has stamped: nothing of it is drawn any more."""
    living.reach(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, living.leaf)
    found = outlook(look(living.later(DAY)))
    own = next(each for each in found.offices if each.office == living.leaf)
    today = date(2026, 12, 1)
    assert (own.received, own.p05, own.p50, own.p95, own.in_time) == (*[today] * 4, 1.0)
    assert found.received == 1
    assert found.offices[-1].in_time == 1.0


def test_an_outlook_grows_worse_while_an_office_is_silent(look, living):
    """The ministry does nothing for three weeks; and that shows in the directive's pace."""
    soon, late = outlook(look(living.start)), outlook(look(living.later(21 * DAY)))
    assert late.in_time.expected < soon.in_time.expected / 2
    assert late.last.p50 > soon.last.p50
    assert soon.slower == pytest.approx(1, abs=0.02)
    assert late.slower > 1.1


def test_nothing_is_learned_under_a_declared_profile(look, living):
    """All that is to come is assumed."""
    assert outlook(look(living.start)).learned == 0


def test_without_a_deadline_there_are_days_and_no_chances(look, living):
    """The latest come first."""
    found = outlook(look(living.start, closes=None), calls=1)
    assert found.in_time is None
    assert {each.in_time for each in found.offices} == {None}
    days = [each.p50 for each in found.offices]
    assert days == sorted(days, reverse=True)
    assert found.telephone[0].gain > 30


def test_the_office_that_all_wait_for_is_called_first(look, living, live_plan, live_ledger):
    """Once districts have it, each of them holds up its own part; no call is made in vain."""
    ministry = living.chain[1]
    first = outlook(look(living.later(14 * DAY)), calls=5).telephone
    assert [(each.office, each.waiting) for each in first] == [(ministry, 103)]
    for office in living.chain[1:4]:
        living.advance(live_ledger, live_plan, office)
    later = outlook(look(living.later(10 * DAY)), calls=4).telephone
    assert len(later) == 4
    assert sum(each.waiting for each in later) < 103
    gains = [each.gain for each in later]
    assert gains == sorted(gains, reverse=True)
    late = outlook(look(living.later(25 * DAY)), calls=40).telephone
    assert {each.waiting for each in late} == {1}
    assert gains[-1] > 0
