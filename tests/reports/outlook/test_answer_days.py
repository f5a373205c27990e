"""Stories of answers that are wanted before offices can have the directive."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from wian.propagation.remarks import remarks
from wian.reports.outlook.answer_days import answer_time


def _asked(plan, **days):
    ask = plan.directive.asks[0].model_copy(update=days)
    return replace(plan, directive=plan.directive.model_copy(update={"asks": (ask,)}))


@pytest.fixture(scope="module")
def early(gecc_plan):
    """The directive of 2564 that wants its answers before the districts write."""
    return _asked(gecc_plan, answer_by=date(2021, 1, 18))


def test_who_cannot_have_it_by_the_answer_day_is_counted_in_the_plan(early):
    """How many of how many, the last of them, letters dated after it, and what to do."""
    (told,) = [each for each in remarks(early) if "answer_by" in each]
    assert told.startswith("asks.0.answer_by is 2021-01-18, and at the usual delays of the profile")
    assert " of 103 offices that are to answer have the directive only after it" in told
    assert "letters that should name it bear a later date" in told
    assert told.endswith("write a later day, or one for their level in answer_by_level.")


def test_a_day_that_leaves_time_is_not_remarked(gecc_plan):
    """Neither is a directive that wants no answer."""
    for plan in (gecc_plan, _asked(gecc_plan, answer_by=date(2021, 3, 31))):
        assert not [each for each in remarks(plan) if "answer_by" in each]


def test_a_levels_own_day_is_judged_by_itself(gecc_plan):
    """The day for everybody has no office left that it is for."""
    days = {"local": date(2021, 1, 18)}
    plan = _asked(gecc_plan, answer_by=date(2021, 3, 31), answer_by_level=days)
    (told,) = [each for each in remarks(plan) if "answer_by" in each]
    assert told.startswith("asks.0.answer_by_level.local is 2021-01-18, ")


def test_a_rehearsal_tells_how_many_had_it_after_their_day(early, gecc_sent):
    """Of those asked, by their last desk; one day more makes one day's arrivals fewer."""
    days = early.answers_by
    found = answer_time(gecc_sent.hops, days, early.working)
    zone = early.working.calendar.zone
    arrived = [h.ready.date(zone) for h in gecc_sent.hops if h.recipient in days and h.ready]
    assert found.asked == 103
    assert 0 < found.late == sum(day > date(2021, 1, 18) for day in arrived)
    later = {office: max(arrived) for office in days}
    assert answer_time(gecc_sent.hops, later, early.working).late == 0
    before = {office: min(arrived) - timedelta(days=1) for office in days}
    assert answer_time(gecc_sent.hops, before, early.working).late == len(arrived)
