"""Stories of an office that is renamed, merged or split while letters wait there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hierarchy.office import Office
from wian.delays.rests import Rest
from wian.followup.remind import follow_up
from wian.kit.errors import InputFaults
from wian.ledger.life.lives import life
from wian.ledger.life.suspensions import read_rests
from wian.ledger.outbox.mail_book import MailState
from wian.ledger.outbox.mail_queue import mails_to
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import State
from wian.ledger.registers.register_standings import register_standings
from wian.ledger.succession.recorded_successions import successions
from wian.ledger.succession.reversal import NotSucceeded, SuccessionUsed
from wian.ledger.succession.succession import Successions
from wian.ledger.succession.succession_entry import SucceededOtherwise, SuccessorGone
from wian.lifecycle.amendment import amend
from wian.lifecycle.changes import Wish
from wian.lifecycle.succession.successor import Successor, succeed, take_back
from wian.lifecycle.suspension import resume, suspend
from wian.lifecycle.withdrawal import withdraw
from wian.office.actor import Acting
from wian.office.answer import answer, route
from wian.office.issue import draft, save_draft
from wian.office.joint_issue import issue
from wian.office.mail_out import is_unseen
from wian.office.reach_change import reach_by_mail
from wian.office.refusals import OfficeSucceeded, StampTooEarly, SuccessionTakenBack
from wian.office.stamp import receive
from wian.office.trusted_clock import ClockBehind
from wian.propagation.recorded_plan import restore

_DAY = date(2026, 12, 1)
_OLD = "phitsanulok.mueang-phitsanulok"
_NEW = Office(
    "phitsanulok.nakhon",
    "อำเภอนคร",
    "district",
    "district",
    letter_code="พล ๐๐๙๙",
    addressee="นายอำเภอนคร",
    desks=("registry", "officer"),
)


@pytest.fixture
def waiting(live_ledger, live_plan, living):
    """A ledger in which a letter waits, unstamped, at the district; given with its plan."""
    for office in living.chain[1:4]:
        living.advance(live_ledger, live_plan, office, 30)
    return live_ledger


def _succeed(ledger, living, by=(_NEW,), minutes=60, **changes):
    wanted = Successor(_OLD, tuple(each.id for each in by), _DAY)
    return succeed(ledger, replace(wanted, **changes), by, by="operator", now=living.later(minutes))


def _registers(ledger, office):
    with ledger.reading() as connection:
        return {each.name: each.last for each in register_standings(connection, office)}


def test_what_waits_is_stamped_forwarded_and_numbered_by_the_successor(waiting, live_plan, living):
    """Under its own name and numbers, while the route and what was done before stay."""
    before = _registers(waiting, _OLD)
    done = _succeed(waiting, living)
    assert (done.new, done.waiting[State.TO_STAMP]) == (True, 1)
    living.stamp(waiting, live_plan, _OLD, 90)
    acting = Acting(waiting, live_plan, _OLD, "ธุรการ", living.later(100))
    edited = save_draft(acting, [*draft(acting).letter.paragraphs, "เพิ่มเติม"], revision=0)
    letter = issue(acting, revision=edited.revision).letter.letter
    assert (letter.issuer, letter.sender) == ("อำเภอนคร", _OLD)
    with pytest.raises(ClockBehind, match="the latest entry of"):
        route(replace(acting, now=living.later(40)), "กองช่าง", key="r")
    assert letter.number.startswith("พล ๐๐๙๙")
    assert _registers(waiting, _OLD) == before
    assert set(_registers(waiting, _NEW.id).values()) == {1}
    living.stamp(waiting, live_plan, living.leaf, 120)
    answer(Acting(waiting, live_plan, living.leaf, "x", living.later(130)), "ครับ", key="1")
    assert verify(waiting).ok, verify(waiting).faults


def test_the_same_again_changes_nothing_and_something_else_is_refused(waiting, living):
    """Once an office; nobody who is gone takes a place, and all faults come together."""
    _succeed(waiting, living)
    assert not _succeed(waiting, living, minutes=90).new
    with pytest.raises(SucceededOtherwise, match=r"by phitsanulok.nakhon from 2026-12-01"):
        _succeed(waiting, living, day=date(2026, 11, 1))
    gone = Successor("phitsanulok.wat-bot", (_OLD,), _DAY)
    with pytest.raises(SuccessorGone, match=r"name that one instead"):
        succeed(waiting, gone, by="operator", now=living.later(90))
    wrong = Successor("moi", ("moi", "nowhere"), date(2026, 12, 2), heir="elsewhere")
    with pytest.raises(InputFaults) as told:
        succeed(waiting, wrong, by="operator", now=living.later(90))
    assert [each.kind for each in told.value.faults] == [
        "own_place", "unknown_successor", "heir_unknown", "day_to_come",
    ]  # fmt: skip
    split = Successor("moi", ("dla", "opm"), _DAY)
    assert succeed(waiting, split, by="operator", now=living.later(90)).succession.heir == "dla"


def test_no_stamp_of_the_successor_is_before_its_first_day(waiting, live_plan, living):
    """What the old office received before is the old office's, on paper."""
    second = replace(living, start=living.later(24 * 60))
    _succeed(waiting, second, day=date(2026, 12, 2))
    acting = Acting(waiting, live_plan, _OLD, "ธุรการ", second.later(90))
    with pytest.raises(StampTooEarly, match="the day of the succession"):
        receive(acting, at=living.later(100), reason="บนกระดาษ")
    assert receive(acting).reception.receipt_number == "1"


def test_letters_to_the_office_and_reminders_name_its_successor(live_ledger, live_plan, living):
    """The sender had not written yet: the letter goes to the new name, along the old route."""
    for office in living.chain[1:3]:
        living.advance(live_ledger, live_plan, office, 30)
    _succeed(live_ledger, living)
    letter = living.advance(live_ledger, live_plan, "phitsanulok", 90)
    assert _OLD in letter.recipients
    said = " ".join(each.letter.addressed_to for each, _ in letter.letters)
    assert "นายอำเภอนคร" in said or any(
        "นายอำเภอนคร" in name for each, _ in letter.letters for name in each.letter.distribution
    )
    done = follow_up(live_ledger, live_plan, now=living.later(9 * 24 * 60))
    assert any(_OLD in act.body.recipients for act in done.reminders)
    assert verify(live_ledger).ok


def test_a_merged_office_is_numbered_where_its_heir_goes_on(waiting, live_plan, living):
    """Both letters of one propagation are the heir's now; its own registers go on."""
    heir = "phitsanulok.bang-rakam"
    living.stamp(waiting, live_plan, heir, 40)
    merged = Successor(_OLD, (heir,), _DAY)
    succeed(waiting, merged, by="operator", now=living.later(60))
    living.advance(waiting, live_plan, _OLD, 90)
    issue(Acting(waiting, live_plan, heir, "x", living.later(95)))
    first = live_plan.hierarchy.office(heir).desks[0]
    assert _registers(waiting, heir)[f"receipt:{first}"] == 2
    assert _registers(waiting, _OLD) == {}
    last = Successor(heir, (_NEW.id,), _DAY)
    succeed(waiting, last, [_NEW], by="operator", now=living.later(100))
    draft_of = Acting(waiting, live_plan, _OLD, "x", living.later(110))
    assert draft_of.keeper == _NEW.id
    assert verify(waiting).ok, verify(waiting).faults


def test_a_renamed_office_with_the_same_code_goes_on_behind_its_last_number(
    waiting, live_plan, living
):
    """Or two letters would print one number."""
    living.advance(waiting, live_plan, _OLD, 40)
    same = replace(_NEW, letter_code=live_plan.hierarchy.office(_OLD).letter_code)
    done = _succeed(waiting, living, (same,))
    assert [following for _, following in done.opened] == [2]
    second = living.plan(id="second-drill")
    living.begin(waiting, second, living.later(70))
    for office in living.chain[1:4]:
        living.advance(waiting, second, office, 80)
    number = living.advance(waiting, second, _OLD, 90).letter.entry.number
    assert number == 2
    assert verify(waiting).ok, verify(waiting).faults


@pytest.mark.parametrize(
    ("forged", "told"),
    [
        ("UPDATE succession SET heir = 'moi'", "is not what was written: edited"),
        ("UPDATE succession SET heir = office", "takes back what was not entered"),
        ("DELETE FROM succession", "number 1: its letter, reception or act is missing"),
        (
            "UPDATE succession SET at_minute = at_minute + 100",
            "was numbered by phitsanulok.nakhon before it took the place",
        ),
    ],
)
def test_what_a_successor_does_is_proved_by_its_act(waiting, live_plan, living, forged, told):
    """Without it, or with another day, its stamps are nobody's."""
    _succeed(waiting, living)
    living.stamp(waiting, live_plan, _OLD, 70)
    with waiting.writing() as connection:
        connection.exec_driver_sql(forged)
    faults = [f"{each.where}: {each.what}" for each in verify(waiting).faults]
    assert any(told in each for each in faults), faults


def test_a_stamp_in_the_closed_register_of_the_old_office_is_found(waiting, live_plan, living):
    """An insider stamps for the old office after it was succeeded, and dates that back."""
    living.stamp(waiting, live_plan, _OLD, 90)
    _succeed(waiting, living, minutes=60)
    faults = {each.what for each in verify(waiting).faults}
    assert f"was numbered by {_OLD} after {_NEW.id} had taken its place" in faults


def test_a_succession_that_breaks_off_leaves_nothing(waiting, living, monkeypatch):
    """The act and the registers that go on are one transaction; the next try does all of it."""

    def break_off(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("wian.ledger.succession.succession_entry.insert_rows", break_off)
        with pytest.raises(KeyboardInterrupt):
            _succeed(waiting, living)
    assert not list(successions(waiting))
    assert verify(waiting).ok
    assert _succeed(waiting, living).new


def test_a_mistake_is_taken_back_while_the_heir_has_done_nothing(waiting, live_plan, living):
    """The office acts itself again, and may be succeeded by another; each act is proved."""
    with pytest.raises(NotSucceeded):
        take_back(waiting, _OLD, "ผิด", by="operator", now=living.later(59))
    _succeed(waiting, living)
    early = Acting(waiting, live_plan, _OLD, "ธุรการ", living.later(65))
    done = take_back(waiting, _OLD, "ผิดอำเภอ", by="operator", now=living.later(70))
    assert (done.new, done.succession.heir, done.act.reason) == (True, _NEW.id, "ผิดอำเภอ")
    assert not take_back(waiting, _OLD, "อีกครั้ง", by="operator", now=living.later(71)).new
    with pytest.raises(SuccessionTakenBack):
        receive(early)
    receive(Acting(waiting, live_plan, _OLD, "ธุรการ", living.later(75)), position=0)
    other = replace(_NEW, id="phitsanulok.other")
    assert _succeed(waiting, living, (other,), minutes=90).new
    issue(Acting(waiting, live_plan, _OLD, "ธุรการ", living.later(95)))
    assert set(_registers(waiting, other.id).values()) == {1}
    assert _registers(waiting, _NEW.id) == {}
    with pytest.raises(SuccessionUsed, match=r"phitsanulok.other has entered 2 stamps"):
        take_back(waiting, _OLD, "ผิด", by="operator", now=living.later(99))
    assert verify(waiting).ok, verify(waiting).faults
    with waiting.writing() as connection:
        connection.exec_driver_sql("DELETE FROM succession WHERE register_number = 2")
    told = {each.what for each in verify(waiting).faults}
    assert f"was entered although {_NEW.id} had its place" in told


def test_what_an_heir_of_the_heir_did_keeps_both_successions(waiting, live_plan, living):
    """Its stamp stands for the first office too."""
    _succeed(waiting, living)
    last = replace(_NEW, id="phitsanulok.last", name="อำเภอท้าย")
    wanted = Successor(_NEW.id, (last.id,), _DAY)
    succeed(waiting, wanted, [last], by="operator", now=living.later(62))
    living.stamp(waiting, live_plan, _OLD, 90)
    with pytest.raises(SuccessionUsed, match=r"phitsanulok.last has entered"):
        take_back(waiting, _OLD, "ผิด", by="operator", now=living.later(99))


def test_numbers_that_the_heir_went_on_with_are_not_given_again(waiting, live_plan, living):
    """Both print one code: once the heir has issued, the old office cannot number on."""
    living.advance(waiting, live_plan, _OLD, 40)
    same = replace(_NEW, letter_code=live_plan.hierarchy.office(_OLD).letter_code)
    _succeed(waiting, living, (same,))
    take_back(waiting, _OLD, "ผิด", by="operator", now=living.later(65))
    second = living.plan(id="second-drill")
    living.begin(waiting, second, living.later(70))
    for office in living.chain[1:5]:
        letter = living.advance(waiting, second, office, 80)
    assert letter.letter.entry.number == 2
    assert [at for _, at in _succeed(waiting, living, (same,), minutes=90).opened] == [3]
    merged = Successor("phitsanulok.bang-rakam", (_NEW.id,), _DAY)
    succeed(waiting, merged, [same], by="operator", now=living.later(95))
    living.advance(waiting, live_plan, "phitsanulok.bang-rakam", 100)
    with pytest.raises(SuccessionUsed):
        take_back(waiting, _OLD, "ผิด", by="operator", now=living.later(105))
    assert verify(waiting).ok, verify(waiting).faults


def test_stamping_and_succeeding_at_once_leave_one_truth(either, live_plan, living, at_once):
    """The stamp is the old office's; or it is refused, and the next try is the successor's."""
    living.begin(either, live_plan)
    stamps = Acting(either, live_plan, "moi", "ธุรการ", living.later(60))
    heir = replace(live_plan.hierarchy.office("moi"), id="moi-2", letter_code="มม")
    asked = Successor("moi", (heir.id,), _DAY)
    failed = at_once(
        lambda: receive(stamps),
        lambda: succeed(either, asked, [heir], by="operator", now=living.later(60)),
    )
    assert all(isinstance(each, OfficeSucceeded) for each in failed)
    receive(Acting(either, live_plan, "moi", "ธุรการ", living.later(61)), position=0)
    numbered = [office for office in ("moi", "moi-2") if _registers(either, office)]
    assert numbered == (["moi-2"] if failed else ["moi"])
    assert verify(either).ok, verify(either).faults


def test_a_forged_ring_of_heirs_is_found(waiting, live_plan, living):
    """The heir was succeeded by the old office: nobody would keep the work."""
    _succeed(waiting, living)
    columns = "office, register_year, register_number, day, heir, successors, reason, by, at_minute"
    turned = columns.replace("office", "heir", 1).replace("day, heir", "day, office")
    with waiting.writing() as connection:
        connection.exec_driver_sql(
            f"INSERT INTO succession ({columns}, content_digest)"  # noqa: S608 - columns of ours
            f" SELECT {turned}, content_digest FROM succession"
        )
    told = {each.what for each in verify(waiting).faults}
    assert "leads back to an office in its chain of heirs" in told


def test_a_successor_sends_the_first_letter_and_its_amendment_together(waiting, live_plan, living):
    """Both waited at the old office; one numbered act of the heir, and what follows reaches it."""
    origin = Acting(waiting, live_plan, "opm", "ปลัด", living.later(50))
    done = amend(origin, Wish(text=("ให้ซักซ้อมสองครั้ง",)))
    later = restore(waiting, done.follower)
    for office in living.chain[1:4]:
        living.advance(waiting, later, office, 55)
    _succeed(waiting, living)
    for plan in (live_plan, later):
        living.stamp(waiting, plan, _OLD, 70)
    out = issue(Acting(waiting, live_plan, _OLD, "x", living.later(80)))
    (also,) = out.together
    letters = (out.letter.letter, also.letter.letter)
    assert [each.issuer for each in letters] == ["อำเภอนคร"] * 2
    assert [each.number for each in letters] == ["พล ๐๐๙๙/ว ๑", "พล ๐๐๙๙/ว ๒"]
    again = replace(origin, now=living.later(90))
    second = amend(again, Wish(closes="2030-06-28"))
    assert second.place == 2
    withdraw(replace(origin, now=living.later(100)), "ฝนหยุดแล้ว")
    assert life(waiting, second.follower).ending
    assert verify(waiting).ok, verify(waiting).faults


def test_a_clock_that_rests_goes_on_at_the_successor(waiting, live_plan, living):
    """The old office suspended and the heir resumes: one rest, entered in two journals."""
    living.stamp(waiting, live_plan, _OLD, 40)
    rests = Acting(waiting, live_plan, _OLD, "x", living.later(45))
    suspend(rests, "รอแผนที่")
    _succeed(waiting, living)
    assert suspend(Acting(waiting, live_plan, _OLD, "x", living.later(65)), "รอแผนที่").new is False
    done = resume(Acting(waiting, live_plan, _OLD, "x", living.later(90)))
    assert done.suspension.ended.at == living.later(90)
    suspend(Acting(waiting, live_plan, _OLD, "x", living.later(91)), "รอแผนที่อีกครั้ง")
    resume(Acting(waiting, live_plan, _OLD, "x", living.later(94)))
    with waiting.reading() as connection:
        (rests,) = read_rests(connection, live_plan.id).values()
    start = living.start.minute
    assert rests == (Rest(start + 45, start + 90), Rest(start + 91, start + 94))
    issue(Acting(waiting, live_plan, _OLD, "x", living.later(95)))
    assert verify(waiting).ok, verify(waiting).faults


def test_mail_that_is_on_its_way_is_acknowledged_for_the_successor(waiting, live_plan, living):
    """It went to the old office's address; later letters go where the heir is reached."""
    reach_by_mail(waiting, _OLD, "old@amphoe.example", by="registrar", now=living.later(41))
    (mail,) = mails_to(waiting, _OLD)
    _succeed(waiting, living)
    reach_by_mail(waiting, _NEW.id, "new@nakhon.example", by="registrar", now=living.later(65))
    living.stamp(waiting, live_plan, _OLD, 70)
    assert mail.address == "old@amphoe.example"
    assert set(_registers(waiting, _NEW.id).values()) == {1}
    second = living.plan(id="second-drill")
    living.begin(waiting, second, living.later(75))
    for office in living.chain[1:4]:
        living.advance(waiting, second, office, 80)
    addresses = {each.address for each in mails_to(waiting, _OLD)} | {
        each.address for each in mails_to(waiting, _NEW.id)
    }
    assert "new@nakhon.example" in addresses
    assert verify(waiting).ok, verify(waiting).faults


def test_a_letter_that_the_old_office_stamped_is_mailed_to_its_successor(
    waiting, live_plan, living
):
    """It has not seen it; what it has stamped itself, or nobody need do, is not sent."""
    known = Acting(waiting, live_plan, _OLD, "x", living.later(45))
    living.stamp(waiting, live_plan, _OLD, 45)
    reach_by_mail(waiting, _NEW.id, "new@nakhon.example", by="x", now=living.later(50))
    _succeed(waiting, living)
    (mail,) = mails_to(waiting, _OLD)
    assert (mail.address, mail.state) == ("new@nakhon.example", MailState.WAITING)
    with waiting.looking(live_plan.id, live_plan.clock) as reader:
        assert is_unseen(reader.successions, _OLD, reader.stamps(_OLD))
        assert not is_unseen(Successions(), _OLD, reader.stamps(_OLD))
    issue(replace(known, now=living.later(70)))
    moved = reach_by_mail(waiting, _NEW.id, "other@nakhon.example", by="x", now=living.later(80))
    assert moved.queued == 0
    assert verify(waiting).ok, verify(waiting).faults
