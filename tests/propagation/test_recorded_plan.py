"""The plan of a recorded propagation: as it was prepared, with its route only when asked for."""

from __future__ import annotations

from wian.ledger.write.propagations import load_propagation
from wian.propagation.recorded_plan import restore


def test_the_route_is_planned_when_it_is_asked_for(live_ledger, live_plan):
    """Whoever keeps plans learns when one grows; what needs no route plans none."""
    grown = []
    plan = restore(live_ledger, live_plan.id, grown.append)
    assert plan.id == load_propagation(live_ledger, live_plan.id).id
    assert (plan.hops_held, plan.working.zone) == (0, live_plan.working.zone)
    assert [plan.answer_by(each.id) for each in plan.hierarchy.offices] == [
        live_plan.answer_by(each.id) for each in live_plan.hierarchy.offices
    ]
    assert (grown, plan.hops_held) == ([], 0)
    assert plan.route == live_plan.route
    assert (grown, plan.hops_held) == ([plan], len(live_plan.route.hops))
    assert plan.profile == live_plan.profile


def test_only_offices_within_the_limit_are_to_answer(empty_ledger, living):
    """As on the route that was limited to them; others of the same level are not asked."""
    limited = living.plan(limit_to=(living.leaf,))
    living.begin(empty_ledger, limited)
    plan = restore(empty_ledger, limited.id)
    asked = {each.id for each in plan.hierarchy.offices if plan.answer_by(each.id)}
    assert asked == set(limited.answers_by)
