"""A link opens what it was signed for, until its minute, and nothing else."""

from __future__ import annotations

import pytest

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.outbox.mail_book import Mail, MailKind, MailState
from wian.mail.signed_link import LONGEST, LetterLinks, LinkOver, LinkUnknown, Presented

MAIL = Mail(
    "0" * 32, "p", "opm", "moi", MailKind.LETTER, "0", "a@b.example", MailState.WAITING, round=2
)
LINKS = LetterLinks("a key of some thirty-two characters", "https://desk.example")


def _at(minute):
    return Instant(minute, Precision.MINUTE)


def test_a_link_holds_until_its_minute():
    """The same message has the same link, and it fits into the address of a page."""
    link = LINKS.to(MAIL, _at(29_934_840))
    assert link == LINKS.to(MAIL, _at(29_934_840))
    token = link.removeprefix("https://desk.example/mail/")
    assert len(token) < LONGEST
    assert LINKS.read(token, _at(29_934_839)) == Presented(MAIL.id, 2)
    with pytest.raises(LinkOver):
        LINKS.read(token, _at(29_934_840))


@pytest.mark.parametrize("token", ["", "x", "ก", "WyIwIiwwLDBd.xx", "a" * 300])
def test_what_nobody_signed_opens_nothing(token):
    """Nor does what another key signed."""
    with pytest.raises(LinkUnknown):
        LINKS.read(token, _at(0))
    other = LetterLinks("another key of thirty-two characters", "")
    with pytest.raises(LinkUnknown):
        LINKS.read(other.to(MAIL, _at(9)).rpartition("/")[2], _at(0))
