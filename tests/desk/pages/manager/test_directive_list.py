"""A manager sees all directives of the own office: what is held up most first; nobody else's."""

from __future__ import annotations

import pytest

from wian.ledger.access.permissions import Role
from wian.lifecycle.withdrawal import withdraw
from wian.office.actor import Acting


@pytest.fixture
def manager(drill):
    return drill.at("opm", Role.MANAGER)


def test_the_list_says_how_far_each_directive_is(drill, manager, living, words):
    """What waits, who has it and what is late; the directive that holds up most stands first."""
    short = living.plan(id="short-one", subject="เรื่องเล็ก", addressees=[{"ids": [living.leaf]}])
    living.begin(drill.ledger, short, living.later(20))
    drill.reach(living.leaf)
    shown = words(manager.get("/follow-up"))
    first, second = shown.index("การซักซ้อมแผนเผชิญเหตุ"), shown.index("เรื่องเล็ก")
    assert first < second
    assert "กำลังดำเนินการ ๒ สิ้นสุดแล้ว ๐" in shown
    assert "ลงรับแล้ว ๔ จาก ๑๑๕ แห่ง" in shown[first:second]
    assert "ลงรับแล้ว ๐ จาก" in shown[second:]
    drill.wait(40 * 24 * 60)
    manager.sign_in("opm", "ผู้บริหาร")
    assert "เกินกำหนด" in words(manager.get("/follow-up"))


def test_the_own_office_is_told_first_what_it_owes(drill, words):
    """Whoever holds a directive up reads it at the head of the row."""
    ministry = drill.at("moi", Role.MANAGER)
    assert "หน่วยงานของท่าน ยังไม่ลงรับ" in words(ministry.get("/follow-up"))
    assert "หน่วยงานของท่าน" not in words(drill.at("opm", Role.MANAGER).get("/follow-up"))


def test_an_office_that_was_sent_nothing_sees_nothing(drill, words):
    """The district has no part in it yet, and its page says so."""
    shown = words(drill.at("phitsanulok.wang-thong", Role.MANAGER).get("/follow-up"))
    assert "ไม่มีเรื่องที่หน่วยงานกำลังดำเนินการ" in shown


def test_what_has_ended_stands_by_itself(drill, manager, living, words):
    """A withdrawn directive is late nowhere, and is found under those that have ended."""
    withdraw(Acting(drill.ledger, drill.plan, "opm", "test", living.later(50)), "ฝนหยุดแล้ว")
    shown = words(manager.get("/follow-up?show=over"))
    assert "ยกเลิกแล้ว การซักซ้อมแผนเผชิญเหตุ" in shown
    under_way = words(manager.get("/follow-up"))
    assert "สิ้นสุดแล้ว ๑" in under_way


def test_a_secret_subject_is_for_those_who_work_on_it(opened_desk, empty_ledger, living, words):
    """A manager who has no other role sees that there is one; with an officer's role, what."""
    plan = living.plan(id="quiet", secrecy="secret")
    living.begin(empty_ledger, plan)
    desk = opened_desk(empty_ledger, living.start.minute + 60)
    alone = desk.signed_in("opm", "ผู้บริหาร", Role.MANAGER)
    for path in ("/follow-up", f"/follow-up/{plan.id}"):
        assert "การซักซ้อมแผนเผชิญเหตุ" not in alone.get(path).text
        assert "ลับ" in words(alone.get(path))
    both = desk.signed_in("opm", "ปลัด", Role.MANAGER, Role.OFFICER)
    assert "การซักซ้อมแผนเผชิญเหตุ" in both.get(f"/follow-up/{plan.id}").text


def test_only_a_manager_has_the_pages(drill):
    """The navigation names them to nobody else, and their address is refused."""
    clerk = drill.at("opm")
    assert 'href="/follow-up"' not in clerk.get("/").text
    for path in ("/follow-up", f"/follow-up/{drill.plan.id}"):
        assert clerk.get(path).status_code == 403
    assert 'href="/follow-up"' in drill.at("opm", Role.MANAGER).get("/").text
