"""Notifications as mail servers write them are read, and what is none of them says nothing."""

from __future__ import annotations

import email

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wian.mail.bounce import Bounce, read_bounce

MAIL = "8bb9ec0f0fcc9f40cc89cf6e2994c5ee"
POSTFIX = """\
From: MAILER-DAEMON@mx.ministry.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: wian@ministry.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="4B"

--4B
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--4B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.ministry.example
{envelope}Arrival-Date: Tue,  1 Dec 2026 09:40:00 +0700 (+07)

Final-Recipient: rfc822; saraban@tambon.example
Original-Recipient: rfc822;saraban@tambon.example
Action: {action}
Status: 5.1.1
Remote-MTA: dns; mx.tambon.example
Diagnostic-Code: smtp; {said}

--4B
Content-Type: {returned}

{headers}
--4B--
"""
PLAIN = {
    "envelope": "",
    "action": "failed",
    "said": "550 5.1.1 <saraban@tambon.example>: Recipient address rejected: User unknown",
    "returned": "text/rfc822-headers",
    "headers": f"From: wian@ministry.example\nX-Wian-Message: {MAIL}-1\nSubject: x\n",
}
REASON = PLAIN["said"]


def _read(**changes):
    return read_bounce(email.message_from_string(POSTFIX.format(**(PLAIN | changes))))


@pytest.mark.parametrize(
    ("changes", "round_"),
    [
        ({}, 1),
        ({"returned": "message/rfc822"}, 1),
        ({"envelope": f"Original-Envelope-Id: {MAIL}-2\n", "headers": ""}, 2),
        ({"headers": f"Message-ID: <wian.{MAIL}@ministry.example>\n"}, None),
    ],
    ids=["headers", "whole", "envelope", "only the Message-ID"],
)
def test_a_message_that_came_back_is_known_however_it_is_named(changes, round_):
    """By its name on the envelope, by our header, else by its Message-ID."""
    assert _read(**changes) == Bounce(MAIL, round_, failed=True, reason=REASON)


def test_a_message_that_is_only_late_has_not_failed():
    """A server tells of a delay after hours, and goes on."""
    assert _read(action="delayed") == Bounce(MAIL, 1, failed=False, reason="")


def test_a_server_that_says_little_gives_its_status():
    """The reason is never empty, and never long."""
    assert _read(said="mailbox full").reason == "5.1.1 mailbox full"
    assert len(_read(said="x" * 5000).reason) == 160


@pytest.mark.parametrize(
    "text",
    [
        f"Subject: Out of office\nIn-Reply-To: <wian.{MAIL}@ministry.example>\n\nBack on Monday.\n",
        POSTFIX.format(**(PLAIN | {"headers": "Subject: another program's\n"})),
        "Content-Type: multipart/report; boundary=x\n\n--x\n",
        "",
    ],
    ids=["answering machine", "of another program", "cut short", "empty"],
)
def test_what_is_no_notification_of_ours_says_nothing(text):
    """People and machines write to the same address."""
    assert read_bounce(email.message_from_string(text)) is None


@given(st.binary(max_size=400), st.integers(0, 900))
def test_a_notification_that_was_damaged_breaks_nothing(noise, at):
    """It comes from strangers."""
    whole = POSTFIX.format(**PLAIN).encode()
    found = read_bounce(email.message_from_bytes(whole[:at] + noise + whole[at:]))
    assert found is None or found.mail == MAIL
