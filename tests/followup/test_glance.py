"""A large propagation is not looked at as a whole where only some offices did something."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wian.followup import glance
from wian.followup.owed_now import owed_now
from wian.followup.sweep import sweep, to_sweep
from wian.ledger.life.growth import Growth
from wian.ledger.read.live_letters import acts
from wian.ledger.read.quiet_propagations import note_quiet
from wian.ledger.read.recorded import hop_records
from wian.office.actor import Acting
from wian.office.correct import correct
from wian.office.joint_issue import issue
from wian.office.relay import set_forwarding
from wian.propagation.standing.days_in_force import days_in_force

_DAY = 24 * 60


@pytest.fixture
def quiet(either, live_plan, living, monkeypatch):
    """A propagation that counts as a large one, swept an hour after its start; either database."""
    monkeypatch.setattr(glance, "LARGE", 1)
    living.begin(either, live_plan)
    assert not sweep(either, live_plan, now=living.later(60)).glanced
    return either


@pytest.fixture
def province(live_plan):
    """The first office that forwards."""
    return next(hop.recipient for hop in live_plan.route.hops if hop.forwards)


def swept(ledger, plan, living, minute):
    return sweep(ledger, plan, now=living.later(minute))


def test_a_stamp_is_looked_at_alone(quiet, live_plan, living, province):
    """What the office owes now is noted, and nobody else's hops are read."""
    living.stamp(quiet, live_plan, province, 70)
    found = swept(quiet, live_plan, living, 71)
    assert (found.glanced, found.written, found.followed.overdue) == (True, 0, ())
    assert swept(quiet, live_plan, living, 90).glanced
    assert to_sweep(quiet, now=living.later(91)) == frozenset()


def test_a_glance_finds_the_minute_that_a_whole_look_finds(quiet, live_plan, living, province):
    """Whatever comes first: what was owed before, or what is owed since."""
    note_quiet(quiet, live_plan.id, living.later(60).minute, living.later(400 * _DAY).minute)
    living.stamp(quiet, live_plan, province, 70)
    issue(Acting(quiet, live_plan, province, "test", living.later(75)))
    until = glance.quiet_still(quiet, live_plan, now=living.later(80))
    days = days_in_force(quiet, live_plan)
    owing = owed_now(quiet, days, hop_records(quiet, live_plan.id))
    below = {hop.recipient for hop in live_plan.sending(province)[1]}
    assert until == min(due for office, _, due in owing if office in {province, *below}) + 1


def test_what_is_late_is_looked_at_whole(quiet, live_plan, living, province):
    """A sweep years later reminds as ever."""
    living.stamp(quiet, live_plan, province, 70)
    note_quiet(quiet, live_plan.id, living.later(60).minute, living.later(90 * _DAY).minute)
    found = swept(quiet, live_plan, living, 30 * _DAY)
    assert not found.glanced
    assert found.followed.overdue


@pytest.mark.parametrize("what", ["setting", "due", "correction"])
def test_what_more_than_one_office_may_owe_is_looked_at_whole(
    quiet, live_plan, living, province, what
):
    """And so is what few acts change."""
    living.stamp(quiet, live_plan, province, 70)
    if what == "setting":
        last = live_plan.route.hops[-1].recipient
        set_forwarding(quiet, (last,), True, by="t", now=living.later(71))
    elif what == "due":
        note_quiet(quiet, live_plan.id, living.later(60).minute, living.later(72).minute)
    else:
        acting = Acting(quiet, live_plan, province, "test", living.later(72))
        correct(acting, position=0, at=living.later(69), reason="slip", key="1")
    assert not swept(quiet, live_plan, living, 73).glanced


def test_what_belongs_together_is_looked_at_whole(quiet, live_plan, living, province):
    """What has grown since, and what follows another directive, hangs on more than its offices."""
    living.stamp(quiet, live_plan, province, 70)
    now = living.later(71)
    grown = Growth(tuple(acts(quiet, live_plan.id))[:1])
    follower = live_plan.directive.model_copy(update={"follows": "d1"})
    assert glance.quiet_still(quiet, live_plan, now=now)
    for plan in (replace(live_plan, growth=grown), replace(live_plan, directive=follower)):
        assert glance.quiet_still(quiet, plan, now=now) is None


def test_what_many_offices_did_is_looked_at_whole(quiet, live_plan, living, province, monkeypatch):
    """One by one they would take longer."""
    living.stamp(quiet, live_plan, province, 70)
    monkeypatch.setattr(glance, "_MOST", 0)
    assert not swept(quiet, live_plan, living, 71).glanced
