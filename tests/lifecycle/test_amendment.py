"""Stories of an amendment: it goes the first letter's way, and its days hold from then on."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from hierarchy.route.selection import Selection
from wian.desk.views.deadline import deadline
from wian.followup.remind import follow_up_plan
from wian.ledger.acts import ActKind, Closed
from wian.ledger.life.lives import life
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts, inbox, open_propagations
from wian.ledger.read.propagation_facts import propagation_facts
from wian.lifecycle.addition import add
from wian.lifecycle.amendment import AmendmentUnsaid, amend
from wian.lifecycle.changes import Enclosing, Wish
from wian.lifecycle.closure import close
from wian.lifecycle.origin import AboutAnother, NothingSentYet, NotTheOrigin
from wian.lifecycle.withdrawal import withdraw
from wian.office.actor import Acting
from wian.office.issue import draft
from wian.office.joint_issue import issue
from wian.office.refusals import (
    DirectiveClosed,
    DirectiveWithdrawn,
    EarlierNotForwarded,
    FirstNotForwarded,
)
from wian.office.relay import due, relay, set_forwarding
from wian.propagation.plan import record
from wian.propagation.recorded_plan import restore
from wian.propagation.standing.days_in_force import days_in_force

_TEXT = "ให้เชิญผู้สื่อข่าวเข้าร่วมการซักซ้อมด้วย"
_LATER = Wish(text=(_TEXT,), closes="2030-06-28", answer_by="2030-05-31")
_PROVINCE, _DISTRICT = "phitsanulok", "phitsanulok.mueang-phitsanulok"
_DAY = 24 * 60


def _sent(ledger, propagation):
    with ledger.looking(propagation) as reader:
        return {(hop.sender, hop.recipient) for hop in reader.sent()}


def _at(origin, living, minutes):
    return Acting(origin.ledger, origin.plan, origin.office, origin.by, living.later(minutes))


@pytest.mark.parametrize("end", ["moi", _PROVINCE, "la-5650103"])
def test_it_goes_to_all_whom_the_first_letter_reaches(origin, live_ledger, live_plan, living, end):
    """Wherever the first letter has come to: both go on along the same ways, to the same offices.

    Who had not forwarded the first letter sends both, in the order of their numbers.
    """
    living.reach(live_ledger, live_plan, end)
    forwarded = {sender for sender, _ in _sent(live_ledger, live_plan.id)}
    later = restore(live_ledger, amend(origin, _LATER).follower)
    ways = [(hop.sender, hop.recipient) for hop in live_plan.route.hops]
    assert [(hop.sender, hop.recipient) for hop in later.route.hops] == ways
    for office in live_plan.route.chain("la-5650103")[1:]:
        living.stamp(live_ledger, later, office, 180)
        done = living.advance(live_ledger, live_plan, office, 180)
        if office in forwarded:
            living.advance(live_ledger, later, office, 181)
        elif done:
            (with_it,) = done.together
            assert with_it.propagation == later.id
            assert with_it.letter.entry.number == done.letter.entry.number + 1
            assert done.letter.letter.number in with_it.letter.letter.paragraphs[0]
    assert _sent(live_ledger, later.id) == _sent(live_ledger, live_plan.id)
    assert verify(live_ledger).faults == ()


def test_its_letter_names_the_first_one_and_the_new_days(origin, live_ledger, live_plan, living):
    """The ministry's amendment cites the ministry's letter; what is not said stays as it was."""
    living.reach(live_ledger, live_plan, "dla")
    (first,) = inbox(live_ledger, "dla")
    wish = Wish((_TEXT,), "", "2030-06-28", "2030-05-31", {}, [Enclosing("แบบรายงานใหม่")])
    later = restore(live_ledger, amend(origin, wish).follower)
    living.reach(live_ledger, later, "dla", 180)
    letter = next(
        each for each in inbox(live_ledger, "dla") if each.propagation == later.id
    ).letter.letter
    recalled, informed, text, window, answer, rest, *_ = letter.paragraphs
    assert first.letter.letter.number in recalled
    assert "ว่า ขอแก้ไขเพิ่มเติมหนังสือดังกล่าว" in informed
    assert "แบบรายงานใหม่ จำนวน ๑ ชุด" in informed
    assert text == _TEXT
    assert window.startswith("ให้ดำเนินการตั้งแต่วันที่ ๑ ธันวาคม ๒๕๖๙ - ๒๘ มิถุนายน ๒๕๗๓")
    assert answer.endswith("รายงานผลการดำเนินการภายในวันที่ ๓๑ พฤษภาคม ๒๕๗๓ แทนกำหนดเดิม")
    assert rest == "สำหรับข้อความอื่นให้เป็นไปตามหนังสือเดิม"
    assert letter.subject == f"ขอแก้ไขเพิ่มเติมหนังสือ เรื่อง {first.letter.letter.subject}"
    assert letter.references[0].number == first.letter.letter.number


def test_its_days_hold_at_once_and_the_last_one_wins(origin, live_ledger, live_plan, living):
    """Inbox, figures and reports go by the new days; the directive says what it always said."""
    living.reach(live_ledger, live_plan, living.leaf)
    for month, closes in ((5, "2030-06-28"), (4, "2030-07-31")):
        amend(origin, Wish(closes=closes, answer_by=f"2030-{month:02}-30"))
        days = days_in_force(live_ledger, live_plan)
        assert (days.window.opens, str(days.window.closes)) == (date(2026, 12, 1), closes)
        assert days.answer_by(living.leaf) == date(2030, month, 30)
        (known,) = propagation_facts(live_ledger, [live_plan.id])
        assert known.window_closes == days.window.closes
        (item,) = (x for x in inbox(live_ledger, living.leaf) if x.propagation == live_plan.id)
        until = deadline(item.life.window(item.directive.window), None, date(2030, 1, 1))
        assert until.day == days.window.closes
    assert restore(live_ledger, live_plan.id).directive.window.closes == date(2030, 3, 29)
    assert [act.key for act in life(live_ledger, live_plan.id).amended] == ["1", "2"]
    assert verify(live_ledger).faults == ()


def test_a_later_letter_says_all_days_that_hold_and_names_the_earlier_one(origin):
    """Else whoever reads that all else stays would take the first letter's days to hold again."""
    first = amend(origin, Wish(answer_by="2030-05-31"))
    plan = restore(origin.ledger, amend(origin, Wish(closes="2030-06-28")).follower)
    window, answer, rest = plan.directive.details
    assert "๒๘ มิถุนายน ๒๕๗๓" in plan.composer.worded(window)
    assert "๓๑ พฤษภาคม ๒๕๗๓" in plan.composer.worded(answer)
    assert f"แก้ไขเพิ่มเติมโดยหนังสือสำนักงานปลัดสำนักนายกรัฐมนตรี ที่ {first.number} ลงวันที่" in rest


def test_a_later_amendment_waits_for_the_earlier_ones(origin, live_ledger, live_plan, living):
    """Whoever has stamped the second alone sends it with the first, in their order."""
    living.reach(live_ledger, live_plan, living.leaf)
    done = [amend(origin, Wish(closes=day)).follower for day in ("2030-06-28", "2030-07-31")]
    first, second = (restore(live_ledger, each) for each in done)
    living.stamp(live_ledger, second, "moi", 180)
    ministry = Acting(live_ledger, second, "moi", "moi x", living.later(190))
    for verb in (issue, draft):
        with pytest.raises(EarlierNotForwarded, match=f"propagation {first.id} yet"):
            verb(ministry)
    set_forwarding(live_ledger, ("moi",), True, by="x", now=living.later(191))
    assert due(live_ledger, second) == []
    late = follow_up_plan(live_ledger, second, now=living.later(60 * _DAY)).overdue
    assert "moi" not in {each.office for each in late}
    living.stamp(live_ledger, first, "moi", 200)
    (issued,) = relay(live_ledger, first, now=living.later(201))
    assert [each.propagation for each in issued.together] == [second.id]
    assert verify(live_ledger).faults == ()


def test_what_amends_a_letter_waits_for_each_earlier_one(origin, live_ledger, live_plan, living):
    """The first letter goes out with the amendments that may go, never with a later one alone."""
    living.reach(live_ledger, live_plan, "moi")
    done = [amend(origin, Wish(closes=day)).follower for day in ("2030-06-28", "2030-07-31")]
    for plan in (restore(live_ledger, done[1]), live_plan):
        living.stamp(live_ledger, plan, "moi", 180)
    assert living.advance(live_ledger, live_plan, "moi", 190).together == ()


def test_it_goes_to_those_who_were_added_too(empty_ledger, short_plan, living):
    """The route had grown: an amendment after that goes along the ways as they are now."""
    living.begin(empty_ledger, short_plan)
    acting = Acting(empty_ledger, short_plan, "opm", "opm x", living.later(60))
    add(acting, [Selection(ids=("phitsanulok.bang-rakam",))], "ลืม")
    later = restore(empty_ledger, amend(acting, Wish(text=(_TEXT,))).follower)
    grown = restore(empty_ledger, short_plan.id)
    ways = {(hop.sender, hop.recipient) for hop in grown.route.hops}
    assert {(hop.sender, hop.recipient) for hop in later.route.hops} == ways
    for office in grown.route.offices[1:]:
        living.stamp(empty_ledger, later, office, 180)
        living.advance(empty_ledger, grown, office, 180)
    assert _sent(empty_ledger, later.id) == ways
    assert verify(empty_ledger).faults == ()


def test_an_office_waits_for_the_first_letter(origin, live_ledger, live_plan, living):
    """What amends a letter neither goes before it, nor is it reminded of until then."""
    living.reach(live_ledger, live_plan, _PROVINCE)
    later = restore(live_ledger, amend(origin, _LATER).follower)
    living.reach(live_ledger, later, _PROVINCE, 180)
    living.stamp(live_ledger, later, _PROVINCE, 200)
    acting = Acting(live_ledger, later, _PROVINCE, "phitsanulok จ่าจังหวัด", living.later(210))
    for verb in (issue, draft):
        with pytest.raises(FirstNotForwarded, match="this one goes out with it"):
            verb(acting)
    set_forwarding(live_ledger, (_PROVINCE,), True, by="x", now=living.later(211))
    assert due(live_ledger, later) == []
    late = follow_up_plan(live_ledger, later, now=living.later(60 * _DAY)).overdue
    assert _PROVINCE not in {each.office for each in late}
    living.stamp(live_ledger, live_plan, _PROVINCE, 220)
    (done,) = relay(live_ledger, live_plan, now=living.later(221))
    assert [each.propagation for each in done.together] == [later.id]
    assert relay(live_ledger, later, now=living.later(222)) == ()
    assert verify(live_ledger).faults == ()


def test_what_ends_ends_its_amendments(origin, live_ledger, live_plan, living):
    """An amended directive can be withdrawn; then nobody forwards or amends either any more."""
    living.reach(live_ledger, live_plan, _PROVINCE)
    done = amend(origin, _LATER)
    later = restore(live_ledger, done.follower)
    living.reach(live_ledger, later, "dla", 180)
    withdrawal = withdraw(_at(origin, living, 200), "สถานการณ์คลี่คลายแล้ว")
    assert life(live_ledger, later.id).ending.body == Closed(ended_with=live_plan.id)
    assert {name for name, _ in open_propagations(live_ledger)} == {withdrawal.follower}
    living.stamp(live_ledger, later, "dla", 210)
    with pytest.raises(DirectiveClosed):
        issue(Acting(live_ledger, later, "dla", "dla x", living.later(220)))
    with pytest.raises(DirectiveWithdrawn):
        amend(_at(origin, living, 230), _LATER)
    assert verify(live_ledger).faults == ()


def test_what_is_closed_is_not_amended(origin, live_ledger, live_plan, living):
    """A closing ends the amendments too, once."""
    done = amend(origin, _LATER)
    close(_at(origin, living, 130), "พอแล้ว")
    with pytest.raises(DirectiveClosed):
        amend(_at(origin, living, 140), Wish(closes="2030-09-30"))
    withdraw(_at(origin, living, 150), "ผิด")
    assert len(acts(live_ledger, done.follower, kind=ActKind.CLOSED)) == 1
    assert verify(live_ledger).faults == ()


def test_who_cannot_amend_is_told_why(origin, live_ledger, live_plan, living):
    """Another office; letters that are themselves about another; nothing sent."""
    other = Acting(live_ledger, live_plan, "moi", "moi ปลัด", origin.now)
    with pytest.raises(NotTheOrigin):
        amend(other, _LATER)
    later = restore(live_ledger, amend(origin, _LATER).follower)
    acting = Acting(live_ledger, later, "opm", "opm x", origin.now)
    for verb in (amend, withdraw, close):
        with pytest.raises(AboutAnother, match=f"the amendment of propagation {live_plan.id}"):
            verb(acting, _LATER if verb is amend else "x")
    unsent = living.plan(id="not-yet")
    record(live_ledger, unsent, living.start)
    with pytest.raises(NothingSentYet):
        amend(Acting(live_ledger, unsent, "opm", "opm x", origin.now), _LATER)


def test_an_amendment_that_breaks_off_leaves_nothing(origin, live_ledger, live_plan, monkeypatch):
    """Its letter, its propagation and its act are one transaction; the next try does all of it."""

    def break_off(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("wian.lifecycle.amendment.note_first", break_off)
        with pytest.raises(KeyboardInterrupt):
            amend(origin, _LATER)
    assert [name for name, _ in open_propagations(live_ledger)] == [live_plan.id]
    assert life(live_ledger, live_plan.id).amended == ()
    assert amend(origin, _LATER).new
    assert verify(live_ledger).ok


def test_both_letters_go_out_or_neither(origin, live_ledger, live_plan, living, monkeypatch):
    """A kill between the letter and its amendment leaves neither."""
    living.reach(live_ledger, live_plan, "dla")
    later = restore(live_ledger, amend(origin, _LATER).follower)
    living.reach(live_ledger, later, "dla", 180)
    for plan in (later, live_plan):
        living.stamp(live_ledger, plan, "dla", 200)
    acting = Acting(live_ledger, live_plan, "dla", "dla x", living.later(210))

    def break_off(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("wian.office.joint_issue.recorded_plan", break_off)
        with pytest.raises(KeyboardInterrupt):
            issue(acting)
    assert not any("dla" in pair[0] for pair in _sent(live_ledger, live_plan.id))
    assert len(issue(acting).together) == 1
    assert issue(acting).together == ()
    assert verify(live_ledger).ok


@pytest.mark.parametrize(
    "verbs",
    [("amend", "withdraw"), ("amend", "amend"), ("close", "withdraw")],
    ids=" against ".join,
)
def test_two_at_once_leave_one_truth(either, live_plan, living, at_once, verbs):
    """Two officers of the origin do opposite things: one comes first, and all agrees."""
    living.begin(either, live_plan)
    living.reach(either, live_plan, "dla")
    origin = Acting(either, live_plan, "opm", "opm x", living.later(120))
    doing = {
        "amend": lambda place: amend(origin, Wish(text=(str(place),))),
        "withdraw": lambda _: withdraw(origin, "x"),
        "close": lambda _: close(origin, "x"),
    }
    refused = at_once(*(partial(doing[verb], place) for place, verb in enumerate(verbs)))
    found = life(either, live_plan.id)
    assert len(refused) <= 1
    assert len(found.amended) + len(refused) * ("amend" in verbs) == verbs.count("amend")
    assert bool(found.withdrawn) == ("withdraw" in verbs)
    assert bool(found.closed) == ("close" in verbs and not refused)
    assert verify(either).faults == ()


def test_a_forged_amendment_without_a_letter_is_told_in_a_sentence(origin, live_ledger, living):
    """The act stands there, and no letter says so: neither the same nor a further one is made."""
    done = amend(origin, _LATER)
    with live_ledger.writing() as connection:
        for table in ("hop", "letter"):
            connection.exec_driver_sql(
                f"DELETE FROM {table} WHERE propagation = '{done.follower}'"  # noqa: S608 - an id
            )
    for wish in (_LATER, Wish(text=("อื่น",))):
        with pytest.raises(AmendmentUnsaid, match=done.follower):
            amend(_at(origin, living, 130), wish)
