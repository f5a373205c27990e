"""The story of a directive whose life is worked in a browser, at a desk and on a telephone."""

from __future__ import annotations

import pytest

from tests.browser.clerk import Clerk
from wian.ledger.life.lives import life
from wian.ledger.proof.verification import verify


@pytest.fixture
def clerk(window, listening):
    def come(office, width, height):
        return Clerk(window(width, height), listening, office)

    return come


def test_an_origin_and_a_ministry_work_every_verb(  # noqa: PLR0915 - one story
    clerk, listening, living, live_plan
):
    """Add, amend, wait, go on, return, insist, write around, withdraw, close, and succeed."""
    ledger = listening.ledger
    plan = living.plan(id="life", addressees=[{"ids": [living.leaf]}])
    living.begin(ledger, plan, listening.now())
    sent, letter = f"/outgoing/{plan.id}", f"/letters/{plan.id}"
    origin = clerk("opm", 1280, 900)
    origin.open("/office")
    origin.page.get_by_label("อีเมลของหน่วยงาน").fill("saraban@opm.example")
    with origin.page.expect_navigation():
        origin.page.locator("#digest ~ form button").click()
    origin.look()
    assert "saraban@opm.example" in origin.page.get_by_role("status").inner_text()
    origin.open("/outgoing")
    origin.open(sent)
    added = {"offices": "อำเภอบางระกำ", "reason": "ตกหล่น"}
    origin.act("เพิ่มหน่วยงานที่ตกหล่น", "เพิ่มหน่วยงาน", "เพิ่มแล้ว ๑ หน่วยงาน", **added)
    changed = {"text": "ให้ซักซ้อมสองครั้ง"}
    changed |= {"closes_day": "28", "closes_month": "6", "closes_year": "2030"}
    changed |= {"answer_by_day": "31", "answer_by_month": "5", "answer_by_year": "2030"}
    origin.act("แก้ไขเพิ่มเติม", "ออกหนังสือแก้ไขเพิ่มเติม", "แก้ไขเพิ่มเติมแล้ว", **changed)
    ministry = clerk("moi", 390, 844)
    ministry.open("/?sort=newest")
    assert ministry.page.locator("#sort").input_value() == "newest"
    ministry.open(letter)
    ministry.press("ลงรับเดี๋ยวนี้")
    ministry.look()
    wait = {"reason": "รอแผนที่น้ำท่วม", "waits_for": "dla"}
    ministry.act("รอหน่วยงานอื่น", "หยุดนับเวลา", "หยุดนับเวลาแล้ว", **wait)
    ministry.open("/")
    ministry.open(letter)
    ministry.press("ดำเนินการต่อ และนับเวลาต่อ")
    ministry.look()
    back = {"reason": "มิใช่หน้าที่ของกระทรวง"}
    ministry.act("มิใช่เรื่องของหน่วยงานนี้", "ส่งหนังสือคืน", "ส่งคืนแล้ว", **back)
    origin.open(sent)
    origin.act("ยืนยันให้ดำเนินการ", "ยืนยัน", "ต้องดำเนินการ", reason="เป็นหน้าที่โดยตรง")
    around = {"office": "moi", "reason": "เร่งด่วน"}
    origin.act("แจ้งข้ามหน่วยงานที่ไม่แจ้งต่อ", "แจ้งหน่วยงานที่รออยู่", "แจ้งโดยตรงแล้ว", **around)
    ministry.open(letter)
    origin.open(sent)
    origin.act("ยกเลิกหนังสือ", "ออกหนังสือยกเลิก", "ยกเลิกแล้ว", reason="ฝนหยุดตกแล้ว")
    ministry.open(letter)
    ministry.open("/")
    origin.open(f"/outgoing/{live_plan.id}")
    origin.act("ปิดเรื่อง", "ปิดเรื่องนี้", "ปิดเรื่องแล้ว", reason="เพียงพอแล้ว")
    ministry.open(f"/letters/{live_plan.id}")
    ministry.open("/successions")
    renamed = {"office": "dla", "new_id": "dla-2", "new_name": "กรมใหม่", "reason": "พ.ร.บ."}
    for name, value in renamed.items():
        ministry.page.locator(f"form[action='/successions'] [name={name}]").fill(value)
    ministry.press("บันทึก")
    ministry.look()
    assert "กรมใหม่ เข้ามาแทนแล้ว" in ministry.page.get_by_role("status").inner_text()
    ministry.act("ถอนคืนรายการนี้", "ถอนคืน", "ดำเนินการเองตามเดิม", reason="ผิดกรม")
    assert life(ledger, plan.id).withdrawn
    assert verify(ledger).ok
