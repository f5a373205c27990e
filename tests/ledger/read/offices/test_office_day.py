"""An office's day: what its registers got in it, on both databases."""

from __future__ import annotations

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.read.offices.office_day import office_day


def test_a_day_holds_what_was_entered_in_it_and_nothing_else(either, living, live_plan):
    """From its first minute to before the next day's; a register's own moment, in its order."""
    living.begin(either, live_plan)
    living.reach(either, live_plan, "phitsanulok", minutes=30)
    at = living.later(30)
    after = Instant(at.minute + 1, Precision.MINUTE)
    day = office_day(either, "dla", at, after)
    desks = live_plan.hierarchy.office("dla").desks
    assert [each.desk for each in day.received] == list(desks)
    assert {each.at for each in (*day.received, *day.issued)} == {at}
    assert [each.propagation for each in day.issued] == [live_plan.id]
    assert office_day(either, "phitsanulok", at, after) == office_day(either, "dla", after, after)
    assert office_day(either, "dla", living.start, at).received == ()
