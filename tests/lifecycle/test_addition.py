"""Stories of forgotten addressees: the route grows, and they get the letter as everyone else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hierarchy.route.selection import Selection
from wian.followup.remind import follow_up
from wian.kit.errors import InputFaults
from wian.ledger.life.lives import life
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import State, incoming
from wian.ledger.read.recorded import hop_records, letters
from wian.lifecycle.addition import AddsNobody, add
from wian.lifecycle.amendment import amend
from wian.lifecycle.changes import Wish
from wian.lifecycle.closure import close_what_is_done
from wian.lifecycle.origin import AboutAnother
from wian.lifecycle.withdrawal import withdraw
from wian.office.actor import Acting
from wian.office.issue import draft, save_draft
from wian.office.joint_issue import issue
from wian.office.refusals import DirectiveWithdrawn, NothingReceived
from wian.office.relay import relay, set_forwarding
from wian.propagation import runtime
from wian.propagation.recorded_plan import restore
from wian.reports.scope.recorded_hops import frame_of

_PROVINCE, _DISTRICT = "phitsanulok", "phitsanulok.mueang-phitsanulok"
_OTHER = "phitsanulok.bang-rakam"
_BELOW = "la-5650401"
_LOCAL = "la-5650103"
_DAY = 24 * 60


def _ids(*offices):
    return [Selection(ids=offices)]


@pytest.fixture
def down(empty_ledger, short_plan, living):
    """It has come to the district, which has stamped it."""
    return _down(empty_ledger, short_plan, living)


def _down(ledger, plan, living):
    living.begin(ledger, plan)
    living.reach(ledger, plan, _DISTRICT)
    living.stamp(ledger, plan, _DISTRICT)
    return ledger


def _acting(ledger, plan, office, at):
    return Acting(ledger, plan, office, f"{office} x", at)


def test_a_leaf_writes_to_those_who_were_added_below_it(down, short_plan, living):
    """The district had nobody to write to; now it has, and its time runs from then on."""
    done = add(_acting(down, short_plan, "opm", living.later(120)), _ids(_LOCAL), "ลืม")
    assert (done.new, done.added, done.letters, done.waiting) == (
        True,
        (_LOCAL,),
        None,
        (_DISTRICT,),
    )
    plan = restore(down, short_plan.id)
    assert [hop.forwards for hop in hop_records(down, plan.id)] == [True] * 4
    assert incoming(down, plan.id, _DISTRICT).state(asked=False) is State.TO_ISSUE
    assert verify(down).faults == ()
    assert follow_up(down, plan, now=living.later(125)).overdue == ()
    late = follow_up(down, plan, now=living.later(20 * _DAY))
    assert [each.office for each in late.overdue] == [_DISTRICT]
    out = issue(_acting(down, short_plan, _DISTRICT, living.later(20 * _DAY)))
    assert out.recipients == (_LOCAL,)
    assert incoming(down, plan.id, _DISTRICT).state(asked=False) is State.DONE
    assert verify(down).faults == ()


def test_who_has_written_writes_a_further_letter(down, short_plan, living):
    """The province adds another district: under a number of its own, naming its first letter."""
    province = _acting(down, short_plan, _PROVINCE, living.later(120))
    done = add(province, _ids(_OTHER), "ลืม")
    (first, further) = letters(down, short_plan.id, [_PROVINCE])
    assert done.numbers == (further.letter.number,)
    assert further.part == 1
    assert first.letter.number in further.letter.paragraphs[-3]
    assert incoming(down, short_plan.id, _OTHER).letter == further
    again = add(province, _ids(_OTHER), "ลืม")
    assert (again.new, again.there) == (False, (_OTHER,))
    assert verify(down).faults == ()
    found = {each.recipient: each for each in hop_records(down, short_plan.id)}
    assert found[_OTHER].part == 1


def test_new_offices_on_the_way_pass_it_on(down, short_plan, living):
    """The origin adds what is below another district: the province writes to that first."""
    hierarchy = short_plan.hierarchy
    over = next(iter(hierarchy.graph.predecessors(_BELOW)))
    done = add(_acting(down, short_plan, "opm", living.later(120)), _ids(_BELOW), "ลืม")
    assert [(hop.sender, hop.recipient) for hop in done.ways] == [(_PROVINCE, over), (over, _BELOW)]
    assert (done.added, done.waiting) == ((_BELOW,), (_PROVINCE,))
    plan = restore(down, short_plan.id)
    issue(_acting(down, plan, _PROVINCE, living.later(150)))
    living.advance(down, plan, over, 160)
    assert incoming(down, plan.id, _BELOW).hop.addressed
    frame = frame_of(down, [plan.id])
    assert set(frame.filter(~frame["forwards"])["recipient"]) == {_DISTRICT, _BELOW}
    assert verify(down).faults == ()


def test_a_withdrawal_follows_whom_was_added(down, short_plan, living):
    """It goes by the same ways, and no further; nobody is added any more."""
    origin = _acting(down, short_plan, "opm", living.later(120))
    add(_acting(down, short_plan, _PROVINCE, living.later(110)), _ids(_OTHER), "ลืม")
    add(origin, _ids(_LOCAL), "ลืม")
    done = withdraw(origin, "ฝนหยุดตก")
    later = restore(down, done.follower)
    ways = {(hop.sender, hop.recipient) for hop in later.route.hops}
    assert ways == {(h.sender, h.recipient) for h in hop_records(down, short_plan.id)}
    with pytest.raises(DirectiveWithdrawn):
        add(origin, _ids(_BELOW), "ลืม")
    with pytest.raises(AboutAnother):
        add(Acting(down, later, "opm", "opm x", origin.now), _ids(_LOCAL), "ลืม")
    for office in dict.fromkeys(hop.recipient for hop in later.route.hops):
        living.advance(down, later, office, 180)
    assert verify(down).faults == ()


def test_an_edited_text_goes_to_those_who_were_added_as_well(live_ledger, short_plan, living):
    """Draft, edits and revisions of the further letter follow those of the first one."""
    living.begin(live_ledger, short_plan)
    living.reach(live_ledger, short_plan, _PROVINCE)
    living.stamp(live_ledger, short_plan, _PROVINCE)
    province = _acting(live_ledger, short_plan, _PROVINCE, living.later(60))
    text = draft(province).letter.paragraphs
    save_draft(province, ["เขียนใหม่", *text[1:]], revision=0)
    issue(province)
    add(_acting(live_ledger, short_plan, "opm", living.later(90)), _ids(_OTHER), "ลืม")
    found = draft(province)
    assert (found.revision, found.letter.paragraphs[0]) == (1, "เขียนใหม่")
    assert found.letter.paragraphs[-3].startswith("หนังสือฉบับนี้ส่งเพิ่มเติม")
    kept = save_draft(province, ["แก้อีก", *found.letter.paragraphs[1:]], revision=1)
    further, _ = issue(province, revision=2).letters[0]
    assert (kept.revision, further.part) == (2, 1)
    assert further.letter == replace(kept.letter, number=further.letter.number)
    assert verify(live_ledger).faults == ()


def test_whoever_cannot_add_is_told_why(down, short_plan, living):
    """The end of the line, an office that is not below, no such office; nothing is written."""
    at = living.later(120)
    with pytest.raises(AddsNobody, match="opm, or an office that forwards it"):
        add(_acting(down, short_plan, _DISTRICT, at), _ids(_LOCAL), "ลืม")
    with pytest.raises(NothingReceived):
        add(_acting(down, short_plan, _OTHER, at), _ids(_LOCAL), "ลืม")
    with pytest.raises(InputFaults):
        add(_acting(down, short_plan, _PROVINCE, at), _ids("nowhere"), "ลืม")
    assert not life(down, short_plan.id).growth


def test_nobody_is_forgotten_when_it_closes_by_itself(down, short_plan, living):
    """All had it, then somebody was added: it goes on; a plan from before does not close it."""
    plan = restore(down, short_plan.id)
    records = hop_records(down, plan.id)
    add(_acting(down, plan, "opm", living.later(120)), _ids(_LOCAL), "ลืม")
    assert close_what_is_done(down, plan, records, {_DISTRICT}, living.later(130)) is None
    grown = restore(down, plan.id)
    found = close_what_is_done(down, grown, records, {_DISTRICT}, living.later(130))
    assert found is None


def test_adding_and_withdrawing_at_once_leave_one_truth(either, short_plan, living, at_once):
    """Whichever comes first: who was added is told of the withdrawal, or never hears of either."""
    _down(either, short_plan, living)
    origin = _acting(either, short_plan, "opm", living.later(120))
    province = _acting(either, short_plan, _PROVINCE, living.later(120))

    def adding():
        return add(province, _ids(_OTHER), "ลืม")

    refused = at_once(adding, lambda: withdraw(origin, "ฝนหยุดตก"), adding)
    assert all(isinstance(each, DirectiveWithdrawn) for each in refused)
    reached = {each.recipient for each in hop_records(either, short_plan.id)}
    assert (_OTHER not in reached) == (len(refused) == 2)
    follower = life(either, short_plan.id).withdrawn.body.follower
    told = {hop.recipient for hop in restore(either, follower).route.hops}
    assert told == reached
    assert verify(either).faults == ()


def test_an_addition_that_breaks_off_leaves_nothing(down, short_plan, living, monkeypatch):
    """The act and the letter are one transaction."""

    def break_off(*_, **__):
        raise KeyboardInterrupt

    province = _acting(down, short_plan, _PROVINCE, living.later(120))
    with monkeypatch.context() as broken:
        broken.setattr("wian.lifecycle.addition.issue_within", break_off)
        with pytest.raises(KeyboardInterrupt):
            add(province, _ids(_OTHER), "ลืม")
    assert not life(down, short_plan.id).growth
    assert add(province, _ids(_OTHER), "ลืม").new
    assert verify(down).ok


def test_another_process_learns_that_a_route_has_grown(down, short_plan, living, monkeypatch):
    """A plan that is kept is made again once the ledger says so, and only then."""
    kept = runtime.recorded_plan(short_plan.id, down)
    assert runtime.recorded_plan(short_plan.id, down) is kept
    add(_acting(down, short_plan, _PROVINCE, living.later(120)), _ids(_OTHER), "ลืม")
    again = runtime.recorded_plan(short_plan.id, down)
    assert _OTHER in again.route.offices
    assert runtime.recorded_plan(short_plan.id, down) is again


def test_an_office_that_forwards_alone_writes_further_letters_alone(down, short_plan, living):
    """The sweep finds that it owes one."""
    set_forwarding(down, (_PROVINCE,), True, by="x", now=living.later(100))
    add(_acting(down, short_plan, "opm", living.later(120)), _ids(_OTHER), "ลืม")
    plan = restore(down, short_plan.id)
    (out,) = relay(down, plan, now=living.later(130))
    assert (out.letter.office, out.recipients) == (_PROVINCE, (_OTHER,))
    assert relay(down, plan, now=living.later(131)) == ()


def test_who_is_added_gets_what_amends_the_letter_too(down, short_plan, living):
    """From the office that wrote the letter, and by a letter that names that one."""
    origin = _acting(down, short_plan, "opm", living.later(60))
    later = restore(down, amend(origin, Wish(text=("แก้ไข",))).follower)
    for office in ("moi", "dla", _PROVINCE):
        living.advance(down, later, office, 70)
    add(_acting(down, short_plan, _PROVINCE, living.later(120)), _ids(_OTHER), "ลืม")
    add(_acting(down, short_plan, "opm", living.later(121)), _ids(_LOCAL), "ลืม")
    first, amending = (incoming(down, each.id, _OTHER) for each in (short_plan, later))
    assert first.letter.letter.number in amending.letter.letter.paragraphs[0]
    living.stamp(down, later, _DISTRICT, 130)
    issue(_acting(down, restore(down, short_plan.id), _DISTRICT, living.later(140)))
    assert incoming(down, later.id, _LOCAL) is not None
    assert verify(down).faults == ()


def test_who_was_reminded_to_forward_is_reminded_of_a_further_letter_too(
    empty_ledger, short_plan, living
):
    """Once each, and escalated for each: the first reminder was about the first letter."""
    living.begin(empty_ledger, short_plan)
    living.reach(empty_ledger, short_plan, _PROVINCE)
    living.stamp(empty_ledger, short_plan, _PROVINCE)
    late = [living.later(days * _DAY) for days in (20, 40)]
    followed = [follow_up(empty_ledger, short_plan, now=now) for now in late]
    assert [(len(each.reminders), len(each.escalations)) for each in followed] == [(1, 0), (0, 1)]
    issue(_acting(empty_ledger, short_plan, _PROVINCE, living.later(41 * _DAY)))
    added = living.later(42 * _DAY)
    add(_acting(empty_ledger, short_plan, "opm", added), _ids(_OTHER), "ลืม")
    plan = restore(empty_ledger, short_plan.id)
    days = (60, 61, 90, 91)
    followed = [follow_up(empty_ledger, plan, now=living.later(day * _DAY)) for day in days]
    province = [
        [each.key for each in done.reminders if _PROVINCE in each.body.recipients]
        + [each.key for each in done.escalations if each.body.recipient == _PROVINCE]
        for done in followed
    ]
    assert [len(each) for each in province] == [1, 0, 1, 0]
    assert verify(empty_ledger).faults == ()
