"""Stories of offices to which nobody has written yet, and of whom they wait for."""

from __future__ import annotations

from wian.ledger.write.propagations import list_propagations
from wian.propagation.reported_hops import hops_of
from wian.reports.bottlenecks.overview import find
from wian.reports.hop_frame import SCHEMA
from wian.reports.scope.recorded_hops import frame_of
from wian.reports.unsent_hops import with_unsent


def test_everybody_below_a_silent_ministry_waits_for_it(live_ledger, living):
    """The origin has written, and nobody else: the whole route waits for one reception."""
    plan = living.plan()
    sent = frame_of(live_ledger, [plan.id], now=living.later(3 * 1440))
    hops = with_unsent(sent, plan.route, plan.hierarchy)
    assert hops.schema == dict(SCHEMA)
    assert hops["recipient"].to_list() == [hop.recipient for hop in plan.route.hops]
    found = find(hops)
    first = found.parts.row(0, named=True)
    assert (first["recipient"], first["stage"], first["open"]) == ("moi", "transit", True)
    assert first["offices_held"] == len(plan.route.hops)


def test_a_route_that_was_sent_whole_stays_as_it_is(gecc_sent):
    """Nobody is added who has been written to."""
    hops = frame_of(gecc_sent.ledger, [gecc_sent.plan.id])
    plan = gecc_sent.plan
    assert with_unsent(hops, plan.route, plan.hierarchy).equals(hops)


def test_a_report_of_a_rehearsal_has_no_hop_to_come(gecc_sent, living):
    """Everybody in it has forwarded."""
    known = list_propagations(gecc_sent.ledger)
    hops = hops_of(gecc_sent.ledger, known, now=living.later(60))
    assert hops.height == len(gecc_sent.hops)


def test_a_report_of_a_live_propagation_has_every_hop_of_its_route(live_ledger, live_plan, living):
    """As long as somebody must forward."""
    living.stamp(live_ledger, live_plan, "moi")
    hops = hops_of(live_ledger, list_propagations(live_ledger), now=living.later(60))
    assert hops.height == len(live_plan.route.hops)
    assert hops["issued_minute"].null_count() > 0
