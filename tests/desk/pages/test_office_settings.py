"""Stories of an office's settings: letters that go on alone, and who said so."""

from __future__ import annotations

from wian.ledger.access.desk_settings import forwards_alone
from wian.ledger.access.permissions import Role


def test_an_officer_lets_letters_go_on_alone_and_stops_it(drill, words):
    """The page says who changed it when; the letter's page says what will happen."""
    officer = drill.at("moi", Role.OFFICER)
    assert "ยังไม่มีผู้ใดตั้งค่านี้" in words(officer.get("/office"))
    assert officer.send("/office", alone="true").status_code == 303
    assert forwards_alone(drill.ledger, "moi")
    shown = words(officer.get("/office"))
    assert "เปิดการออกหนังสือเองแล้ว" in shown
    assert "แก้ไขล่าสุดโดย นักจัดการงานทั่วไป เมื่อ ๑ ธ.ค. ๒๕๖๙ ๑๐.๐๐ น." in shown
    drill.living.stamp(drill.ledger, drill.plan, "moi")
    assert "ระบบจะออกหนังสือในไม่กี่วินาที" in words(officer.get(drill.path))
    officer.send("/office", alone="false")
    assert not forwards_alone(drill.ledger, "moi")


def test_what_waits_already_goes_on_too(drill):
    """The bell rings for a letter that was ready before; not for one that is not."""
    officer = drill.at("moi", Role.OFFICER)
    officer.send("/office", alone="true")
    assert drill.desk.bell.heard == []
    officer.send("/office", alone="false")
    drill.living.stamp(drill.ledger, drill.plan, "moi")
    officer.send("/office", alone="true")
    assert drill.desk.bell.heard == [("wian.letter.ready", drill.plan.id, "moi")]


def test_others_see_the_setting_and_cannot_change_it(drill, words):
    """A clerk's page has no button, and the address is shut."""
    clerk = drill.at("moi", Role.CLERK)
    assert "ผู้ปฏิบัติงานของหน่วยงานเท่านั้นที่เปลี่ยนได้" in words(clerk.get("/office"))
    assert clerk.send("/office", alone="true").status_code == 403
    assert not forwards_alone(drill.ledger, "moi")


def test_a_setting_that_is_none_is_refused(drill):
    """Only yes and no."""
    officer = drill.at("moi", Role.OFFICER)
    assert officer.send("/office", alone="perhaps").status_code == 422
    assert not forwards_alone(drill.ledger, "moi")
