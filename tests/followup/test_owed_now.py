"""Stories of what is overdue: the same, whether it is sought at once or only where it can be."""

from __future__ import annotations

import pytest

from wian.followup import owed_now
from wian.followup.owed_now import overdue_now
from wian.followup.remind import follow_up_plan
from wian.ledger.read.hops.hop_tables import hop_table
from wian.office.actor import Acting
from wian.office.answer import answer
from wian.office.joint_issue import issue

_YEAR = 366 * 24 * 60


@pytest.fixture
def overdue(empty_ledger, living):
    """What is overdue years later, which is what a sweep would follow up."""

    def found(plan):
        now, hops = living.later(5 * _YEAR), hop_table(empty_ledger, plan.id)
        late = overdue_now(empty_ledger, plan, hops, now=now)
        assert late == follow_up_plan(empty_ledger, plan, now=now).overdue
        return {(each.office, each.owed.value) for each in late}

    return found


def test_all_that_is_owed_is_found_and_nothing_when_all_is_done(
    empty_ledger, living, overdue, monkeypatch
):
    """A stamp, a letter and an answer, until the last one is given: then no hop is read for it."""
    plan = living.plan(limit_to=(living.leaf,))
    *above, leaf = [office for office in plan.route.offices if office != plan.route.origin]
    living.begin(empty_ledger, plan)
    for office in above:
        assert overdue(plan) == {(office, "reception")}
        living.stamp(empty_ledger, plan, office)
        assert overdue(plan) == {(office, "forwarding")}
        issue(Acting(empty_ledger, plan, office, "x", living.later(30)))
    living.stamp(empty_ledger, plan, leaf)
    assert overdue(plan) == {(leaf, "answer")}
    answer(Acting(empty_ledger, plan, leaf, "x", living.later(60)), "แล้ว", key="k" * 16)
    assert overdue(plan) == set()
    monkeypatch.setattr(owed_now, "owing_at", None)  # it would be called
    assert (
        overdue_now(
            empty_ledger, plan, hop_table(empty_ledger, plan.id), now=living.later(5 * _YEAR)
        )
        == ()
    )
