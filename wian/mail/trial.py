"""A test message, by which an operator sees whether the settings of e-mail work."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

from wian.jurisdictions.instant import Instant
from wian.ledger.contents import digest
from wian.mail.letter_message import message_id
from wian.notices.mail_settings import MailSettings
from wian.notices.smtp_out import SmtpOut
from wian.office.inputs import Mailbox, checked

_TEXT = """This message says that wian can send e-mail.

Look at its source: Authentication-Results should say spf=pass and dkim=pass.
"""


def send_trial(settings: MailSettings, address: str, now: Instant) -> str:
    """Send a message that says nothing but that it came.

    Args:
        settings: Which server, and who sends.
        address: Where to.
        now: When this is.

    Returns:
        Its Message-ID.

    Raises:
        InputFaults: It is no address.
        MailRefused: The server did not take it.
        MailServerAway: The server cannot be used.
    """
    wanted = checked(Mailbox, address=address.strip()).address
    sender, name = str(settings.sender), digest((address, now.minute))[:32]
    message = EmailMessage(SMTP)
    message["From"], message["To"] = sender, wanted
    message["Subject"] = "A test message of wian"
    message["Date"] = datetime.fromtimestamp(60 * now.minute, UTC)
    message["Message-ID"] = message_id(name, sender)
    message.set_content(_TEXT)
    with SmtpOut(settings) as out:
        out.send(sender, wanted, message.as_bytes(), name)
    return str(message["Message-ID"])
