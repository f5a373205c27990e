"""Hands an alert over: to mail addresses, to a webhook, and to Prefect's automations."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from wian.jurisdictions.instant import Instant
from wian.kit.errors import WianError
from wian.ledger.contents import digest
from wian.ledger.outbox.events import DAY_ALERT
from wian.notices.alert import Alert
from wian.notices.alert_settings import AlertSettings
from wian.notices.doorbell import Ring, ring_now, same_event
from wian.notices.http_out import post, private_allowed
from wian.notices.mail_settings import MailSettings, mail_settings
from wian.notices.prefect_address import server_url
from wian.notices.smtp_out import SmtpOut

Channel = tuple[str, Callable[[], None]]
"""A channel by its name, and what hands the alert over to it."""


class NotTold(WianError):
    """An alert could not be handed over; it is tried again.

    Args:
        channel: To whom.
        why: Why not.
    """

    def __init__(self, channel: str, why: str) -> None:
        super().__init__(f"The alert could not be handed over to {channel}: {why}")


def channels(told: Alert, wanted: AlertSettings, now: Instant) -> Iterator[Channel]:
    """The channels of an alert that are set up, each to be tried alone.

    Args:
        told: The alert.
        wanted: Who gets it.
        now: When this is.
    """
    if server_url() is not None:
        yield "Prefect", lambda: _ring(told)
    if wanted.webhook:
        yield "the webhook", lambda: _post(told, wanted.webhook)
    settings = mail_settings() if wanted.mail else None
    if settings is None:
        return
    for address in wanted.mail:
        yield address, lambda to=address, by=settings: _mail(told, to, by, now)  # type: ignore[misc]


def _ring(told: Alert) -> None:
    """Tell Prefect, once a day: its automation sends the message to whatever block it has."""
    worst = told.directives[0]
    content: dict[str, str | int | None] = {"subject": told.subject, "text": told.text}
    key = same_event(DAY_ALERT, told.day)
    ring = Ring(
        key, DAY_ALERT, str(worst["propagation"]), str(worst["office"]), content, repeated=True
    )
    if not ring_now([ring]):
        raise NotTold("Prefect", "its server does not answer.")


def _post(told: Alert, address: str) -> None:
    content = {
        "day": told.day.isoformat(),
        "title": told.subject,
        "text": told.text,
        "directives": told.directives,
    }
    body = json.dumps(content, ensure_ascii=False).encode()
    post(address, body, {"Content-Type": "application/json"}, allow_private=private_allowed())


def _mail(told: Alert, address: str, settings: MailSettings, now: Instant) -> None:
    sender = str(settings.sender)
    name = digest(("alert", address, str(told.day)))[:32]
    message = EmailMessage(SMTP.clone(cte_type="7bit"))
    message["From"] = sender
    message["To"] = Address(addr_spec=address)
    message["Subject"] = told.subject
    message["Date"] = datetime.fromtimestamp(60 * now.minute, UTC)
    message["Message-ID"] = f"<{name}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(told.text, cte="base64")
    with SmtpOut(settings) as out:
        out.send(sender, address, message.as_bytes(), name)
