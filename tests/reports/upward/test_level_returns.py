"""The way back level by level: medians are those of the rows, and nothing known is nothing said."""

from __future__ import annotations

import numpy as np
import pytest

from wian.delays.upward.answering_figures import answering_days
from wian.propagation.standing.days_in_force import DaysInForce
from wian.propagation.upward.answers_so_far import answers_now, rehearsal_end
from wian.propagation.upward.hops_up import hops_up, until
from wian.reports.upward.level_returns import level_returns


@pytest.fixture(scope="module")
def returned(asked_and_answered):
    """What was known of a rehearsal at its end, or at another moment."""
    of = asked_and_answered
    last = max((each.ready for each in of.hops if each.ready), key=lambda at: at.minute)

    def told(now=None):
        at = now or rehearsal_end(of.ledger, of.plan, last)
        up = until(hops_up(of.ledger, of.plan, of.hops), at)
        back = answers_now(of.ledger, DaysInForce(of.plan), at)
        return up, level_returns(back, up, of.plan.working)

    return told


def test_a_level_has_the_median_of_its_rows(returned, asked_and_answered):
    """Of 103 bodies the days from their last desk to their answer, of the others what they held."""
    up, levels = returned()
    days = answering_days(up, asked_and_answered.plan.working)[0]
    assert levels[0].own == pytest.approx(float(np.nanmedian(days)))
    assert levels[0].slowest == pytest.approx(float(np.nanmax(days)))
    assert [each.back.done for each in levels] == [103, 9, 1, 1, 1]
    assert all(each.travel is not None and each.own is not None for each in levels)


def test_before_anything_came_back_no_figure_is_known(returned, asked_and_answered):
    """As of the first letter nobody has answered: no row, no median, no source."""
    first = min((each.issued for each in asked_and_answered.hops), key=lambda at: at.minute)
    up, levels = returned(first)
    assert up == []
    assert {(each.own, each.slowest, each.travel, each.sources) for each in levels} == {
        (None, None, None, ())
    }
