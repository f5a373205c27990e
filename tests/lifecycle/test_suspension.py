"""Stories of a clock that rests: an office waits for another, and nobody reminds it meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hierarchy.graph import UnknownOffice
from wian.delays.hop_rows import hop_rows
from wian.followup.remind import follow_up, follow_up_plan
from wian.kit.errors import InputFaults
from wian.ledger.access.desk_settings import set_forwards_alone
from wian.ledger.acts import ActKind, Owed
from wian.ledger.life.lives import suspended_now
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts
from wian.ledger.read.recorded import hop_records
from wian.lifecycle.closure import close
from wian.lifecycle.detour import reroute
from wian.lifecycle.suspension import (
    NothingToWaitFor,
    NotSuspended,
    SuspendedBefore,
    SuspendsUnstamped,
    WaitsForItself,
    resume,
    suspend,
)
from wian.office.actor import Acting
from wian.office.answer import answer
from wian.office.joint_issue import issue
from wian.office.refusals import DirectiveClosed, NothingReceived
from wian.office.relay import due

_DAY = 24 * 60
_WHY = "รอความเห็นจากสำนักงานปลัดกระทรวง"


@pytest.fixture
def ministry(live_ledger, live_plan, living):
    """The ministry, an hour after its last desk has stamped."""
    living.stamp(live_ledger, live_plan, "moi", 30)
    return Acting(live_ledger, live_plan, "moi", "moi ปลัด", living.later(90))


def _row(ledger, plan):
    (row,) = [
        each
        for each in hop_rows(hop_records(ledger, plan.id), plan.working, None)
        if each["recipient"] == "moi"
    ]
    return row


def _handling(ledger, plan, unit=""):
    row = _row(ledger, plan)
    return row[f"handling{unit}_days"], row[f"suspended{unit}_days"]


def test_what_a_clock_rests_is_counted_apart_from_handling(ministry, living):
    """Stamped at 9:30, suspended at 10:30, resumed a day later, and forwarded an hour after."""
    first, again = (suspend(ministry, _WHY, "dla") for _ in range(2))
    assert (first.new, again.new, again.suspension) == (True, False, first.suspension)
    assert suspended_now(ministry.ledger, ministry.plan.id) == {"moi": first.suspension}
    later = replace(ministry, now=living.later(90 + _DAY))
    done, twice = (resume(later) for _ in range(2))
    assert (done.new, twice.new, twice.suspension) == (True, False, done.suspension)
    assert suspended_now(ministry.ledger, ministry.plan.id) == {}
    issue(replace(ministry, now=living.later(150 + _DAY)))
    assert _handling(ministry.ledger, ministry.plan) == (round(120 / _DAY, 6), 1)
    assert _handling(ministry.ledger, ministry.plan, "_working")[1] == 1
    assert verify(ministry.ledger).ok


def test_whoever_forwards_waits_no_longer(ministry, living):
    """Its own letter ends the rest; nothing of it can be resumed, nor suspended once more."""
    suspend(ministry, _WHY)
    issue(replace(ministry, now=living.later(210)))
    assert _handling(ministry.ledger, ministry.plan) == (round(60 / _DAY, 6), round(120 / _DAY, 6))
    assert suspended_now(ministry.ledger, ministry.plan.id) == {}
    for verb in (resume, lambda acting: suspend(acting, _WHY)):
        with pytest.raises(NothingToWaitFor):
            verb(replace(ministry, now=living.later(220)))
    assert verify(ministry.ledger).ok


def test_nobody_is_reminded_while_its_clock_rests_and_its_day_moves(ministry, living):
    """Its own letter is due as many office minutes later as its clock has rested."""
    ledger, plan, far = ministry.ledger, ministry.plan, living.later(90 * _DAY)
    before = {each.owed: each.due for each in follow_up_plan(ledger, plan, now=far).overdue}
    suspend(ministry, _WHY)
    assert follow_up(ledger, plan, now=living.later(60 * _DAY)).overdue == ()
    resume(replace(ministry, now=living.later(90 + 60 * _DAY)))
    after = {each.owed: each.due for each in follow_up_plan(ledger, plan, now=far).overdue}
    start, end = before[Owed.FORWARDING].minute, after[Owed.FORWARDING].minute
    rested = plan.working.between(living.later(90).minute, living.later(90 + 60 * _DAY).minute)
    assert plan.working.between(start, end) == rested > 0


def test_an_office_that_forwards_alone_is_passed_over_meanwhile(ministry, living):
    """It is relayed as soon as it resumes."""
    ledger, plan = ministry.ledger, ministry.plan
    set_forwards_alone(ledger, ("moi",), True, by="x", now=ministry.now)
    suspend(ministry, _WHY)
    assert due(ledger, plan) == []
    resume(replace(ministry, now=living.later(120)))
    assert due(ledger, plan) == ["moi"]


def test_what_cannot_rest_is_refused_with_its_reason(ministry, live_ledger, live_plan, living):
    """Nothing received, not stamped, never suspended, itself, nobody, another reason, a blank."""
    with pytest.raises(NotSuspended, match="nothing to resume: the clock of moi was not suspended"):
        resume(ministry)
    with pytest.raises(WaitsForItself):
        suspend(ministry, _WHY, "moi")
    with pytest.raises(UnknownOffice):
        suspend(ministry, _WHY, "nowhere")
    with pytest.raises(InputFaults):
        suspend(ministry, " ")
    with pytest.raises(NothingReceived):
        suspend(replace(ministry, office="dla"), _WHY)
    suspend(ministry, _WHY, "dla")
    with pytest.raises(SuspendedBefore, match="rests since 2026-12-01T10:30"):
        suspend(ministry, "เหตุอื่น")
    issue(replace(ministry, now=living.later(120)))
    with pytest.raises(SuspendsUnstamped):
        suspend(Acting(live_ledger, live_plan, "dla", "x", living.later(130)), _WHY)


def test_an_office_that_was_written_around_has_nothing_to_wait_for(ministry, living):
    """It wrote to nobody, and now has nobody to write to: no clock of it runs."""
    origin = replace(ministry, office="opm", now=living.later(91))
    reroute(origin, "moi")
    with pytest.raises(NothingToWaitFor):
        suspend(ministry, _WHY)
    assert suspended_now(ministry.ledger, ministry.plan.id) == {}


def test_nothing_rests_in_what_has_ended(ministry, living):
    """No clock runs any more: neither is it stopped, nor started."""
    suspend(ministry, _WHY)
    close(replace(ministry, office="opm"), "พอแล้ว")
    for verb in (resume, lambda acting: suspend(acting, _WHY)):
        with pytest.raises(DirectiveClosed):
            verb(replace(ministry, now=living.later(120)))
    assert verify(ministry.ledger).ok


def test_an_office_that_has_only_to_answer_may_wait_too(live_ledger, live_plan, living):
    """Its answer ends that."""
    living.reach(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, living.leaf)
    leaf = Acting(live_ledger, live_plan, living.leaf, "x", living.later(60))
    suspend(leaf, _WHY)
    assert suspended_now(live_ledger, live_plan.id).keys() == {living.leaf}
    answer(replace(leaf, now=living.later(90)), "ซักซ้อมแล้ว", key="1")
    assert suspended_now(live_ledger, live_plan.id) == {}
    with pytest.raises(NothingToWaitFor):
        suspend(replace(leaf, now=living.later(99)), _WHY)


def test_two_who_suspend_at_once_suspend_once(ministry, at_once):
    """One of the two makes the act, the other finds it."""
    found = []

    def begin():
        found.append(suspend(ministry, _WHY).new)

    assert at_once(begin, begin) == []
    assert sorted(found) == [False, True]
    assert len(acts(ministry.ledger, ministry.plan.id, kind=ActKind.SUSPENDED)) == 1
