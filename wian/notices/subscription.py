"""How an office gets a webhook, and tries it out."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from wian.jurisdictions.instant import Instant
from wian.kit.errors import Fault, InputFaults
from wian.kit.pydantic_faults import shown
from wian.ledger.database import Ledger
from wian.ledger.outbox.deliveries import add_test_message
from wian.ledger.outbox.events import Event
from wian.ledger.outbox.webhooks import Webhook, add_webhook, load_webhook
from wian.notices.http_out import checked_address, private_allowed


def subscribe(
    ledger: Ledger, office: str, url: str, events: Collection[str], *, now: Instant
) -> Webhook:
    """Have an address told of events from now on.

    Args:
        ledger: Where to.
        office: Whose events.
        url: The address.
        events: Their names; all there are where none is given.
        now: When this is.

    Raises:
        InputFaults: The address may not be asked, or a name is no event's: all that are wrong.
        TooManyWebhooks: The office has as many as it may have.
    """
    faults = list(_unknown(events))
    try:
        checked_address(url, allow_private=private_allowed())
    except InputFaults as error:
        faults = [*error.faults, *faults]
    if faults:
        raise InputFaults("The webhook", faults)
    return add_webhook(ledger, office, url, [Event(name) for name in events or Event], now=now)


def try_out(ledger: Ledger, webhook: str, office: str | None = None) -> str:
    """Have a test message sent, with the next ones that are due.

    Args:
        ledger: Where the webhook is.
        webhook: Its id.
        office: Whose it must be, where one is given.

    Returns:
        Id of the message.

    Raises:
        UnknownWebhook: There is none of that id.
        InputFaults: It is disabled.
    """
    known = load_webhook(ledger, webhook, office)
    if known.disabled:
        fault = Fault("", f"{known.id} is disabled", "add it again")
        raise InputFaults("The webhook", [fault])
    return add_test_message(ledger, known.id, known.office, secrets.token_hex(16))


def _unknown(events: Collection[str]) -> list[Fault]:
    known = ", ".join(Event)
    return [
        Fault("events", f"{shown(name)} is no event", f"use {known}")
        for name in events
        if name not in set(Event)
    ]
