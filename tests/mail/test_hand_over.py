"""Letters in the outbox reach a real mail server once, and the ledger says what became of them."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from wian.followup.remind import follow_up
from wian.ledger.acts import ActKind, Bounced, Mailed
from wian.ledger.outbox.deliveries import BACKOFF_SECONDS
from wian.ledger.outbox.mail_book import MailState
from wian.ledger.outbox.mail_queue import LEASE_SECONDS, claim_mail, mail_progress
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts
from wian.lifecycle.withdrawal import withdraw
from wian.mail import hand_over
from wian.mail.hand_over import HandedOver, hand_over_due
from wian.office.actor import Acting
from wian.office.reach_change import reach_at_desk, reach_by_mail

ADDRESS, OTHER = "saraban@tambon.example", "mayor@tambon.example"


def _one(ledger, plan):
    (found,) = mail_progress(ledger, plan.id)
    return found


def _killed(*_):
    raise KeyboardInterrupt


def _acts(ledger, plan, kind):
    return [act.body for act in acts(ledger, plan.id, kind=kind)]


def test_a_letter_goes_out_with_its_pages_and_files_in_the_office_s_language(
    mail_ledger, mail_plan, living, postbox
):
    """The office gets what it would find at a desk, and nobody else gets anything."""
    assert hand_over_due(mail_ledger, now=living.later(40)) == HandedOver(sent=1)
    (sender, recipients, _), (message,) = postbox.got[0], postbox.messages
    assert (sender, recipients) == ("wian@ministry.example", [ADDRESS])
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Subject"].endswith("เรื่อง การซักซ้อมแผนเผชิญเหตุอุทกภัยประจำปี พ.ศ. ๒๕๗๓")
    assert mail_plan.hierarchy.office(living.leaf).name in message["To"]
    body = message.get_body().get_content()
    assert "ส่งหนังสือ ที่" in body
    assert "report.pdf" in body
    pdf, enclosed = message.iter_attachments()
    assert pdf.get_content().startswith(b"%PDF-")
    assert (enclosed.get_filename(), enclosed.get_content()) == ("report.pdf", b"%PDF-1.4 report")
    found = _one(mail_ledger, mail_plan)
    assert found.stands == "handed-over"
    (act,) = acts(mail_ledger, mail_plan.id, kind=ActKind.MAILED)
    assert act.office == found.mail.sender
    assert act.body == Mailed(recipient=living.leaf, address=ADDRESS)
    assert hand_over_due(mail_ledger, now=living.later(41)) == HandedOver()
    assert verify(mail_ledger).ok


def test_a_carrier_that_dies_leaves_the_same_message_to_the_next(
    mail_ledger, mail_plan, living, postbox, monkeypatch
):
    """Between the server's answer and the ledger's entry nothing can be known: same Message-ID."""
    with monkeypatch.context() as killed:
        killed.setattr(hand_over, "note", _killed)
        with pytest.raises(KeyboardInterrupt):
            hand_over_due(mail_ledger, now=living.later(40))
    assert hand_over_due(mail_ledger, now=living.later(41)) == HandedOver()
    after = living.later(40 + LEASE_SECONDS // 60)
    assert hand_over_due(mail_ledger, now=after).sent == 1
    first, second = postbox.got
    assert first == second
    assert len(_acts(mail_ledger, mail_plan, ActKind.MAILED)) == 1


def test_a_refusal_that_may_pass_is_tried_again_and_a_lasting_one_is_not(
    mail_ledger, mail_plan, living, postbox
):
    """4xx waits as long as a webhook does, 5xx is entered at once."""
    postbox.answers[ADDRESS] = ["450 4.2.1 mailbox busy", "550 5.1.1 no such mailbox"]
    assert hand_over_due(mail_ledger, now=living.later(40)) == HandedOver(put_off=1)
    assert "450 4.2.1 mailbox busy" in _one(mail_ledger, mail_plan).mail.last_error
    assert hand_over_due(mail_ledger, now=living.later(41)) == HandedOver()
    later = living.later(41 + BACKOFF_SECONDS[0] // 60)
    assert hand_over_due(mail_ledger, now=later) == HandedOver(refused=1)
    assert _one(mail_ledger, mail_plan).stands == "refused"
    (bounced,) = _acts(mail_ledger, mail_plan, ActKind.BOUNCED)
    assert bounced == Bounced(
        recipient=living.leaf,
        address=ADDRESS,
        reason="The mail server refused it: 550 5.1.1 no such mailbox",
        refused=True,
    )
    assert postbox.got == []
    assert verify(mail_ledger).ok


def test_a_refusal_that_never_passes_is_given_up(mail_ledger, mail_plan, living, postbox):
    """After the last wait the sender sees that the office must be reached otherwise."""
    postbox.answers[ADDRESS] = ["450 4.2.1 mailbox busy"] * 9
    minute = 40
    for wait in (*BACKOFF_SECONDS, 0):
        hand_over_due(mail_ledger, now=living.later(minute))
        minute += 1 + wait // 60
    assert _one(mail_ledger, mail_plan).mail.state is MailState.REFUSED


def test_a_server_that_is_away_says_nothing_about_the_letter(
    mail_ledger, mail_plan, living, postbox, monkeypatch
):
    """It waits, as often as that happens, and nobody counts a try."""
    monkeypatch.setenv("WIAN_MAIL_TLS", "starttls")
    done = hand_over_due(mail_ledger, now=living.later(40))
    assert done.put_off == 1
    assert "offers no STARTTLS" in done.away
    found = _one(mail_ledger, mail_plan).mail
    assert (found.state, found.attempts) == (MailState.WAITING, 0)
    monkeypatch.setenv("WIAN_MAIL_TLS", "none")
    assert hand_over_due(mail_ledger, now=living.later(50)).sent == 1


def test_files_that_are_too_large_are_named_instead(
    mail_ledger, mail_plan, living, postbox, monkeypatch
):
    """A message is as large as the setting says, and the letter itself always goes."""
    monkeypatch.setattr(hand_over.LetterMessages, "pages", lambda *_: b"%PDF-" + b"x" * 800_000)
    monkeypatch.setenv("WIAN_MAIL_MOST_MB", "1")
    hand_over_due(mail_ledger, now=living.later(40))
    (message,) = postbox.messages
    assert [each.get_filename() for each in message.iter_attachments()] == ["letter-2026-12-01.pdf"]
    assert "report.pdf" in message.get_body().get_content()


def test_a_letter_that_was_stamped_meanwhile_need_not_go(mail_ledger, mail_plan, living, postbox):
    """Somebody stamped it at a desk, or it came by hand."""
    living.stamp(mail_ledger, mail_plan, living.leaf, 35)
    assert hand_over_due(mail_ledger, now=living.later(40)) == HandedOver(not_needed=1)
    assert _one(mail_ledger, mail_plan).stands == "acknowledged"
    assert postbox.got == []


def test_a_letter_that_was_withdrawn_before_it_went_says_so(
    mail_ledger, mail_plan, living, postbox
):
    """It was issued to the office, so that the letter of withdrawal, which cites it, goes too."""
    origin = Acting(mail_ledger, mail_plan, mail_plan.directive.origin, "x", living.later(35))
    done = withdraw(origin, "ฝนหยุดตกแล้ว")
    hand_over_due(mail_ledger, now=living.later(40))
    body = postbox.messages[0].get_body().get_content()
    assert f"ต้นเรื่องยกเลิกหนังสือนี้แล้วตามหนังสือที่ {done.number}" in body
    assert verify(mail_ledger).ok


def test_a_reminder_goes_the_same_way(mail_ledger, mail_plan, living, postbox):
    """With its own letter and Message-ID, to those alone who have no desk."""
    late = living.later(40 * 24 * 60)
    follow_up(mail_ledger, mail_plan, now=late)
    follow_up(mail_ledger, mail_plan, now=late)
    assert hand_over_due(mail_ledger, now=late) == HandedOver(sent=2)
    letter, reminder = sorted(postbox.messages, key=lambda each: "ขอเตือน" in each["Subject"])
    assert letter["Message-ID"] != reminder["Message-ID"]
    assert reminder["Subject"].startswith("ขอเตือน พล ๐๑๒๓/")
    assert "มีหนังสือเตือน" in reminder.get_body().get_content()
    (pdf,) = reminder.iter_attachments()
    assert pdf.get_content().startswith(b"%PDF-")
    keys = {body.reminder for body in _acts(mail_ledger, mail_plan, ActKind.MAILED)}
    assert len(keys) == 2
    assert verify(mail_ledger).ok


def test_a_reminder_follows_its_office_as_well(mail_ledger, mail_plan, living, postbox):
    """To its desk, and back to mail at another address."""
    late = living.later(40 * 24 * 60)
    follow_up(mail_ledger, mail_plan, now=late)
    move = {"by": "registrar", "now": late}
    assert reach_at_desk(mail_ledger, living.leaf, **move).held_back == 2
    assert reach_by_mail(mail_ledger, living.leaf, OTHER, **move).queued == 2
    assert hand_over_due(mail_ledger, now=late) == HandedOver(sent=2)
    assert [to for _, to, _ in postbox.got] == [[OTHER], [OTHER]]


def test_nothing_is_claimed_where_no_server_is_named(mail_ledger, living):
    """Letters wait until somebody says how they can be sent."""
    assert hand_over_due(mail_ledger, now=living.later(40)) == HandedOver()
    assert len(claim_mail(mail_ledger, now_second=60 * living.later(40).minute, limit=5)) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("DELETE FROM mail", "is about a message that is not there"),
        ("UPDATE mail SET state = 'waiting'", "is waiting, and the sender's journal does not say"),
        ("UPDATE mail SET state = 'bounced'", "is bounced, and the sender's journal does not say"),
        ("UPDATE mail SET office = 'opm'", "wrote no letter to that office"),
        ("UPDATE mail SET key = '1'", "carries another letter than the office was sent"),
        ("UPDATE mail SET state = 'lost'", "holds what no program wrote"),
        ("DELETE FROM act WHERE kind = 'mailed'", "the sender's journal does not say so"),
    ],
    ids=["deleted", "unsent", "forged bounce", "other office", "other letter", "odd", "no act"],
)
def test_what_is_forged_of_a_message_is_found(mail_ledger, living, postbox, change, said):
    """Message and journal hold each other."""
    hand_over_due(mail_ledger, now=living.later(40))
    with mail_ledger.writing() as connection:
        connection.execute(text("PRAGMA foreign_keys = OFF"))
        connection.execute(text(change))
    faults = verify(mail_ledger).faults
    assert any(said in fault.what for fault in faults), faults
