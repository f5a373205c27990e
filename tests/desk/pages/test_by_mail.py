"""Stories of an office without a desk: it opens the link of its e-mail and acknowledges there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from hierarchy.office import Reach
from tests.plugins.files import PDF
from wian.ledger.access.desk_settings import set_forwards_alone
from wian.ledger.acts import ActKind
from wian.ledger.outbox.mail_queue import mail_progress
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts
from wian.lifecycle.succession.successor import Successor, succeed
from wian.lifecycle.withdrawal import withdraw
from wian.mail.hand_over import hand_over_due
from wian.office.actor import Acting
from wian.office.reach_change import reach_at_desk, reach_by_mail

ADDRESS, OTHER = "saraban@tambon.example", "mayor@tambon.example"
DESK = "https://desk.ministry.example"


@dataclass
class Mailed:
    """A letter that went out by e-mail, and a desk that knows its link."""

    desk: Any
    plan: Any
    postbox: Any
    living: Any

    def move(self, office, address=ADDRESS, minutes=40):
        now = self.living.later(minutes)
        reach_by_mail(self.desk.ledger, office, address, by="registrar", now=now)
        hand_over_due(self.desk.ledger, now=now)
        return self.link()

    def link(self):
        """The path of the link in the newest message."""
        text = self.postbox.messages[-1].get_body().get_content()
        return re.search(rf"{DESK}(/mail/\S+)", text)[1]

    def done(self, office):
        found = acts(self.desk.ledger, self.plan.id, office=office)
        return [(act.kind, act.by) for act in found if act.kind is not ActKind.MAILED]

    def stands(self):
        (found,) = mail_progress(self.desk.ledger, self.plan.id)
        return found.stands


@pytest.fixture
def mailed(live_ledger, live_plan, living, opened_desk, postbox):
    minute = living.later(50).minute
    desk = opened_desk(live_ledger, minute, base_url=DESK, secret=postbox.key)
    return Mailed(desk, live_plan, postbox, living)


def test_an_office_acknowledges_and_answers_from_its_e_mail(mailed, living):
    """Without an account; its stamp has the next number of its register, like any other."""
    living.reach(mailed.desk.ledger, mailed.plan, living.leaf)
    link, browser = mailed.move(living.leaf), mailed.desk.browser()
    assert mailed.stands() == "handed-over"
    shown = browser.get(link)
    assert mailed.plan.directive.asks[0].text[:20] in shown.text
    assert "answer-text" not in shown.text
    assert mailed.stands() == "opened"
    done = browser.send(f"{link}/acknowledge", page=link)
    assert (done.status_code, done.headers["location"]) == (303, link)
    assert mailed.stands() == "acknowledged"
    again = browser.send(f"{link}/acknowledge", page=link)
    assert again.status_code == 303
    key = re.search(r'name="key" value="([^"]+)"', browser.get(link).text)[1]
    answered = browser.send(f"{link}/answer", page=link, key=key, text="ซักซ้อมแล้ว")
    assert answered.status_code == 303
    assert "ซักซ้อมแล้ว" in browser.get(link).text
    by = [(ActKind.STAMPED, "e-mail"), (ActKind.ANSWERED, "e-mail")]
    assert mailed.done(living.leaf) == by
    assert verify(mailed.desk.ledger).ok


def test_a_withdrawn_letter_asks_nothing_of_its_office_any_more(mailed, living):
    """Its page says what the desk says; an e-mail that goes out late says it as well."""
    ledger, plan = mailed.desk.ledger, mailed.plan
    living.reach(ledger, plan, living.leaf)
    link, browser = mailed.move(living.leaf), mailed.desk.browser()
    living.stamp(ledger, plan, living.leaf)
    assert "<details open>" in browser.get(link).text
    origin = Acting(ledger, plan, plan.directive.origin, "x", living.later(45))
    withdraw(origin, "ฝนหยุดตกแล้ว")
    shown = browser.get(link).text
    assert "ดำเนินการครบแล้ว" in shown
    assert "<details open>" not in shown
    assert "ตอบภายใน" not in shown


def test_a_scanner_that_follows_the_link_stamps_nothing(mailed, living):
    """Only a button does, and only with the token of its form."""
    living.reach(mailed.desk.ledger, mailed.plan, living.leaf)
    link, browser = mailed.move(living.leaf), mailed.desk.browser()
    for path in (link, f"{link}/letter.pdf", f"{link}/acknowledge"):
        browser.get(path)
        browser.request("HEAD", path)
    assert browser.request("POST", f"{link}/acknowledge").status_code == 403
    assert mailed.done(living.leaf) == []


def test_the_letter_and_its_files_are_there_for_who_has_the_link(mailed, living):
    """The PDF has the stamp, and no code that would lead to a desk."""
    living.reach(mailed.desk.ledger, mailed.plan, living.leaf)
    link, browser = mailed.move(living.leaf), mailed.desk.browser()
    pdf = browser.get(f"{link}/letter.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert browser.get(f"{link}/files/{'0' * 64}").status_code == 404


def test_a_link_that_was_forged_replaced_or_is_old_opens_nothing(mailed, living):
    """No page, no file, no act; nobody learns more than that."""
    living.reach(mailed.desk.ledger, mailed.plan, living.leaf)
    link, browser = mailed.move(living.leaf), mailed.desk.browser()
    forged = link[:-1] + ("A" if link[-1] != "A" else "B")
    paths = ("", "/letter.pdf", f"/files/{'0' * 64}")
    assert {browser.get(forged + path).status_code for path in paths} == {404}
    newer = mailed.move(living.leaf, OTHER, 45)
    replaced = browser.get(link)
    assert (replaced.status_code, "ลิงก์ในอีเมลล่าสุด" in replaced.text) == (410, True)
    assert browser.send(f"{link}/acknowledge", page=newer).status_code == 410
    mailed.desk.watch.minute += 91 * 24 * 60
    assert browser.get(newer).status_code == 410
    assert mailed.done(living.leaf) == []


def test_an_office_returns_a_letter_that_is_not_for_it(mailed, living):
    """With a reason, by the button alone; what it typed stays where it is refused."""
    living.reach(mailed.desk.ledger, mailed.plan, living.leaf)
    link, browser = mailed.move(living.leaf), mailed.desk.browser()
    assert f"{link}/return" not in browser.get(link).text
    browser.send(f"{link}/acknowledge", page=link)
    assert f'action="{link}/return"' in browser.get(link).text
    browser.get(f"{link}/return")
    assert browser.request("POST", f"{link}/return").status_code == 403
    wrong = browser.send(f"{link}/return", page=link, reason="อยู่นอกเขต", meant_for="ไม่มี")
    assert (wrong.status_code, "อยู่นอกเขต" in wrong.text) == (422, True)
    assert mailed.done(living.leaf) == [(ActKind.STAMPED, "e-mail")]
    done = browser.send(f"{link}/return", page=link, reason="อยู่นอกเขต")
    assert done.status_code == 303
    shown = browser.get(link).text
    assert "ส่งหนังสือคืนตามหนังสือที่" in shown
    assert "answer-text" not in shown
    assert f"{link}/return" not in shown
    assert (ActKind.RETURNED, "e-mail") in mailed.done(living.leaf)
    assert verify(mailed.desk.ledger).ok


def test_an_office_that_must_forward_is_told_what_it_cannot_do(mailed, living):
    """It can acknowledge; forwarding needs a desk, or a setting by which it happens alone."""
    link, browser = mailed.move("moi"), mailed.desk.browser()
    browser.send(f"{link}/acknowledge", page=link)
    english = {"page": link, "language": "en", "next": link}
    browser.send("/language", **english)
    assert "Your office must forward this letter to others" in browser.get(link).text
    assert {kind for kind, _ in mailed.done("moi")} == {ActKind.STAMPED}
    set_forwards_alone(mailed.desk.ledger, ("moi",), True, by="registrar", now=living.later(60))
    assert "This office forwards automatically" in browser.get(link).text


def test_the_sender_sees_at_its_desk_how_each_e_mail_stands(mailed, living):
    """What came back stands out, and who cannot forward is named."""
    mailed.postbox.answers[ADDRESS] = ["550 5.1.1 no such mailbox"]
    now = living.later(40)
    reach_by_mail(mailed.desk.ledger, "moi", ADDRESS, by="registrar", now=now)
    hand_over_due(mailed.desk.ledger, now=now)
    browser = mailed.desk.signed_in("opm", "saraban")
    path = f"/outgoing/{mailed.plan.id}"
    refused = browser.get(path).text
    assert "เซิร์ฟเวอร์ไม่รับอีเมล" in refused
    assert "550 5.1.1 no such mailbox" in refused
    mailed.move("moi", OTHER, 45)
    assert "ส่งอีเมลแล้ว" in browser.get(path).text
    living.stamp(mailed.desk.ledger, mailed.plan, "moi", 49)
    assert "จึงจะแจ้งต่อได้" in browser.get(path).text


def test_files_come_by_the_link_of_an_e_mail(mailed, living):
    """With the answer, larger than other forms; the office sees them, and whoever has the link."""
    living.reach(mailed.desk.ledger, mailed.plan, living.leaf)
    link, browser = mailed.move(living.leaf), mailed.desk.browser()
    browser.send(f"{link}/acknowledge", page=link)
    key = re.search(r'name="key" value="([^"]+)"', browser.get(link).text)[1]
    large, to = PDF + b"%" * 1_500_000, f"{link}/answer"
    sent = {"page": link, "key": key, "text": "ตามแนบ"}
    wrong = browser.send(to, files=[("form.pdf", b"x")], **sent)
    assert (wrong.status_code, "ไม่ใช่ PDF" in wrong.text) == (422, True)
    assert browser.send(to, files=[("form.pdf", large)], **sent).status_code == 303
    digest = sha256(large).hexdigest()
    assert f'href="{link}/files/{digest}"' in browser.get(link).text
    assert browser.get(f"{link}/files/{digest}").content == large
    forged = f"{link[:-1]}{'A' if link[-1] != 'A' else 'B'}/answer"
    assert browser.send(forged, files=[("form.pdf", large)], **sent).status_code == 413
    assert verify(mailed.desk.ledger).ok


def _heir(plan, office, **changes):
    return replace(plan.hierarchy.office(office), id="heir", name="เทศบาลใหม่", **changes)


def _succeed(mailed, heir):
    wanted = Successor(mailed.living.leaf, (heir.id,), date(2026, 12, 1))
    return succeed(mailed.desk.ledger, wanted, [heir], by="operator", now=mailed.living.later(45))


def test_a_letter_goes_on_to_the_e_mail_of_who_took_the_place_of_its_office(mailed, living):
    """The old link says what happened; by the new one the successor acts under its own name."""
    living.reach(mailed.desk.ledger, mailed.plan, living.leaf)
    old, browser = mailed.move(living.leaf), mailed.desk.browser()
    heir = _heir(mailed.plan, living.leaf, reach=Reach.MAIL, email=OTHER)
    for _ in range(2):  # entered again, nothing goes again
        _succeed(mailed, heir)
        hand_over_due(mailed.desk.ledger, now=living.later(46))
    assert sum(OTHER in str(each["To"]) for each in mailed.postbox.messages) == 1
    assert browser.get(old).status_code == 410
    new = mailed.link()
    assert "เทศบาลใหม่" in browser.get(new).text
    assert browser.send(f"{new}/acknowledge", page=new).status_code == 303
    assert mailed.done(living.leaf) == [(ActKind.STAMPED, "e-mail")]
    assert verify(mailed.desk.ledger).ok


def test_a_link_says_who_took_the_place_of_its_office(mailed, living):
    """The successor has the letter at its desk: the link shows it, and offers nothing else."""
    living.reach(mailed.desk.ledger, mailed.plan, living.leaf)
    link, browser = mailed.move(living.leaf), mailed.desk.browser()
    _succeed(mailed, _heir(mailed.plan, living.leaf))
    page = browser.get(link)
    assert "เทศบาลใหม่ เข้ามาแทนหน่วยงานของท่าน" in page.text
    assert "<form" not in page.text.partition("<main")[2]
    refused = browser.send(f"{link}/acknowledge", page=link)
    assert (refused.status_code, "เข้ามาแทนหน่วยงานของท่าน" in refused.text) == (409, True)
    at_desk = mailed.desk.signed_in("heir").get(f"/letters/{mailed.plan.id}@{living.leaf}")
    assert at_desk.status_code == 200


def test_a_link_goes_on_working_while_its_office_moves_to_its_desk_and_back(mailed, living):
    """It is the same message all the while, and nothing is sent twice."""
    ledger = mailed.desk.ledger
    living.reach(ledger, mailed.plan, living.leaf)
    link, browser = mailed.move(living.leaf), mailed.desk.browser()
    reach_at_desk(ledger, living.leaf, by="registrar", now=living.later(41))
    assert browser.get(link).status_code == 200
    assert mailed.move(living.leaf, minutes=42) == link
    assert sum(ADDRESS in str(each["To"]) for each in mailed.postbox.messages) == 1
    reach_at_desk(ledger, living.leaf, by="registrar", now=living.later(43))
    assert browser.send(f"{link}/acknowledge", page=link).status_code == 303
    assert mailed.desk.signed_in(living.leaf).get(f"/letters/{mailed.plan.id}").status_code == 200
    assert verify(ledger).ok
