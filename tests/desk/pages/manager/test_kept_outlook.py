"""No page waits for a forecast of many offices: it shows the last one, the next page the new."""

from __future__ import annotations

import pytest

from wian.desk.pages.manager import kept_outlook as module
from wian.desk.pages.manager.kept_outlook import kept_outlook, outlooks
from wian.ledger.access.permissions import Role


@pytest.fixture
def many(monkeypatch):
    """The drill counts as a directive to many offices."""
    monkeypatch.setattr(module, "AT_ONCE", 10)


def test_a_large_forecast_is_made_beside_the_page(drill, many, living, words):
    """The first page says so; the next one has it, with its moment and what it rests on."""
    drill.reach(living.leaf)
    manager, page = drill.at("opm", Role.MANAGER), f"/follow-up/{drill.plan.id}"
    assert "กำลังคำนวณการคาดการณ์" in words(manager.get(page))
    outlooks.wait()
    shown = words(manager.get(page))
    assert "คาดว่าทันกำหนดประมาณ ๑๐๓ จาก ๑๐๓ แห่ง" in shown
    assert "การคาดการณ์นี้ใช้ระยะเวลาที่สมมติไว้ คำนวณจากอนาคตที่เป็นไปได้ ๑,๐๐๐ แบบ" in shown
    assert "แบบ ข้อมูล ณ ๑ ธ.ค. ๒๕๖๙ ๑๐.๐๐ น." in shown
    assert "วันนี้ควรโทรถึงหน่วยงานใด" not in shown, "nobody is in danger: no call would help"


def test_what_is_old_stays_until_the_next_is_made(drill, many, living):
    """Ten minutes later a stamp is known; the page that asks still has the one before."""
    plan, ledger = drill.plan, drill.ledger
    assert kept_outlook(ledger, plan, living.later(60)) is None
    outlooks.wait()
    first = kept_outlook(ledger, plan, living.later(61))
    living.advance(ledger, plan, "moi", 62)
    assert kept_outlook(ledger, plan, living.later(69)) is first
    assert kept_outlook(ledger, plan, living.later(70)) is first
    outlooks.wait()
    assert kept_outlook(ledger, plan, living.later(71)).mark > first.mark


def test_what_cannot_be_made_leaves_the_page_as_it_is(drill, many, living, monkeypatch, caplog):
    """The log says why there is none."""

    def fail(*_, **__):
        raise ValueError("no such luck")

    monkeypatch.setattr(module, "current_outlook", fail)
    assert kept_outlook(drill.ledger, drill.plan, living.later(60)) is None
    outlooks.wait()
    assert kept_outlook(drill.ledger, drill.plan, living.later(60)) is None
    assert "no such luck" in caplog.text


def test_a_tight_deadline_is_told_office_by_office(opened_desk, empty_ledger, living, words):
    """How sure each is that it has it in time, and which call would help most."""
    asks = [{"to": {"levels": ["local"]}, "text": "ซักซ้อม"}]
    window = {"opens": "2026-12-01", "closes": "2026-12-18"}
    plan = living.plan(id="tight", window=window, asks=asks)
    living.begin(empty_ledger, plan)
    living.reach(empty_ledger, plan, living.leaf)
    desk = opened_desk(empty_ledger, living.start.minute + 7 * 24 * 60)
    manager = desk.signed_in("opm", "ผู้บริหาร", Role.MANAGER)
    shown = words(manager.get(f"/follow-up/{plan.id}?open={living.chain[4]}"))
    assert "คาดว่าทันกำหนดร้อยละ" in shown
    assert "โอกาสทันกำหนดร้อยละ" in shown
    calls = shown.partition("วันนี้ควรโทรถึงหน่วยงานใด")[2].partition("หน่วยงานข้างใต้")[0]
    assert calls.partition("โทรทั้ง ๕ แห่งนี้:")[0].count("ทันกำหนดเพิ่ม") == 5
    assert "แห่งที่การเตือนได้ผล: ทันกำหนดเพิ่ม" in calls
    assert "กำลังคำนวณการคาดการณ์" in words(manager.get("/follow-up"))
    outlooks.wait()
    listed = words(manager.get("/follow-up"))
    assert "เตือน ๒ แห่ง: ทันกำหนดเพิ่ม" in listed
    assert "กำลังคำนวณการคาดการณ์" not in listed


def test_a_manager_in_between_sees_what_is_to_come_below(opened_desk, empty_ledger, living, words):
    """A district's own interval, and the last day of its bodies; not those of the whole."""
    asks = [{"to": {"levels": ["local"]}, "text": "ซักซ้อม", "answer_by": "2026-12-25"}]
    window = {"opens": "2026-12-01", "closes": "2026-12-11"}
    plan = living.plan(id="tighter", window=window, asks=asks)
    living.begin(empty_ledger, plan)
    living.reach(empty_ledger, plan, living.leaf)
    desk = opened_desk(empty_ledger, living.start.minute + 7 * 24 * 60)
    below = desk.signed_in(living.chain[4], "ผู้บริหาร", Role.MANAGER)
    theirs = words(below.get(f"/follow-up/{plan.id}"))
    assert "จาก ๑๙ แห่ง ใน ๙ จาก ๑๐ กรณีอยู่ระหว่าง" in theirs
    assert "แห่งสุดท้ายได้รับระหว่าง" in theirs
    assert "ตอบครบภายใน ๒๕ ธ.ค. ๒๕๖๙" in theirs
    assert "๐ / ๑๙ ตอบแล้ว" in theirs
