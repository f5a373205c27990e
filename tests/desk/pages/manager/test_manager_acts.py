"""A manager notes a telephone call and reminds whoever is late; each is an act of the office."""

from __future__ import annotations

import pytest

from wian.followup.remind import follow_up
from wian.ledger.access.permissions import Role
from wian.ledger.acts import ActKind, Owed
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts
from wian.lifecycle.closure import close
from wian.office.actor import Acting

DISTRICT = "phitsanulok.wang-thong"
_DAY = 24 * 60


@pytest.fixture
def page(drill):
    return f"/follow-up/{drill.plan.id}"


@pytest.fixture
def province(drill, living):
    """The province has written to its twelve; six weeks later eleven are late with their stamp."""
    drill.reach(living.leaf)
    drill.wait(6 * 7 * _DAY)
    return drill.at("phitsanulok", Role.MANAGER)


def _call(browser, page, key, **fields):
    said = {"office": DISTRICT, "key": key, "said": "จะลงรับวันนี้", "spoken_to": "ปลัดอำเภอ"}
    return browser.send(f"{page}/call", page=page, **(said | fields))


def test_a_telephone_call_is_noted_once_and_seen_by_both(drill, province, page, words, key_of):
    """Who telephoned whom, when, what was said: in the journal, on the page, at the district."""
    form = province.get(f"{page}?call={DISTRICT}")
    assert "บันทึกการโทรศัพท์ถึง อำเภอวังทอง" in words(form)
    for _ in range(2):  # pressed twice
        answer = _call(province, page, key_of(form), open=DISTRICT)
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"{page}?open={DISTRICT}#o-{DISTRICT}",
    )
    (act,) = [each for each in drill.acts("phitsanulok") if each.kind is ActKind.TELEPHONED]
    assert (act.body.recipient, act.body.said) == (DISTRICT, "จะลงรับวันนี้")
    assert (act.by, act.at) == ("phitsanulok ผู้บริหาร", drill.desk.watch())
    assert "โทรแล้ว ๑ ครั้ง ล่าสุด ๑๒ ม.ค. ๒๕๗๐" in words(province.get(page))
    theirs = words(drill.at(DISTRICT).get(drill.path))
    assert "จังหวัดพิษณุโลกโทรศัพท์ถึงอำเภอวังทอง ปลัดอำเภอ: จะลงรับวันนี้" in theirs
    others = words(drill.at("phitsanulok.bang-rakam").get(drill.path))
    assert "โทรศัพท์ถึง" not in others
    assert verify(drill.ledger).ok


def test_what_cannot_be_noted_is_said_and_kept(drill, province, page, words):
    """An office that is not below, none at all, and a call without a word."""
    for office, status in (("moi", 409), ("nowhere", 409)):
        answer = _call(province, page, "k" * 20, office=office)
        assert answer.status_code == status
        assert "หน่วยงานนั้นไม่ได้อยู่ใต้หน่วยงานของท่าน" in words(answer)
    empty = _call(province, page, "k" * 20, said=" ", spoken_to="นายอำเภอ")
    assert empty.status_code == 422
    assert 'value="นายอำเภอ"' in empty.text
    assert [each for each in drill.acts("phitsanulok") if each.kind is ActKind.TELEPHONED] == []


def test_a_click_reminds_one_office_and_another_all_that_are_left(drill, province, page, words):
    """By the letter that a sweep would write, once; a sweep afterwards finds nothing to write."""
    late = words(province.get(page))
    assert "เตือนทุกแห่งที่เกินกำหนด (๑๑ แห่ง)" in late
    answer = province.send(f"{page}/remind", page=page, office=DISTRICT)
    assert answer.headers["location"] == f"{page}#o-{DISTRICT}"
    (act,) = acts(drill.ledger, drill.plan.id, office="phitsanulok", kind=ActKind.REMINDED)
    assert (act.body.owed, act.body.recipients) == (Owed.RECEPTION, (DISTRICT,))
    assert act.by == "phitsanulok ผู้บริหาร"
    shown = words(province.get(page))
    assert f"เตือนแล้ว ที่ {act.body.letter.number}" in shown
    assert "เตือนทุกแห่งที่เกินกำหนด (๑๐ แห่ง)" in shown
    again = province.send(f"{page}/remind", page=page, office=DISTRICT)
    assert again.status_code == 409
    assert "ไม่มีหน่วยงานที่ต้องเตือน" in words(again)
    assert province.send(f"{page}/remind", page=page).status_code == 303
    done = acts(drill.ledger, drill.plan.id, office="phitsanulok", kind=ActKind.REMINDED)
    reminded = [to for each in done for to in each.body.recipients]
    assert len(reminded) == len(set(reminded)) == 11
    swept = follow_up(drill.ledger, drill.plan, now=drill.desk.watch()).reminders
    assert "phitsanulok" not in {each.office for each in swept}
    assert verify(drill.ledger).ok


def test_nobody_reminds_what_others_wrote(drill, province, page, words):
    """The origin's manager sees the districts late, may telephone them, and has no reminder."""
    origin = drill.at("opm", Role.MANAGER)
    shown = origin.get(page)
    assert "เกินกำหนด" in words(shown)
    assert "บันทึกการโทร" in words(shown)
    assert 'form="remind"' not in shown.text
    assert origin.send(f"{page}/remind", page=page, office=DISTRICT).status_code == 409


def test_it_stops_when_the_directive_is_closed(drill, province, page, words):
    """Days go up no more, nobody is to be called or reminded, and the page says so."""
    since = words(province.get(page)).partition("อำเภอวังทอง")[2]
    assert since.startswith(" ยังไม่ลงรับ มา ๒๖ วันทำการ")
    close(Acting(drill.ledger, drill.plan, "opm", "test", drill.desk.watch()), "ฝนหยุดแล้ว")
    drill.wait(7 * _DAY)
    later = drill.desk.signed_in("phitsanulok", "ปลัดจังหวัด", Role.MANAGER)
    shown = later.get(page)
    assert words(shown).partition("อำเภอวังทอง")[2].startswith(" ยังไม่ลงรับ มา ๒๖ วันทำการ")
    assert "เรื่องนี้สิ้นสุดแล้ว จำนวนวันนับถึงวันที่สิ้นสุด" in words(shown)
    assert "จุดที่หนังสือค้างอยู่เมื่อเรื่องสิ้นสุด" in words(shown)
    assert "บันทึกการโทร" not in words(shown)
    assert 'form="remind"' not in shown.text
    assert _call(later, page, "k" * 20).status_code == 409
    assert [each for each in drill.acts("phitsanulok") if each.kind is ActKind.TELEPHONED] == []


def test_only_a_manager_does_it(drill, province, page):
    """Neither an officer of the office nor the manager of an office beside it."""
    officer = drill.at("phitsanulok", Role.OFFICER)
    for act in ("remind", "call"):
        refused = officer.send(f"{page}/{act}", page="/office", key="k" * 20, office=DISTRICT)
        assert refused.status_code == 403
    beside = drill.at("la-5650203", Role.MANAGER)
    for act in ("remind", "call"):
        hidden = beside.send(f"{page}/{act}", page="/office", key="k" * 20, office=DISTRICT)
        assert hidden.status_code == 404
