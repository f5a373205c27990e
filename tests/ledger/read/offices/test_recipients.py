"""Stories of an office's recipients as the ledger holds them: stamped, corrected, written on."""

from __future__ import annotations

from wian.ledger.read.offices.recipients import recipients
from wian.office.actor import Acting
from wian.office.correct import correct


def _named(ledger, plan, sender, office):
    return next(each for each in recipients(ledger, plan.id, sender) if each.office == office)


def test_a_recipient_comes_as_far_as_it_has_come(live_ledger, live_plan, living):
    """Nothing, then its first stamp and number, then all stamps, then its own letter."""
    living.reach(live_ledger, live_plan, "dla")
    dla = _named(live_ledger, live_plan, "moi", "dla")
    assert (dla.received, dla.receipt_number, dla.ready, dla.own, dla.forwards) == (
        None,
        None,
        None,
        None,
        True,
    )
    living.advance(live_ledger, live_plan, "dla", 40)
    dla = _named(live_ledger, live_plan, "moi", "dla")
    assert (dla.received, dla.ready, dla.issued) == (living.later(40),) * 3
    assert (dla.receipt_number, dla.own) == ("1", "มท ๐๘๑๐.๗/๑")


def test_only_those_that_were_written_to_are_listed(live_ledger, live_plan, living):
    """The province's twelve, by their ids; who issued nothing has none."""
    living.reach(live_ledger, live_plan, "phitsanulok.wang-thong")
    found = [each.office for each in recipients(live_ledger, live_plan.id, "phitsanulok")]
    assert len(found) == 12
    assert found == sorted(found)
    assert recipients(live_ledger, live_plan.id, "phitsanulok.wang-thong") == []
    assert recipients(live_ledger, "nothing", "phitsanulok") == []


def test_a_corrected_stamp_counts_as_it_is_meant(live_ledger, live_plan, living):
    """Its number stays."""
    living.stamp(live_ledger, live_plan, "moi")
    correct(
        Acting(live_ledger, live_plan, "moi", by="x", now=living.later(60)),
        position=0,
        at=living.later(10),
        reason="นาฬิกาเดินเร็ว",
        key="c" * 20,
    )
    moi = _named(live_ledger, live_plan, "opm", "moi")
    assert (moi.received, moi.ready, moi.receipt_number) == (living.later(10),) * 2 + ("1",)
