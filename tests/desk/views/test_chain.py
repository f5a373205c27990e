"""Stories of a letter's way: every office on it, and the working days that each hop cost."""

from __future__ import annotations

import pytest

from wian.desk.views.chain import links, marks
from wian.ledger.acts import ActKind
from wian.ledger.read.live_letters import acts, effective_receptions
from wian.ledger.read.offices.passages import passages
from wian.office.actor import Acting
from wian.office.correct import correct
from wian.office.joint_issue import issue
from wian.office.stamp import receive


@pytest.fixture
def way(live_ledger, live_plan):
    """The chain of an office as the ledger holds it."""

    def read(office):
        way = [(each, 0) for each in live_plan.route.chain(office)]
        found = passages(live_ledger, live_plan.id, way)
        return links(live_plan, found, lambda each: live_plan.hierarchy.office(each).label)

    return read


def test_each_hop_costs_what_its_stamps_say(live_ledger, live_plan, living, way):
    """Of an office day of eight hours: four to the first desk, two between, one to its letter."""
    living.advance(live_ledger, live_plan, "moi", 0)
    for position, minutes in enumerate((150, 150, 210)):
        now = living.later(minutes)
        receive(Acting(live_ledger, live_plan, "dla", by="x", now=now), position=position)
    issue(Acting(live_ledger, live_plan, "dla", by="x", now=living.later(270)))
    origin, _, dla, province = way("phitsanulok")
    assert origin.cost is None
    assert (dla.office, province.office) == ("Department of Local Administration", "Phitsanulok")
    assert (dla.transit, dla.routing, dla.handling) == (150 / 480, 60 / 480, 60 / 480)
    assert dla.cost == 270 / 480
    assert (province.number, province.stamps, province.cost) == (None, (), None)


def test_a_corrected_stamp_says_why(live_ledger, live_plan, living):
    """The moment meant, and the reason; the others have none."""
    living.stamp(live_ledger, live_plan, "moi")
    correct(
        Acting(live_ledger, live_plan, "moi", by="x", now=living.later(60)),
        position=0,
        at=living.later(10),
        reason="นาฬิกาเดินเร็ว",
        key="c" * 20,
    )
    stamps = effective_receptions(live_ledger, live_plan.id, "moi")
    corrections = acts(live_ledger, live_plan.id, office="moi", kind=ActKind.CORRECTED)
    (mark,) = marks(stamps, corrections)
    assert (mark.at, mark.reason, mark.number) == (living.later(10), "นาฬิกาเดินเร็ว", "1")
    assert marks(stamps)[0].reason is None
