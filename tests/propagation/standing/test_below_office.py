"""What stands below an office is the same as what the whole propagation's board says of it."""

from __future__ import annotations

from wian.office.actor import Acting
from wian.office.answer import answer
from wian.propagation.standing.below_office import below_office
from wian.propagation.standing.rollup_cache import board


def test_a_branch_says_what_the_board_of_the_whole_says(live_ledger, live_plan, living):
    """Counts and answers, with offices that answered, are silent, or cannot know yet."""
    living.begin(live_ledger, live_plan)
    living.reach(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, living.leaf)
    now = living.later(60)
    if live_plan.answer_by(living.leaf):
        answer(Acting(live_ledger, live_plan, living.leaf, "test", now), "ทำแล้ว", key="k" * 16)
    known = board(live_ledger, live_plan, now=now)
    for office in live_plan.route.offices:
        found = below_office(live_ledger, live_plan, office, now=now)
        assert found.counts == known.of(office)
        assert all(known.answer(each) is row.standing for each, row in found.answers.items())
        assert len(found.answers) == found.counts.asked
