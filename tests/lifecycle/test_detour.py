"""Stories of a silent office: whoever wrote to it writes straight to those who wait behind it."""

from __future__ import annotations

import pytest

from wian.followup.remind import follow_up_plan
from wian.ledger.acts import Owed
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import State, incoming
from wian.ledger.read.recorded import hop_records, letters
from wian.lifecycle.detour import NobodyWaits, NotItsSender, reroute
from wian.lifecycle.withdrawal import withdraw
from wian.office.actor import Acting
from wian.office.joint_issue import issue
from wian.office.refusals import DirectiveWithdrawn, WrittenAround
from wian.propagation.recorded_plan import restore
from wian.reports.bottlenecks.tree import Waiting
from wian.reports.scope.recorded_hops import frame_of

_PROVINCE, _DISTRICT = "phitsanulok", "phitsanulok.bang-rakam"
_DAY = 24 * 60


@pytest.fixture
def silent(live_ledger, live_plan, living):
    """The district has its letter and says nothing; eleven local bodies wait behind it."""
    living.reach(live_ledger, live_plan, _DISTRICT)
    return live_ledger


def _acting(ledger, plan, office, at):
    return Acting(ledger, plan, office, f"{office} x", at)


def _behind(plan):
    return {hop.recipient for hop in plan.sending(_DISTRICT)[1]}


def test_the_province_writes_straight_to_those_behind(silent, live_plan, living):
    """By a further letter that says why; twice writes once, and the office itself stays late."""
    waiting = _behind(live_plan)
    province = _acting(silent, live_plan, _PROVINCE, living.later(9 * _DAY))
    done = reroute(province, _DISTRICT)
    again = reroute(province, _DISTRICT)
    assert (done.new, again.new, set(done.written)) == (True, False, waiting)
    assert again.act == done.act
    first, further = letters(silent, live_plan.id, [_PROVINCE])
    assert done.numbers == (further.letter.number,)
    said = next(each for each in further.letter.paragraphs if each.startswith("โดยที่"))
    assert "อำเภอบางระกำ" in said
    assert first.letter.number in said
    assert incoming(silent, live_plan.id, min(waiting)).letter == further
    plan = restore(silent, live_plan.id)
    late = follow_up_plan(silent, plan, now=living.later(10 * _DAY)).overdue
    assert {each.owed for each in late if each.office == _DISTRICT} == {Owed.RECEPTION}
    assert verify(silent).faults == ()


def test_a_second_way_around_names_the_letter_that_the_office_got(live_ledger, live_plan, living):
    """The one that led around its sender; on that letter's day nobody is said to have kept it."""
    origin = _acting(live_ledger, live_plan, "opm", living.later(9 * _DAY))
    reroute(origin, "moi")
    reroute(origin, "dla")
    first, second, third = (each.letter for each in letters(live_ledger, live_plan.id, ["opm"]))
    kept, fresh = (
        next(said for said in letter.paragraphs if before.number in said)
        for before, letter in ((first, second), (second, third))
    )
    assert kept.startswith("โดยที่กระทรวงมหาดไทยยังมิได้แจ้ง")
    assert "ซึ่งส่งถึงกรมส่งเสริมการปกครองท้องถิ่น" in fresh
    assert not any(first.number in said for said in third.paragraphs)
    assert verify(live_ledger).faults == ()


def test_an_office_that_wakes_up_writes_to_nobody_again(silent, live_plan, living):
    """It stamps, and is told who has written; nobody waits for a letter of it."""
    reroute(_acting(silent, live_plan, _PROVINCE, living.later(_DAY)), _DISTRICT)
    living.stamp(silent, live_plan, _DISTRICT, 2 * _DAY)
    with pytest.raises(WrittenAround, match=f"{_PROVINCE} has written straight"):
        issue(_acting(silent, live_plan, _DISTRICT, living.later(2 * _DAY)))
    assert incoming(silent, live_plan.id, _DISTRICT).state(asked=False) is State.DONE
    (own,) = (each for each in hop_records(silent, live_plan.id) if each.recipient == _DISTRICT)
    assert not own.open


def test_the_delay_of_those_behind_is_counted_from_the_first_letter(silent, live_plan, living):
    """No chain is cut: the time that the office was silent lies in the way to each of them."""
    reroute(_acting(silent, live_plan, _PROVINCE, living.later(9 * _DAY)), _DISTRICT)
    behind = min(_behind(live_plan))
    living.stamp(silent, live_plan, behind, 9 * _DAY + 60)
    frame = frame_of(silent, [live_plan.id], now=living.later(10 * _DAY))
    tree = Waiting(frame, live_plan.working)
    at = frame["recipient"].to_list().index(behind)
    assert tree.arrival[at] == 9 * _DAY + 60
    assert not tree.cut.any()
    assert dict(frame.select("recipient", "forwards").iter_rows())[_DISTRICT] is False


def test_a_withdrawal_goes_around_as_the_letters_did(silent, live_plan, living):
    """The province withdraws from those to whom it wrote; the silent office gets its own."""
    reroute(_acting(silent, live_plan, _PROVINCE, living.later(_DAY)), _DISTRICT)
    done = withdraw(_acting(silent, live_plan, "opm", living.later(2 * _DAY)), "ฝนหยุดตก")
    later = restore(silent, done.follower)
    ways = {(hop.sender, hop.recipient) for hop in later.route.hops}
    assert ways == {(each.sender, each.recipient) for each in hop_records(silent, live_plan.id)}
    with pytest.raises(DirectiveWithdrawn):
        reroute(_acting(silent, live_plan, "dla", living.later(2 * _DAY)), _PROVINCE)


def test_who_cannot_go_around_is_told_why(silent, live_plan, living):
    """Another office, nobody behind, or nothing sent."""
    at = living.later(_DAY)
    with pytest.raises(NotItsSender, match=f"{_PROVINCE} did"):
        reroute(_acting(silent, live_plan, "dla", at), _DISTRICT)
    for past in ("la-5650401", "dla"):
        with pytest.raises(NobodyWaits):
            reroute(_acting(silent, live_plan, "moi", at), past)


def test_going_around_and_waking_up_at_once_leave_one_truth(either, live_plan, living, at_once):
    """Each of those behind gets one letter, whoever comes first."""
    living.begin(either, live_plan)
    living.reach(either, live_plan, _DISTRICT)
    living.stamp(either, live_plan, _DISTRICT)
    province, district = (
        _acting(either, live_plan, office, living.later(60)) for office in (_PROVINCE, _DISTRICT)
    )
    assert len(at_once(lambda: reroute(province, _DISTRICT), lambda: issue(district))) == 1
    behind, hops = _behind(live_plan), hop_records(either, live_plan.id)
    senders = {each.sender for each in hops if each.recipient in behind}
    assert len(senders) == 1
    assert verify(either).faults == ()


def test_killed_at_every_write_it_writes_around_once(silent, live_plan, living, killed_everywhere):
    """The letter, its hops and the act are there together, under the first number that is free."""

    def go_around(ledger):
        at = living.later(9 * _DAY)
        return reroute(_acting(ledger, live_plan, _PROVINCE, at), _DISTRICT)

    assert killed_everywhere(silent, go_around) > 3
    assert not go_around(silent).new
    first, further = letters(silent, live_plan.id, [_PROVINCE])
    assert further.entry.number == first.entry.number + 1
    assert {each.sender for each in hop_records(silent, live_plan.id)
            if each.recipient in _behind(live_plan)} == {_PROVINCE}  # fmt: skip
    assert verify(silent).faults == ()
