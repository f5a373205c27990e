"""The share that has it, day by day: what came, and then what many futures say."""

from __future__ import annotations

from datetime import date

from wian.reports.outlook.daily_share import daily_shares


def test_past_days_are_certain_and_later_ones_are_not(foretold):
    """Shares only grow; on the last day they are those that the outlook says are in time."""
    told = foretold.told
    shares = daily_shares(told)
    assert [each.day for each in shares] == sorted({each.day for each in shares})
    past = [each for each in shares if each.past]
    assert date(2021, 1, 22) < past[-1].day < date(2021, 1, 25)
    assert all(each.p05 == each.p50 == each.p95 for each in past)
    middles = [each.p50 for each in shares]
    assert middles == sorted(middles)
    closing = next(each for each in shares if each.day == told.outset.closes)
    assert closing.p05 < closing.p95
    assert round(closing.p50 * told.addressees) == told.in_time.p50
    assert shares[-1].p50 == 1.0
