"""Messages to webhooks, written in the transaction that they report."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from wian.ledger.contents import canonical, digest
from wian.ledger.dialects import among, insert_missing, listed
from wian.ledger.outbox.events import Event, News
from wian.ledger.succession.succession import Successions, read_successions
from wian.ledger.tables import MessageRow, WebhookRow

PENDING, DELIVERED, GIVEN_UP = "pending", "delivered", "given up"
COLUMNS = ("id", "webhook", "event", "body", "state", "attempts", "due_second", "last_error")


def enqueue(connection: Connection, news: Sequence[News], known: Successions | None = None) -> int:
    """Write a message for every webhook of the offices that hear of it; the same one only once.

    Of an office whose place others took, those hear who act there.

    Args:
        connection: With the write transaction begun in which it happened.
        news: What happened.
        known: The successions, where the caller has read them.

    Returns:
        How many new messages wait.
    """
    if not news:
        return 0
    known = read_successions(connection) if known is None else known
    hooks = _webhooks(connection, news, known)
    rows = [
        _row(webhook, each.event, each.message(office))
        for each in news
        for office in each.hearers
        for holder in known.holders(office)
        for webhook, events in hooks.get(holder, ())
        if each.event in events
    ]
    return insert_missing(connection, MessageRow, COLUMNS, rows) if rows else 0


def anyone_hears(connection: Connection, news: Sequence[News]) -> bool:
    """Whether a webhook is told of any of it."""
    return bool(news and _webhooks(connection, news, read_successions(connection)))


def _webhooks(
    connection: Connection, news: Sequence[News], known: Successions
) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """The webhooks of those who hear of it: ids, and the events that each is told of."""
    offices = {
        holder for each in news for office in each.hearers for holder in known.holders(office)
    }
    if not offices:
        return {}
    statement = select(WebhookRow.office, WebhookRow.id, WebhookRow.events).where(
        among(connection.dialect.name, WebhookRow.office, "offices"), ~WebhookRow.disabled
    )
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    bound = {"offices": listed(connection, sorted(offices))}
    for office, webhook, events in connection.execute(statement, bound):
        found.setdefault(office, []).append((webhook, frozenset(json.loads(events))))
    return found


def _row(webhook: str, event: Event, data: Mapping[str, Any]) -> tuple[Any, ...]:
    body = canonical({"type": event, "data": data})
    name = f"msg_{digest((webhook, body))[:32]}"
    return (name, webhook, event.value, body, PENDING, 0, 0, "")
