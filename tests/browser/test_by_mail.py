"""The story of an office without a desk that opens the link of its e-mail on a telephone."""

from __future__ import annotations

from wian.kit.desk_key import desk_key
from wian.kit.settings import Settings
from wian.ledger.outbox.mail_queue import mails_to
from wian.ledger.proof.verification import verify
from wian.mail.signed_link import LetterLinks
from wian.office.reach_change import reach_by_mail

_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def test_an_office_acknowledges_and_answers_on_a_telephone(window, listening, living, live_plan):
    """No account, no pushing sideways, and the sender's register knows of both."""
    ledger, leaf = listening.ledger, living.leaf
    living.reach(ledger, live_plan, leaf)
    reach_by_mail(ledger, leaf, "saraban@tambon.example", by="registrar", now=living.later(31))
    (mail,) = mails_to(ledger, leaf)
    links = LetterLinks(desk_key("", Settings().home), listening.address)
    page = window(390, 844)
    page.goto(links.to(mail, living.later(9000)))
    assert not page.evaluate(_TOO_WIDE)
    with page.expect_navigation():
        page.get_by_role("button", name="ลงรับหนังสือ").click()
    assert "เลขรับ ๑" in page.get_by_role("status").inner_text()
    page.get_by_label("คำตอบ").fill("ซักซ้อมแล้วเมื่อวันที่ 1 ธันวาคม 2569")
    assert not page.evaluate(_TOO_WIDE)
    with page.expect_navigation():
        page.get_by_role("button", name="บันทึกคำตอบ").click()
    assert "บันทึกคำตอบแล้ว" in page.get_by_role("status").inner_text()
    assert verify(ledger).ok
