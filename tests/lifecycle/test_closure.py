"""Stories of a closing: the origin says that it is enough, or everything is done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wian.followup.sweep import sweep, to_sweep
from wian.ledger.acts import Closed
from wian.ledger.life.lives import life
from wian.ledger.proof.verification import verify
from wian.ledger.read.propagation_facts import propagation_facts
from wian.ledger.read.recorded import hop_records
from wian.lifecycle.closure import ClosedBefore, close, close_what_is_done
from wian.lifecycle.origin import NotTheOrigin
from wian.lifecycle.withdrawal import withdraw
from wian.office.actor import Acting
from wian.office.answer import answer
from wian.office.joint_issue import issue
from wian.office.refusals import DirectiveClosed, DirectiveWithdrawn
from wian.office.trusted_clock import ClockOutsideCalendar

_DAY = 24 * 60
_WHY = "ได้รับรายงานเพียงพอแล้ว"


def test_the_origin_says_that_it_is_enough(origin, live_ledger, live_plan, living):
    """Nothing goes on, nobody is reminded, no sweep looks; a late stamp is still taken."""
    first, again = close(origin, _WHY), close(origin, _WHY)
    with pytest.raises(ClosedBefore, match=_WHY):
        close(origin, "อีกเหตุผลหนึ่ง")
    assert (first.new, again.new, again.act) == (True, False, first.act)
    living.stamp(live_ledger, live_plan, "moi", 180)
    ministry = Acting(live_ledger, live_plan, "moi", "moi ปลัด", living.later(200))
    with pytest.raises(DirectiveClosed, match="it is not forwarded any more"):
        issue(ministry)
    with pytest.raises(NotTheOrigin):
        close(ministry, _WHY)
    assert to_sweep(live_ledger, now=living.later(30 * _DAY)) == frozenset()
    (known,) = propagation_facts(live_ledger)
    assert known.open_until(living.later(30 * _DAY)) == first.act.at
    assert known.open_until(living.start) == living.start
    assert verify(live_ledger).ok


def test_it_closes_by_itself_once_all_have_answered(live_ledger, living):
    """One chain down to one local body: its answer is the last thing that was wanted."""
    plan = living.plan(limit_to=(living.leaf,), id="one-chain")
    living.begin(live_ledger, plan)
    for office in living.chain[1:]:
        assert not sweep(live_ledger, plan, now=living.later(60)).closed
        living.advance(live_ledger, plan, office, 60)
    assert not sweep(live_ledger, plan, now=living.later(61)).closed
    _refuse_to_close(live_ledger, plan, living.later(62))
    answer(Acting(live_ledger, plan, living.leaf, "x", living.later(62)), "ซักซ้อมแล้ว", key="1")
    assert sweep(live_ledger, plan, now=living.later(63)).closed
    ending = life(live_ledger, plan.id).ending
    assert ending is not None
    assert (ending.office, ending.by, ending.body) == ("opm", "wian", Closed())
    assert verify(live_ledger).ok


def _refuse_to_close(ledger, plan, now):
    """An answer, a hop or a forwarding that is missing holds a closing up."""
    records, answered = hop_records(ledger, plan.id), plan.answers_by.keys()
    unforwarded = [replace(records[0], forwarded=None), *records[1:]]
    assert close_what_is_done(ledger, plan, records, (), now) is None
    assert close_what_is_done(ledger, plan, records[:-1], answered, now) is None
    assert close_what_is_done(ledger, plan, unforwarded, answered, now) is None


def test_a_clock_outside_the_calendar_closes_nothing(origin, live_ledger, live_plan, living):
    """In 2037 nobody knows which days are worked; the clock is probably wrong."""
    with pytest.raises(ClockOutsideCalendar):
        close(replace(origin, now=living.later(11 * 366 * _DAY)), _WHY)
    assert life(live_ledger, live_plan.id).ending is None


def test_what_is_closed_can_still_be_withdrawn(origin, live_ledger, live_plan):
    """Its letters are in force until then; what is withdrawn is not closed any more."""
    close(origin, _WHY)
    done = withdraw(origin, "ผิดพลาด")
    assert life(live_ledger, live_plan.id).ending == done.act
    withdrawn_first = life(live_ledger, live_plan.id).closed
    assert withdrawn_first is not None
    assert close(origin, _WHY).act == withdrawn_first
    assert verify(live_ledger).ok


def test_what_is_withdrawn_is_not_closed(origin, live_ledger):
    """It has ended already."""
    withdraw(origin, "ผิดพลาด")
    with pytest.raises(DirectiveWithdrawn):
        close(origin, _WHY)
    assert verify(live_ledger).ok
