"""What the proof finds of rests that were written past the rules: each digest holds, and yet."""

from __future__ import annotations

import pytest

from wian.ledger.acts import Act, Resumed, Suspended
from wian.ledger.proof.verification import verify
from wian.office.actor import Acting
from wian.office.joint_issue import issue
from wian.office.stamp import receive

_REST = Suspended(reason="x")


def _enter(ledger, plan, *bodies, at, office="moi"):
    """Enter acts of an office as no verb of it would."""
    with ledger.cohort(plan.id, plan.clock) as writer:
        for key, body in bodies:
            entry = writer.reserve(office, body.KIND, key, 2569)
            writer.act(Act(office, key, "x", at, body, entry))


def _faults(ledger):
    return [each.what for each in verify(ledger).faults if each.kind == "act"]


@pytest.mark.parametrize(
    ("bodies", "faults"),
    [
        ([("1", _REST), ("1", Resumed()), ("2", _REST)], []),
        ([("1", Resumed())], ["ends without having begun"]),
        (
            [("1", _REST), ("2", _REST), ("2", Resumed())],
            ["begins while suspension 1 goes on"],
        ),
        ([("1", _REST), ("2", Resumed())], ["ends without having begun"]),
        ([("2", _REST)], ["is not numbered from 1 without gap"]),
    ],
)
def test_clocks_stop_and_start_in_turn(bodies, faults, live_ledger, live_plan, living):
    """Overlapping, ended twice, ended without a beginning, numbered with a gap."""
    living.stamp(live_ledger, live_plan, "moi")
    _enter(live_ledger, live_plan, *bodies, at=living.later(60))
    assert _faults(live_ledger) == faults


def test_no_clock_rests_before_the_last_stamp_or_after_the_letter(live_ledger, live_plan, living):
    """The order is that of the journal, whatever the moments say."""
    _enter(live_ledger, live_plan, ("1", _REST), ("1", Resumed()), at=living.later(10))
    living.stamp(live_ledger, live_plan, "moi", 30)
    early = "was entered before the last desk stamped"
    assert _faults(live_ledger) == [early, early]
    issue(Acting(live_ledger, live_plan, "moi", "x", living.later(60)))
    _enter(live_ledger, live_plan, ("2", _REST), at=living.later(50))
    assert _faults(live_ledger) == [early, early, "was entered after the office forwarded"]


def test_no_clock_rests_before_every_desk_has_stamped(live_ledger, live_plan, living):
    """The department has three desks, of which one has."""
    living.reach(live_ledger, live_plan, "dla")
    receive(Acting(live_ledger, live_plan, "dla", "x", living.later(40)), position=0)
    _enter(live_ledger, live_plan, ("1", _REST), at=living.later(60), office="dla")
    assert _faults(live_ledger) == ["was entered before the last desk stamped"]
