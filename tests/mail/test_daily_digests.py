"""Offices that want it get one e-mail a working morning, with what waits, and no other."""

from __future__ import annotations

import pytest

from wian.ledger.access.mail_digests import digest_setting, end_digest, want_digest
from wian.lifecycle.letter_return import give_back, insist
from wian.mail.daily_digests import DigestsSent, send_digests
from wian.office.actor import Acting
from wian.office.reach_change import reach_by_mail

DAY = 24 * 60
PEOPLE = "registry@moi.example"


@pytest.fixture
def morning(live_ledger, living, postbox):
    """The ministry wants one; the origin's letter came yesterday at nine."""
    want_digest(live_ledger, "moi", PEOPLE, by="moi", now=living.start)

    def send(days, hour=9):
        return send_digests(live_ledger, now=living.later(days * DAY + (hour - 9) * 60))

    return send


def _text(postbox):
    return postbox.messages[-1].get_body().get_content()


def test_a_digest_names_the_letters_that_wait_once_a_day(morning, postbox, live_plan):
    """From the hour on, however often it is asked for, and anew the next working day."""
    assert morning(1, 7) == DigestsSent()
    assert morning(1) == DigestsSent(sent=1)
    assert morning(1, 15) == DigestsSent()
    (message,) = postbox.messages
    assert (message["To"].addresses[0].addr_spec, message["From"]) == (
        PEOPLE,
        "wian@ministry.example",
    )
    text = _text(postbox)
    assert "รอลงรับ (๑)" in text
    assert live_plan.directive.subject[:20] in text
    assert "https://desk.ministry.example" in text
    assert morning(2).sent == 1
    assert len({message["Message-ID"] for message in postbox.messages}) == 2


def test_nobody_is_told_on_a_day_off_or_of_nothing(
    morning, postbox, live_ledger, live_plan, living
):
    """Saturday, Sunday, and a morning on which all is done."""
    assert [morning(day) for day in (4, 5)] == [DigestsSent()] * 2
    living.advance(live_ledger, live_plan, "moi", 60)
    assert morning(6) == DigestsSent()  # a holiday
    assert morning(7) == DigestsSent(nothing=1)
    assert morning(7, 10) == DigestsSent()
    assert postbox.got == []


def test_a_letter_that_is_stamped_and_not_forwarded_is_due(
    morning, postbox, live_ledger, live_plan, living
):
    """First as due, then as overdue."""
    living.stamp(live_ledger, live_plan, "moi", 60)
    mornings = [day for day in range(1, 30) if morning(day).sent]
    texts = [each.get_body().get_content() for each in postbox.messages]
    assert mornings
    assert "เกินกำหนดตั้งแต่" not in texts[0]
    assert "เกินกำหนดตั้งแต่" in texts[-1]
    assert all("รอลงรับ" not in each for each in texts)


def test_what_a_digest_says_of_a_secret_letter(empty_ledger, living, postbox):
    """Its number and who wrote it; and its sender is told to bring it where there is no desk."""
    plan = living.plan(id="secret-drill-2573", secrecy="secret")
    living.begin(empty_ledger, plan)
    for office in ("moi", "opm"):
        want_digest(empty_ledger, office, PEOPLE, by=office, now=living.start)
    reach_by_mail(empty_ledger, "moi", "saraban@moi.example", by="opm", now=living.later(1))
    assert send_digests(empty_ledger, now=living.later(DAY)).sent == 2
    both = [message.get_body().get_content() for message in postbox.messages]
    assert all(plan.directive.subject not in each for each in both)
    assert "หนังสือลับ" in both[0]
    assert "ต้องนำส่งเอง" in both[1]


def test_who_ends_it_or_is_refused_gets_no_more_that_day(morning, postbox, live_ledger):
    """A refusal of the mail server is not repeated every five minutes."""
    postbox.answers[PEOPLE] = ["550 5.1.1 no such mailbox"]
    assert morning(1) == DigestsSent(refused=1)
    assert morning(1, 10) == DigestsSent()
    assert digest_setting(live_ledger, "moi").address == PEOPLE
    assert end_digest(live_ledger, "moi")
    assert not end_digest(live_ledger, "moi")
    assert morning(2) == DigestsSent()


def test_a_letter_that_came_back_waits_for_its_sender_and_not_for_who_returned_it(
    morning, postbox, live_ledger, live_plan, living
):
    """Until the sender insists: then the other owes it again."""
    want_digest(live_ledger, "dla", "registry@dla.example", by="dla", now=living.start)
    living.reach(live_ledger, live_plan, "dla")
    living.stamp(live_ledger, live_plan, "dla")
    moi, dla = (
        Acting(live_ledger, live_plan, each, f"{each} x", living.later(60))
        for each in ("moi", "dla")
    )
    give_back(dla, "อยู่นอกภารกิจ")
    assert morning(20) == DigestsSent(sent=1, nothing=1)
    assert postbox.messages[-1]["To"].addresses[0].addr_spec == PEOPLE
    assert "หนังสือของท่านที่ถูกส่งคืน (๑)" in _text(postbox)
    assert "เนื่องจากอยู่นอกภารกิจ" in _text(postbox)
    insist(moi, "dla", "เป็นของท่าน")
    assert morning(21) == DigestsSent(sent=1, nothing=1)
    assert "ส่งคืน" not in _text(postbox)
