"""The outlook that pages show: kept while nothing happens, made again when something does."""

from __future__ import annotations

import pytest

from wian.followup.current_outlook import current_outlook

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
    assert found.below[drill.route.origin].expected == pytest.approx(told.in_time.expected, abs=0.1)
    assert 0.1 < found.share < 0.9
    assert found.share == pytest.approx(told.in_time.expected / 103)
    tops = [hop.recipient for hop in drill.route.hops if hop.sender == drill.route.origin]
    assert sum(found.below[each].addressees for each in tops) == 103
    assert told.telephone[0].office == tops[0]
