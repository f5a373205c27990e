"""Delivers the messages that are due to their webhooks, signed, at least once.

Signed as the Standard Webhooks specification says (https://www.standardwebhooks.com).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version

from wian.jurisdictions.instant import Instant
from wian.ledger.database import Ledger
from wian.ledger.outbox.deliveries import Due, Outcome, claim, settle
from wian.ledger.outbox.webhooks import SECRET_PREFIX, disable_webhook
from wian.notices.http_out import NotReached, post, private_allowed

_log = logging.getLogger("wian.webhooks")
_TOGETHER = 8
"""Webhooks that are asked at the same time."""
MOST = 100
"""Messages in one go: with every address hanging, two minutes; receivers refuse a signature that
is five minutes old."""
PATIENCE_SECONDS = 20.0
"""How long one webhook may take in one go: what it has not taken by then waits for the next minute,
so that one that answers slowly does not hold up the others."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """How many messages were taken, and how many were not and wait or were given up."""

    sent: int = 0
    failed: int = 0


def deliver_due(ledger: Ledger, *, now: Instant, limit: int = MOST) -> Delivered:
    """Carry the messages that are due to their webhooks.

    Several at a time may do so: each message is one carrier's. One that dies leaves its messages
    to the next, so that a message can arrive twice, under the same id. An instant is a whole
    minute: the wait after a failure counts from the minute's end, so that it is never cut short.

    Args:
        ledger: Where they wait.
        now: When this is.
        limit: How many at the most.

    Raises:
        InputFaults: The setting of webhooks makes no sense.
        LedgerError: The ledger cannot be used.
    """
    allow_private = private_allowed()
    second, began = 60 * now.minute, time.monotonic()
    grouped = _by_webhook(claim(ledger, now_second=second, limit=limit))
    if not grouped:
        return Delivered()
    carry = partial(_carry_all, second=second, allow_private=allow_private)
    with ThreadPoolExecutor(min(_TOGETHER, len(grouped)), "webhook") as pool:
        outcomes = [outcome for group in pool.map(carry, grouped) for outcome in group]
    over = second + 60 + int(time.monotonic() - began)
    settle(ledger, outcomes, now_second=over)
    for webhook in {outcome.message.webhook for outcome in outcomes if outcome.last}:
        disable_webhook(ledger, webhook)
    sent = sum(outcome.tried and outcome.error is None for outcome in outcomes)
    return Delivered(sent, len(outcomes) - sent)


def signature(secret: str, name: str, second: int, body: bytes) -> str:
    """The signature of a message: ``v1,`` and its HMAC-SHA256 in base64.

    Args:
        secret: The webhook's, with its mark in front.
        name: Id of the message.
        second: When it is sent, in seconds since 1970-01-01T00:00Z.
        body: What is sent.
    """
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    signed = hmac.new(key, f"{name}.{second}.".encode() + body, hashlib.sha256)
    return f"v1,{base64.b64encode(signed.digest()).decode()}"


def _by_webhook(due: Iterable[Due]) -> list[list[Due]]:
    groups: dict[str, list[Due]] = {}
    for message in due:
        groups.setdefault(message.webhook, []).append(message)
    return list(groups.values())


def _carry_all(messages: list[Due], *, second: int, allow_private: bool) -> list[Outcome]:
    """Carry the messages of one webhook; what is behind a failure, or too slow, is put off."""
    outcomes: list[Outcome] = []
    began = time.monotonic()
    for index, message in enumerate(messages, 1):
        outcome = _carry(message, second, allow_private=allow_private)
        outcomes.append(outcome)
        if outcome.error is not None or time.monotonic() - began > PATIENCE_SECONDS:
            waiting = messages[index:]
            return outcomes + [Outcome(each, outcome.error, tried=False) for each in waiting]
    return outcomes


def _carry(message: Due, second: int, *, allow_private: bool) -> Outcome:
    body = message.body.encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"wian/{version('wian')}",
        "webhook-id": message.id,
        "webhook-timestamp": str(second),
        "webhook-signature": signature(message.secret, message.id, second, body),
    }
    try:
        post(message.url, body, headers, allow_private=allow_private)
    except NotReached as error:
        _log.info("Webhook %s did not take message %s.", message.webhook, message.id)
        return Outcome(message, str(error), last=error.gone)
    return Outcome(message)
