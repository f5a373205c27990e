"""The outlook that pages show: kept while nothing happens, made again when something does."""

from __future__ import annotations

import pytest

from wian.followup.current_outlook import current_outlook
from wian.reports.outlook.what_if import WhatIf, compared

_DAY = 24 * 60


@pytest.fixture(scope="module")
def drill(living):
    """The drill, to be over on 5 January."""
    asks = [{"to": {"levels": ["local"]}, "text": "ซักซ้อม"}]
    window = {"opens": "2026-12-01", "closes": "2027-01-05"}
    return living.plan(id="short-drill", asks=asks, window=window)


@pytest.fixture
def look(live_ledger, drill, living):
    """Its outlook so many minutes after the start."""
    living.begin(live_ledger, drill)

    def looked(minute: int, minutes_old: int = 0):
        now = living.later(minute)
        return current_outlook(live_ledger, drill, now=now, minutes_old=minutes_old)

    return looked


def test_it_is_kept_until_something_happens(look, live_ledger, drill, living):
    """The same value within the hour; another one after a stamp, unless an old one will do."""
    ministry = living.chain[1]
    first = look(60)
    assert look(90) is first
    living.stamp(live_ledger, drill, ministry, 95)
    assert look(100, minutes_old=60) is first
    after = look(100)
    assert after is not first
    assert look(100 + 61) is not after


def test_chances_add_up_along_the_tree(look, drill):
    """What is expected below the origin is what is expected of all."""
    found = look(3 * _DAY)
    told = found.told
    assert told.addressees == 103
    assert set(found.chances) == {each.office for each in told.offices}
    whole = found.below[drill.route.origin]
    assert whole.in_time.expected == pytest.approx(told.in_time.expected, abs=0.1)
    assert 0.1 < found.share < 0.9
    assert found.share == pytest.approx(told.in_time.expected / 103)
    tops = [hop.recipient for hop in drill.route.hops if hop.sender == drill.route.origin]
    assert sum(found.below[each].addressees for each in tops) == 103
    assert told.telephone[0].office == tops[0]


def test_a_branch_has_the_intervals_of_its_own(look, drill):
    """The origin's branch is the whole; a district's lies within, and what helps adds up."""
    found = look(20 * _DAY)
    told, whole = found.told, found.below[drill.route.origin]
    spread = (told.in_time.p05, told.in_time.p50, told.in_time.p95)
    assert (whole.in_time.p05, whole.in_time.p50, whole.in_time.p95) == spread
    assert (whole.addressees, whole.last) == (103, told.last)
    districts = [each for name, each in found.below.items() if name.startswith("phitsanulok.")]
    assert len(districts) == 9
    assert sum(each.addressees for each in districts) == 100
    assert max(each.last.p95 for each in districts) <= whole.last.p95
    assert all(each.in_time.p05 <= each.in_time.p50 <= each.in_time.p95 for each in districts)
    asked = compared(told.outset, WhatIf(remind=True))
    reminded = asked.after[0].expected - asked.before[0].expected
    assert sum(found.reminders.values()) == pytest.approx(reminded, abs=0.1)
    assert found.calls == {each.office: each.gain for each in told.telephone}
