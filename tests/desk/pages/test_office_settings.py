"""Stories of an office's settings: letters that go on alone, and who said so."""

from __future__ import annotations

from wian.ledger.access.desk_settings import forwards_alone
from wian.ledger.access.mail_digests import digest_setting
from wian.ledger.access.permissions import Role
from wian.ledger.proof.verification import verify


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


def test_a_clerk_says_where_a_register_stands(drill, words):
    """In Thai digits; the next letter bears the number, and the page shows it."""
    clerk = drill.at("moi", Role.CLERK, Role.OFFICER)
    assert "ทะเบียนทุกเล่มเริ่มที่ ๑" in words(clerk.get("/office"))
    said = {"register": "send", "reason": "ทะเบียนกระดาษ"}
    assert clerk.send("/office/registers", **said, numbers="๕๕๔", act="opened").status_code == 303
    assert "ทะเบียนหนังสือส่ง ๒๕๖๙: เลขถัดไปคือ ๕๕๔" in words(clerk.get("/office"))
    clerk.send("/office/registers", **said, numbers="๕๗๐", act="reserved")
    clerk.send("/office/registers", **said, numbers="๕๗๐", act="released")
    assert "เลข ๕๗๐ จะออกในระบบได้อีก เลขถัดไปคือ ๕๕๔" in words(clerk.get("/office"))
    clerk.send("/office/registers", **said, numbers="๕๕๕-๕๖๐", act="reserved")
    told = "ทะเบียนหนังสือส่ง ๒๕๖๙: เลข ๕๕๕-๕๖๐ ออกนอกระบบ เลขถัดไปคือ ๕๕๔"
    assert told in words(clerk.get("/office"))
    desk = {"register": "0", "reason": "ทะเบียนกระดาษ"}
    clerk.send("/office/registers", **desk, numbers="7", act="opened")
    shown = words(clerk.get("/office"))
    assert "๑-๕๕๓, ๕๕๕-๕๖๐" in shown
    assert "ทะเบียนหนังสือรับ" in shown
    drill.reach("dla")
    assert drill.item("moi").own.letter.number.endswith("๕๕๔")
    assert drill.item("moi").stamps[0].receipt_number == "7"


def test_circulars_and_other_letters_stand_apart(drill, words):
    """Each register is opened by itself, and each is named."""
    clerk = drill.at("moi", Role.CLERK)
    said = {"reason": "ทะเบียนกระดาษ", "act": "opened"}
    clerk.send("/office/registers", **said, register="circulars", numbers="๔๑")
    shown = words(clerk.get("/office"))
    assert "ทะเบียนหนังสือเวียน ๒๕๖๙: เลขถัดไปคือ ๔๑" in shown
    assert "ทะเบียนหนังสือส่ง (นอกจากหนังสือเวียน)" in shown
    refused = clerk.send("/office/registers", **said, register="receive", numbers="4")
    assert refused.status_code == 303


def test_an_opening_that_is_replaced_is_told(drill, words):
    """The page says which numbers may be drawn again."""
    clerk = drill.at("moi", Role.CLERK)
    said = {"register": "send", "reason": "ทะเบียนกระดาษ", "act": "opened"}
    clerk.send("/office/registers", **said, numbers="554")
    clerk.send("/office/registers", **said, numbers="300")
    told = "แทนการตั้งเลขต่อที่ ๕๕๔ ซึ่งยกเลิกแล้ว เลข ๓๐๐-๕๕๓ จะออกในระบบได้อีก"
    assert told in words(clerk.get("/office"))


def test_a_register_is_not_opened_where_numbers_were_drawn(drill, words):
    """In words; and nobody who only looks opens one."""
    said = {"register": "send", "reason": "ทะเบียนกระดาษ", "act": "opened"}
    clerk = drill.at("opm", Role.CLERK)
    refused = clerk.send("/office/registers", **said, numbers="1")
    assert refused.status_code == 409
    assert "ระบบออกเลข ๑ ไปแล้ว" in words(refused)
    span = clerk.send("/office/registers", **said, numbers="5-9")
    assert (span.status_code, "เลข: เป็นช่วงเลข" in words(span)) == (422, True)
    assert 'required value="5-9"' in span.text
    assert 'required value="ทะเบียนกระดาษ"' in span.text
    turned = clerk.send("/office/registers", **(said | {"act": "reserved"}), numbers="9-5")
    assert "โปรดระบุเป็น 5-9" in words(turned)
    many = clerk.send("/office/registers", **(said | {"act": "reserved"}), numbers="561-999999")
    assert many.status_code == 422
    assert "มี ๙๙๙,๔๓๙ เลข ซึ่งเกินกว่าที่กันไว้ได้ครั้งละไม่เกิน ๑,๐๐๐ เลข" in words(many)
    looking = drill.at("opm", Role.OBSERVER)
    assert looking.send("/office/registers", **said, numbers="9").status_code == 403


def test_reservations_that_overlap_are_refused_and_what_is_used_stays(drill, words):
    """What stands in the way is named; a part is taken back, and what letters bear stays."""
    clerk = drill.at("moi", Role.CLERK)
    said = {"register": "0", "reason": "แฟ้มลับ"}
    clerk.send("/office/registers", **said, numbers="5-9", act="reserved")
    refused = clerk.send("/office/registers", **said, numbers="8-12", act="reserved")
    assert (refused.status_code, "กันเลข ๕-๙ ไว้แล้ว (แฟ้มลับ)" in words(refused)) == (409, True)
    paper = {"when": "paper", "day": 1, "month": 12, "year": 2026, "clock": "", "number": "7"}
    clerk.send(f"{drill.path}/stamp", page=drill.path, position=0, **paper)
    clerk.send("/office/registers", **said, numbers="5-9", act="released")
    shown = words(clerk.get("/office"))
    assert "เลข ๗ ยังคงกันไว้ เพราะมีหนังสือใช้แล้ว" in shown
    slip = clerk.send("/office/registers", **said, numbers="20", act="released")
    assert (slip.status_code, "เลข ๒๐ ไม่ได้กันไว้ทั้งหมด" in words(slip)) == (409, True)
    assert verify(drill.ledger).ok


def test_an_officer_has_a_daily_e_mail_sent(drill):
    """To an address that is one; an empty one ends it."""
    browser = drill.at("moi")

    def send(address):
        return browser.send("/office/digest", page="/office", address=address)

    assert send("registry@moi.example").status_code == 303
    assert 'value="registry@moi.example"' in browser.get("/office").text
    refused = send("nobody")
    assert refused.status_code == 422
    assert "ไม่ใช่ที่อยู่อีเมล" in refused.text
    assert digest_setting(drill.ledger, "moi").address == "registry@moi.example"
    assert send(" ").status_code == 303
    assert digest_setting(drill.ledger, "moi") is None
