"""Stories of a letter's page: what it says, how it came, what may be done, where its code leads."""

from __future__ import annotations

from wian.ledger.access.permissions import Role
from wian.office.actor import Acting
from wian.office.answer import route
from wian.office.correct import correct


def test_the_page_shows_the_letter_and_its_way(drill, words, living):
    """The letter as its form has it, every office above with number, stamps and cost."""
    drill.reach("phitsanulok", 300)
    shown = words(drill.at("phitsanulok").get(drill.path))
    assert "เรียน ผู้ว่าราชการจังหวัดพิษณุโลก" in shown
    assert "ขอแสดงความนับถือ" in shown
    way = shown.partition("เส้นทางหนังสือ")[2]
    assert way.index("สำนักงานปลัดสำนักนายกรัฐมนตรี") < way.index("กระทรวงมหาดไทย")
    assert "ที่ มท ๐๒๑๘/๑ ลงวันที่ ๑ ธ.ค. ๒๕๖๙" in way
    assert "กองพัฒนาและส่งเสริมการบริหารงานท้องถิ่น เลขรับ ๑" in way
    assert "ถึงใน ๐.๖ วันทำการ จัดทำหนังสือ ๐.๐ วันทำการ" in way
    assert "จังหวัดพิษณุโลก (หน่วยงานของท่าน)" in way


def test_each_role_is_offered_its_own_work(drill, living, words):
    """The clerk stamps, the officer reviews, the observer only looks."""
    clerk = drill.at("moi", Role.CLERK)
    officer = drill.at("moi", Role.OFFICER)
    observer = drill.at("moi", Role.OBSERVER)
    assert "ลงรับเดี๋ยวนี้" in clerk.get(drill.path).text
    for browser in (officer, observer):
        assert "ลงรับเดี๋ยวนี้" not in browser.get(drill.path).text
        assert "รอเจ้าหน้าที่สารบรรณลงรับที่ งานสารบรรณ" in words(browser.get(drill.path))
    living.stamp(drill.ledger, drill.plan, "moi")
    assert "ตรวจร่างและออกหนังสือ" in officer.get(drill.path).text
    assert "มอบหมายกลุ่มงาน" in officer.get(drill.path).text
    assert "ตรวจร่างและออกหนังสือ" not in clerk.get(drill.path).text
    assert "แก้วันเวลาของตราลงรับ" in clerk.get(drill.path).text
    watched = observer.get(drill.path).text.partition("<main")[2]
    assert "<form" not in watched
    assert "รอผู้ปฏิบัติงานออกหนังสือถึงผู้รับ ๑ แห่ง" in words(observer.get(drill.path))


def test_the_code_on_a_letter_opens_its_page(drill, words):
    """For who was sent it the letter, for who sent it the follow-up, for others a clear page."""
    code = f"/s/{drill.plan.id}/opm"
    assert drill.at("moi").get(code).headers["location"] == drill.path
    assert drill.at("opm").get(code).headers["location"] == drill.sent
    elsewhere = drill.at("phitsanulok").get(code)
    assert elsewhere.status_code == 404
    assert "หนังสือนี้ไม่ได้ส่งถึงหน่วยงานของท่าน" in words(elsewhere)
    nothing = drill.at("dla").get("/s/nothing/opm")
    assert "หนังสือนี้ไม่ได้ส่งถึงหน่วยงานของท่าน" in words(nothing)


def test_who_scans_before_signing_in_comes_back(drill):
    """First the sign-in, then the letter."""
    code = f"/s/{drill.plan.id}/opm"
    drill.desk.account("moi", "ธุรการ", Role.CLERK)
    browser = drill.desk.browser()
    wanted = browser.get(code).headers["location"]
    assert wanted.startswith("/sign-in?next=")
    answer = browser.sign_in("moi", "ธุรการ", next=code)
    assert answer.headers["location"] == code


def test_the_letter_brings_its_code(drill):
    """Drawn on the page, and said beside it."""
    page = drill.at("moi").get(drill.path)
    assert f"{drill.desk.settings.address}/s/{drill.plan.id}/opm" in page.text
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in page.text


def test_the_sheets_bring_no_style_of_their_own(drill):
    """The policy of the desk allows none, and there is one main part."""
    page = drill.at("moi").get(drill.path).text
    assert "<style" not in page
    assert " style=" not in page
    assert page.count("<main") == page.count("</main>") == 1


def test_what_was_written_about_a_secret_letter_is_for_those_who_work_on_it(
    opened_desk, empty_ledger, living, words
):
    """Why a stamp was corrected, and what an officer noted: the observer sees that it was done."""
    plan = living.plan(id="secret-drill", secrecy="confidential")
    living.begin(empty_ledger, plan)
    living.stamp(empty_ledger, plan, "moi")
    acting = Acting(empty_ledger, plan, "moi", by="moi x", now=living.later(60))
    at, why = living.later(20), "สะพานขาด"
    correct(acting, position=0, at=at, reason=why, key="one")
    route(acting, "กองคลัง", note_="เรื่องเขื่อน", key="two")
    desk = opened_desk(empty_ledger, living.start.minute + 60)
    clerk = desk.signed_in("moi", "ธุรการ", Role.CLERK)
    observer = desk.signed_in("moi", "ผู้ตรวจ", Role.OBSERVER)
    for said in ("สะพานขาด", "เรื่องเขื่อน"):
        assert said in words(clerk.get(f"/letters/{plan.id}"))
        assert said not in words(observer.get(f"/letters/{plan.id}"))
    assert "กองคลัง" in words(observer.get(f"/letters/{plan.id}"))
