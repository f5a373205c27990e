"""What comes back is entered once, whichever mailbox it lies in."""

from __future__ import annotations

import email
import mailbox
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from wian.kit.errors import InputFaults
from wian.ledger.acts import ActKind, Bounced
from wian.ledger.outbox.mail_queue import mail_progress
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts
from wian.mail.bounced_mail import BouncesRead, read_bounces
from wian.mail.hand_over import hand_over_due
from wian.office.reach_change import reach_by_mail

ADDRESS, OTHER = "saraban@tambon.example", "mayor@tambon.example"
SAID = "550 5.1.1 User unknown"


def _notification(sent):
    """What a mail server makes of a message that it could not deliver: its headers come back."""
    headers = sent.partition(b"\r\n\r\n")[0].decode().replace("\r\n", "\n")
    return (
        "From: MAILER-DAEMON@mx.example\n"
        "To: wian@ministry.example\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="4B"\n\n'
        "--4B\nContent-Type: text/plain\n\nSorry.\n\n"
        "--4B\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: rfc822; {ADDRESS}\nAction: failed\nStatus: 5.1.1\n"
        f"Diagnostic-Code: smtp; {SAID}\n\n"
        f"--4B\nContent-Type: text/rfc822-headers\n\n{headers}\n\n--4B--\n"
    )


@dataclass
class Back:
    """A letter that was handed over, and the notification that it came back."""

    ledger: Any
    plan: Any
    living: Any
    postbox: Any
    folder: Path
    text: str

    def one(self):
        (found,) = mail_progress(self.ledger, self.plan.id)
        return found

    def move(self, minute):
        """Correct the address, and hand over what that sends anew."""
        now = self.living.later(minute)
        reach_by_mail(self.ledger, self.living.leaf, OTHER, by="registrar", now=now)
        return hand_over_due(self.ledger, now=now)

    def read(self, place, minute=60, ledger=None):
        return read_bounces(ledger or self.ledger, [place], now=self.living.later(minute))

    def file(self, text=None):
        path = self.folder / "bounce.eml"
        path.write_text(text or self.text)
        return path

    def box(self, kind):
        """A mailbox with the notification, and a message of an answering machine."""
        if kind == "file":
            return self.file()
        make = {"mbox": mailbox.mbox, "maildir": mailbox.Maildir}[kind]
        box = make(self.folder / kind)
        box.add(email.message_from_string(self.text))
        box.add(email.message_from_string("Subject: Out of office\n\nBack on Monday.\n"))
        box.close()
        return self.folder / kind


@pytest.fixture
def back(mail_ledger, mail_plan, living, postbox, tmp_path):
    hand_over_due(mail_ledger, now=living.later(40))
    text = _notification(postbox.got[0][2])
    return Back(mail_ledger, mail_plan, living, postbox, tmp_path, text)


@pytest.mark.parametrize("kind", ["maildir", "mbox", "file"])
def test_a_letter_that_came_back_is_entered_once(back, kind):
    """In the sender's journal; reading the mailbox again changes nothing."""
    place, other = back.box(kind), 0 if kind == "file" else 1
    assert back.read(place) == BouncesRead(bounced=1, other=other)
    again = BouncesRead() if kind == "maildir" else BouncesRead(before=1, other=other)
    assert back.read(place, 61) == again
    found = back.one()
    assert (found.stands, found.mail.last_error) == ("bounced", SAID)
    (act,) = acts(back.ledger, back.plan.id, kind=ActKind.BOUNCED)
    assert act.office == found.mail.sender
    assert act.body == Bounced(recipient=back.living.leaf, address=ADDRESS, reason=SAID)
    assert verify(back.ledger).ok


def test_a_maildir_keeps_its_messages_and_marks_them_as_seen(back):
    """Their bytes are not touched: other programs read the same mailbox."""
    place = back.box("maildir")
    before = sorted(each.read_bytes() for each in (place / "new").iterdir())
    back.read(place)
    assert list((place / "new").iterdir()) == []
    assert sorted(each.read_bytes() for each in (place / "cur").iterdir()) == before
    assert all("S" in each.get_flags() for each in mailbox.Maildir(place))


def test_what_comes_back_from_the_address_of_before_does_not_blame_the_new_one(back):
    """The letter was sent anew meanwhile; only what comes back of that counts."""
    assert back.move(50).sent == 1
    assert back.read(back.file()) == BouncesRead(before=1)
    newer = back.file(_notification(back.postbox.got[1][2]))
    assert back.read(newer, 61) == BouncesRead(bounced=1)
    assert back.one().stands == "bounced"
    assert verify(back.ledger).ok


def test_a_corrected_address_brings_a_letter_that_came_back(back):
    """It is handed over once more, with the same Message-ID, and the story of both stays."""
    back.read(back.file())
    assert back.move(62).sent == 1
    first, second = back.postbox.messages
    assert first["Message-ID"] == second["Message-ID"]
    assert second["To"].addresses[0].addr_spec == OTHER
    assert back.one().stands == "handed-over"
    assert verify(back.ledger).ok


def test_a_notification_of_another_ledger_is_counted_and_left(back, empty_ledger):
    """Two installations may share an address."""
    assert back.read(back.file(), ledger=empty_ledger) == BouncesRead(unknown=1)


def test_mailboxes_that_cannot_be_read_are_told_together(mail_ledger, living, tmp_path):
    """Before anything of the others is read."""
    with pytest.raises(InputFaults) as caught:
        read_bounces(mail_ledger, [tmp_path, tmp_path / "none"], now=living.later(60))
    assert [fault.what for fault in caught.value.faults] == [
        "is a folder, and no Maildir",
        "is not there",
    ]
