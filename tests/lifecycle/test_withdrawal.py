"""Stories of a withdrawal: it goes as far as the first letter went, and no further."""

from __future__ import annotations

import pytest

from wian.followup.remind import follow_up
from wian.followup.sweep import to_sweep
from wian.kit.errors import InputFaults
from wian.ledger.acts import ActKind, Withdrawn
from wian.ledger.life.lives import life, lives
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts, inbox, open_propagations
from wian.ledger.read.quiet_propagations import entered_since
from wian.lifecycle.closure import close
from wian.lifecycle.origin import AboutAnother, NothingSentYet, NotTheOrigin
from wian.lifecycle.withdrawal import WithdrawnBefore, withdraw
from wian.office.actor import Acting
from wian.office.issue import draft, save_draft
from wian.office.joint_issue import issue
from wian.office.refusals import DirectiveWithdrawn
from wian.office.relay import due, set_forwarding
from wian.propagation.plan import record
from wian.propagation.recorded_plan import restore

_WHY = "สถานการณ์คลี่คลายแล้ว"
_PROVINCE, _DISTRICT = "phitsanulok", "phitsanulok.mueang-phitsanulok"
_DAY = 24 * 60


def _sent(ledger, propagation):
    with ledger.looking(propagation) as reader:
        return {(hop.sender, hop.recipient) for hop in reader.sent()}


@pytest.mark.parametrize("end", ["moi", _PROVINCE, _DISTRICT, "la-5650103"])
def test_it_goes_as_far_as_the_first_letter_went(origin, live_ledger, live_plan, living, end):
    """Wherever the first letter has come to: along the same ways, to the same offices."""
    living.reach(live_ledger, live_plan, end)
    done = withdraw(origin, _WHY)
    later = restore(live_ledger, done.follower)
    assert {(hop.sender, hop.recipient) for hop in later.route.hops} == _sent(
        live_ledger, live_plan.id
    )
    assert len(later.directive.model_dump_json()) < 2_000  # no list of all who were reached
    for office in dict.fromkeys(hop.recipient for hop in later.route.hops):
        living.advance(live_ledger, later, office, 180)
    assert _sent(live_ledger, done.follower) == _sent(live_ledger, live_plan.id)
    assert verify(live_ledger).faults == ()


def test_each_letter_names_the_one_that_its_addressees_hold(origin, live_ledger, live_plan, living):
    """The department's withdrawal names the department's letter, and says who decided what."""
    living.reach(live_ledger, live_plan, _PROVINCE)
    (first,) = inbox(live_ledger, _PROVINCE)
    later = restore(live_ledger, withdraw(origin, _WHY).follower)
    living.reach(live_ledger, later, _PROVINCE, 180)
    letter = inbox(live_ledger, _PROVINCE)[0].letter.letter
    recalled, informed, *_, close = letter.paragraphs
    assert first.letter.letter.number in recalled
    assert first.letter.letter.subject in recalled
    assert informed.startswith("บัดนี้ กรมส่งเสริมการปกครองท้องถิ่นได้รับแจ้งจากกระทรวงมหาดไทยว่า ")
    assert f"ได้ยกเลิกหนังสือดังกล่าว เนื่องจาก{_WHY}" in informed
    assert letter.subject == f"ยกเลิกหนังสือ เรื่อง {first.letter.letter.subject}"
    assert close == "จึงเรียนมาเพื่อโปรดทราบ"
    assert letter.references[0].number == first.letter.letter.number


def test_what_was_withdrawn_goes_no_further(origin, live_ledger, live_plan, living):
    """Nobody forwards or edits it, alone or by hand; who was sent it may still stamp it."""
    living.reach(live_ledger, live_plan, _PROVINCE)
    done = withdraw(origin, _WHY)
    living.stamp(live_ledger, live_plan, _PROVINCE, 150)
    acting = Acting(live_ledger, live_plan, _PROVINCE, "phitsanulok จ่าจังหวัด", living.later(180))
    for verb in (issue, draft, lambda who: save_draft(who, ["ใหม่"], revision=0)):
        with pytest.raises(DirectiveWithdrawn, match=f"with its letter {done.number}"):
            verb(acting)
    set_forwarding(live_ledger, (_PROVINCE,), True, by="x", now=living.later(181))
    assert due(live_ledger, live_plan) == []
    assert verify(live_ledger).ok


def test_nobody_is_reminded_and_no_sweep_looks(origin, live_ledger, live_plan, living):
    """After the withdrawal nothing of it is due, whatever is entered later."""
    living.reach(live_ledger, live_plan, _DISTRICT)
    done, late = withdraw(origin, _WHY), living.later(30 * _DAY)
    assert follow_up(live_ledger, live_plan, now=late).overdue == ()
    living.stamp(live_ledger, live_plan, _DISTRICT, 240)
    assert to_sweep(live_ledger, now=late) == {done.follower}
    assert entered_since(live_ledger, living.start.minute) == {done.follower}
    assert [name for name, _ in open_propagations(live_ledger)] == [done.follower]


def test_withdrawing_twice_withdraws_once(origin, live_ledger, live_plan):
    """The second call gives back what the first one did; another reason is refused."""
    first, again = withdraw(origin, _WHY), withdraw(origin, _WHY)
    with pytest.raises(WithdrawnBefore, match=_WHY):
        withdraw(origin, "อีกเหตุผลหนึ่ง")
    assert (first.new, again.new) == (True, False)
    assert (again.follower, again.number, again.act) == (first.follower, first.number, first.act)
    (act,) = acts(live_ledger, live_plan.id, kind=ActKind.WITHDRAWN)
    assert act.body == Withdrawn(reason=_WHY, follower=first.follower, number=first.number)
    assert life(live_ledger, live_plan.id).ending == act
    assert set(lives(live_ledger, [live_plan.id, first.follower])) == {live_plan.id}


def test_who_cannot_withdraw_is_told_why(origin, live_ledger, live_plan, living, tmp_path):
    """Another office, letters that are themselves a withdrawal, or nothing sent; no reason."""
    other = Acting(live_ledger, live_plan, "moi", "moi ปลัด", origin.now)
    with pytest.raises(NotTheOrigin, match="only opm can"):
        withdraw(other, _WHY)
    with pytest.raises(InputFaults, match="reason"):
        withdraw(origin, " ")
    later = restore(live_ledger, withdraw(origin, _WHY).follower)
    for verb in (withdraw, close):
        with pytest.raises(AboutAnother, match=f"the withdrawal of propagation {live_plan.id}"):
            verb(Acting(live_ledger, later, "opm", "opm x", origin.now), _WHY)
    assert life(live_ledger, later.id).ending is None
    unsent = living.plan(id="not-yet")
    record(live_ledger, unsent, living.start)
    with pytest.raises(NothingSentYet):
        withdraw(Acting(live_ledger, unsent, "opm", "opm x", origin.now), _WHY)
    assert verify(live_ledger).ok


def test_a_withdrawal_that_breaks_off_leaves_nothing(origin, live_ledger, live_plan, monkeypatch):
    """Its letter, its propagation and its act are one transaction; the next try does all of it."""

    def break_off(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("wian.lifecycle.withdrawal.note_first", break_off)
        with pytest.raises(KeyboardInterrupt):
            withdraw(origin, _WHY)
    assert [name for name, _ in open_propagations(live_ledger)] == [live_plan.id]
    assert verify(live_ledger).ok
    assert withdraw(origin, _WHY).new
    assert verify(live_ledger).ok


def test_issuing_and_withdrawing_at_once_leave_one_truth(either, live_plan, living, at_once):
    """Whichever comes first: all whom the first letter reached are told, and nobody else."""
    living.begin(either, live_plan)
    origin = Acting(either, live_plan, "opm", "opm ปลัดสำนักนายกรัฐมนตรี", living.later(120))
    living.reach(either, live_plan, _PROVINCE)
    living.stamp(either, live_plan, _PROVINCE, 60)
    province = Acting(either, live_plan, _PROVINCE, "phitsanulok จ่าจังหวัด", origin.now)
    failed = at_once(lambda: issue(province), lambda: withdraw(origin, _WHY))
    later = restore(either, withdraw(origin, _WHY).follower)
    told = {(hop.sender, hop.recipient) for hop in later.route.hops}
    assert told == _sent(either, live_plan.id)
    assert all(isinstance(each, DirectiveWithdrawn) for each in failed)
    assert verify(either).ok
