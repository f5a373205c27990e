"""Stories of following up: whoever is late is reminded once, and then escalated once."""

from __future__ import annotations

from datetime import date

import pytest

from wian.delays.targets import Duty
from wian.followup import remind
from wian.followup.remind import follow_up, follow_up_plan
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import ActKind, Escalated, Owed, Reminded
from wian.ledger.database import open_ledger
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts
from wian.ledger.read.offices.reminders import reminders_of, reminders_to
from wian.ledger.records import CIRCULARS
from wian.office.actor import Acting
from wian.office.answer import answer
from wian.office.correct import correct
from wian.office.refusals import NotLive
from wian.propagation.plan import record

_DAY = 24 * 60
_PROVINCE = "phitsanulok"
_DISTRICT = "phitsanulok.mueang-phitsanulok"
_WHY = {"reason": "เขียนผิด", "key": "k"}


def _things(found) -> set[tuple[str, Owed]]:
    return {
        (office, act.body.owed)
        for act in found
        if isinstance(act.body, Reminded)
        for office in act.body.recipients
    }


@pytest.fixture
def sent(living, live_plan, live_ledger):
    """The province has passed the drill on, within the hour; its twelve recipients have it."""
    living.reach(live_ledger, live_plan, _DISTRICT)
    return live_ledger


def test_nobody_is_late_before_the_target_is_over(sent, live_plan, living):
    """Five working days from Tuesday noon: the holidays of December do not count."""
    assert follow_up(sent, live_plan, now=living.later(6 * _DAY)).overdue == ()
    late = follow_up(sent, live_plan, now=living.later(9 * _DAY))
    assert {each.owed for each in late.overdue} == {Owed.RECEPTION}
    assert len(late.overdue) == len(live_plan.sending(_PROVINCE)[1])
    assert all(each.since_working_minutes > 0 for each in late.overdue)


def test_all_whom_an_office_reminds_of_the_same_get_one_letter(sent, live_plan, living):
    """Numbered by the sender's register of circulars, after the letter that it reminds of."""
    done = follow_up(sent, live_plan, now=living.later(9 * _DAY))
    (reminder,) = done.reminders
    assert isinstance(reminder.body, Reminded)
    recipients = sorted(hop.recipient for hop in live_plan.sending(_PROVINCE)[1])
    assert list(reminder.body.recipients) == recipients
    assert (reminder.office, reminder.register) == (_PROVINCE, CIRCULARS)
    assert reminder.entry.number == 2
    assert reminder.body.letter.number.endswith("ว ๒")


def test_nobody_is_reminded_twice_for_the_same_thing(sent, live_plan, living):
    """However often the sweep runs, and however long the silence lasts."""
    first = follow_up(sent, live_plan, now=living.later(9 * _DAY))
    again = [follow_up(sent, live_plan, now=living.later(day * _DAY)) for day in (9, 10, 30, 60)]
    assert len(first.reminders) == 1
    assert [each.reminders for each in again] == [()] * 4
    assert len(reminders_of(sent, live_plan.id)) == 1


def test_who_has_acted_is_not_reminded(sent, living, live_plan):
    """One district has stamped; the other recipients are reminded without it."""
    living.stamp(sent, live_plan, _DISTRICT)
    (reminder,) = follow_up(sent, live_plan, now=living.later(9 * _DAY)).reminders
    assert _DISTRICT not in reminder.body.recipients


def test_nobody_is_reminded_for_what_lies_behind_a_silent_parent(live_ledger, live_plan, living):
    """The ministry is silent: it alone is reminded, of the hundred below it nobody."""
    done = follow_up(live_ledger, live_plan, now=living.later(60 * _DAY))
    assert _things(done.reminders) == {("moi", Owed.RECEPTION)}
    assert {each.office for each in done.overdue} == {"moi"}


def test_a_stamped_letter_is_to_be_passed_on(sent, living, live_plan):
    """The district stamps and does not write on; that is another thing, with another reminder."""
    follow_up(sent, live_plan, now=living.later(9 * _DAY))
    living.stamp(sent, live_plan, _DISTRICT, minutes=10 * _DAY)
    done = follow_up(sent, live_plan, now=living.later(40 * _DAY))
    assert (_DISTRICT, Owed.FORWARDING) in _things(done.reminders)
    assert len(reminders_to(sent, _DISTRICT)) == 2


def test_what_the_origin_owes_is_nobodys_to_remind(live_plan, living, tmp_path):
    """Recorded and not sent yet: nobody has a letter, and nobody is late."""
    with open_ledger(f"sqlite:///{tmp_path / 'quiet.db'}") as ledger:
        record(ledger, live_plan, living.start)
        assert follow_up(ledger, live_plan, now=living.later(300 * _DAY)).overdue == ()


def test_who_stays_silent_after_the_reminder_is_escalated_once(sent, live_plan, living):
    """In the journal of the office that reminded, with the reminder's number."""
    follow_up(sent, live_plan, now=living.later(9 * _DAY))
    assert follow_up(sent, live_plan, now=living.later(10 * _DAY)).escalations == ()
    done = follow_up(sent, live_plan, now=living.later(20 * _DAY)).escalations
    assert {act.office for act in done} == {_PROVINCE}
    assert {act.body.reminder for act in done if isinstance(act.body, Escalated)} == {
        "พล ๐๐๒๓.๓/ว ๒"
    }
    assert len({act.key for act in done}) == len(live_plan.sending(_PROVINCE)[1])
    assert follow_up(sent, live_plan, now=living.later(40 * _DAY)).escalations == ()
    assert verify(sent, live_plan.id).ok


def test_an_office_has_its_last_minute_too(sent, live_plan, living):
    """Reminded or escalated is who has let the last minute pass, and not who is still in it."""
    targets, office = live_plan.targets, live_plan.hierarchy.office(_DISTRICT)

    def last_minute(duty: Duty, begun: Instant) -> Instant:
        allowed = targets.target(duty, office.level, office.kind)
        working = live_plan.working
        end = working.add(begun.minute, allowed.minutes(working.minutes_a_day))
        return Instant(int(end), Precision.MINUTE)

    def plan(now: Instant) -> tuple[bool, bool]:
        found = follow_up_plan(sent, live_plan, now=now)
        late, escalated = found.overdue, [each.body.recipient for each in found.escalations]
        return _DISTRICT in [each.office for each in late], _DISTRICT in escalated

    end = last_minute(Duty.RECEIVE, living.later(30))
    assert plan(end) == (False, False)
    assert plan(_after(end)) == (True, False)
    (reminder,) = follow_up(sent, live_plan, now=living.later(9 * _DAY)).reminders
    end = last_minute(Duty.ESCALATE, reminder.at)
    assert plan(end) == (True, False)
    assert plan(_after(end)) == (True, True)


def _after(moment: Instant) -> Instant:
    return Instant(moment.minute + 1, Precision.MINUTE)


def test_who_acts_on_the_reminder_is_not_escalated(sent, live_plan, living):
    """That is what a reminder is for."""
    follow_up(sent, live_plan, now=living.later(9 * _DAY))
    living.stamp(sent, live_plan, _DISTRICT, minutes=10 * _DAY)
    done = follow_up(sent, live_plan, now=living.later(16 * _DAY)).escalations
    assert _DISTRICT not in {act.body.recipient for act in done if isinstance(act.body, Escalated)}


def test_who_has_the_letter_owes_an_answer_when_its_day_is_over(living, tmp_path):
    """The local body that never got the letter owes a stamp, not an answer."""
    ask = {"to": {"levels": ["local"]}, "text": "ซักซ้อมแผน", "answer_by": "2027-01-15"}
    plan = living.plan(id="soon", asks=[ask], window=None)
    night = plan.jurisdiction.clock.instant(date(2027, 1, 16))
    evening = Instant(night.minute - 1, Precision.MINUTE)
    with open_ledger(f"sqlite:///{tmp_path / 'soon.db'}") as ledger:
        living.begin(ledger, plan)
        living.reach(ledger, plan, living.leaf)
        living.stamp(ledger, plan, living.leaf)
        late = follow_up_plan(ledger, plan, now=evening).overdue
        assert living.leaf not in {each.office for each in late}
        late = {(each.office, each.owed) for each in follow_up(ledger, plan, now=night).overdue}
        assert (living.leaf, Owed.ANSWER) in late
        assert sum(owed is Owed.ANSWER for _, owed in late) == 1
        answer(Acting(ledger, plan, living.leaf, by="x", now=night), "ซักซ้อมแล้ว", key="a")
        later = follow_up(ledger, plan, now=Instant(night.minute + 90 * _DAY, Precision.MINUTE))
        assert living.leaf not in {each.office for each in later.overdue}
        assert verify(ledger).ok


def test_a_corrected_stamp_counts_from_the_moment_that_is_meant(sent, living, live_plan):
    """The district meant a later day, so that it still has time to write on."""
    living.stamp(sent, live_plan, _DISTRICT)
    now = living.later(15 * _DAY)
    late = {(each.office, each.owed) for each in follow_up_plan(sent, live_plan, now=now).overdue}
    assert (_DISTRICT, Owed.FORWARDING) in late
    at = living.later(14 * _DAY)
    correct(Acting(sent, live_plan, _DISTRICT, by="x", now=now), position=0, at=at, **_WHY)
    late = {(each.office, each.owed) for each in follow_up_plan(sent, live_plan, now=now).overdue}
    assert (_DISTRICT, Owed.FORWARDING) not in late


def test_a_minute_of_which_others_were_reminded_already_takes_a_key_of_its_own(
    sent, living, live_plan
):
    """A correction brings a second district to the due minute of the first one."""
    other = "phitsanulok.wang-thong"
    living.stamp(sent, live_plan, _DISTRICT, 60)
    living.stamp(sent, live_plan, other, 90 * _DAY)
    now = living.later(91 * _DAY)
    first = follow_up(sent, live_plan, now=now)
    assert (_DISTRICT, Owed.FORWARDING) in _things(first.reminders)
    at = living.later(60)
    correct(Acting(sent, live_plan, other, by="x", now=now), position=0, at=at, **_WHY)
    second = follow_up(sent, live_plan, now=now)
    assert _things(second.reminders) == {(other, Owed.FORWARDING)}
    assert verify(sent, live_plan.id).ok


def test_a_rehearsal_reminds_nobody(gecc_plan, gecc_sent):
    """Nobody acts in it."""
    with pytest.raises(NotLive):
        follow_up(gecc_sent.ledger, gecc_plan, now=Instant(29_000_000, Precision.MINUTE))


def test_a_stamp_between_plan_and_letter_takes_the_office_out(sent, living, live_plan, monkeypatch):
    """The plan was made, then a district stamped, then the letter was written: without it."""
    planned = remind.plan_follow_up

    def late_stamp(*given_):
        due = planned(*given_)
        living.stamp(sent, live_plan, _DISTRICT, 9 * _DAY)
        return due

    monkeypatch.setattr(remind, "plan_follow_up", late_stamp)
    (reminder,) = follow_up(sent, live_plan, now=living.later(9 * _DAY)).reminders
    assert _DISTRICT not in reminder.body.recipients


def test_a_reminder_of_nobody_burns_no_number(sent, living, live_plan, monkeypatch):
    """All stamped while the letter was being written: it is not written, and leaves no gap."""
    planned = remind.plan_follow_up

    def late_stamps(*given_):
        due = planned(*given_)
        for hop in live_plan.sending(_PROVINCE)[1]:
            living.stamp(sent, live_plan, hop.recipient, 9 * _DAY)
        return due

    monkeypatch.setattr(remind, "plan_follow_up", late_stamps)
    assert follow_up(sent, live_plan, now=living.later(9 * _DAY)).reminders == ()
    assert verify(sent, live_plan.id).ok


def test_sweeps_at_the_same_time_write_each_reminder_once(either, living, live_plan, at_once):
    """Four sweeps meet; each letter and each escalation is written by one of them."""
    living.begin(either, live_plan)
    living.reach(either, live_plan, _DISTRICT)
    for day, reminders in ((9, 1), (20, 0)):

        def work(number: int, day: int = day):
            return follow_up(either, live_plan, now=living.later(day * _DAY + number))

        assert sum(len(each.reminders) for each in at_once(work)) == reminders
    silent = len(live_plan.sending(_PROVINCE)[1])
    assert len(acts(either, live_plan.id, kind=ActKind.ESCALATED)) == silent
    assert len(acts(either, live_plan.id, kind=ActKind.REMINDED)) == 1
    assert verify(either).ok
