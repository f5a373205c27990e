"""Messages to webhooks, written in the transaction that they report."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from wian.ledger.contents import canonical, digest
from wian.ledger.dialects import among, insert_missing, listed
from wian.ledger.tables import MessageRow, WebhookRow

PENDING, DELIVERED, GIVEN_UP = "pending", "delivered", "given up"
COLUMNS = ("id", "webhook", "event", "body", "state", "attempts", "due_second", "last_error")


class News(NamedTuple):
    """Something that happened to an office: ids, numbers and times, never a letter's text."""

    office: str
    event: str
    facts: Mapping[str, Any]


def enqueue(connection: Connection, news: Sequence[News]) -> int:
    """Write a message for every webhook of the offices concerned; the same news only once.

    Args:
        connection: With the write transaction begun in which it happened.
        news: What happened.

    Returns:
        How many new messages wait.
    """
    if not news:
        return 0
    hooks = _webhooks(connection, {each.office for each in news})
    rows = [
        _row(webhook, each)
        for each in news
        for webhook, events in hooks.get(each.office, ())
        if each.event in events
    ]
    return insert_missing(connection, MessageRow, COLUMNS, rows)


def _webhooks(
    connection: Connection, offices: set[str]
) -> dict[str, list[tuple[str, frozenset[str]]]]:
    statement = select(WebhookRow.office, WebhookRow.id, WebhookRow.events).where(
        among(connection.dialect.name, WebhookRow.office, "offices"), ~WebhookRow.disabled
    )
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    bound = {"offices": listed(connection, sorted(offices))}
    for office, webhook, events in connection.execute(statement, bound):
        found.setdefault(office, []).append((webhook, frozenset(json.loads(events))))
    return found


def _row(webhook: str, news: News) -> tuple[Any, ...]:
    body = canonical({"type": news.event, "data": {"office": news.office, **news.facts}})
    name = f"msg_{digest((webhook, body))[:32]}"
    return (name, webhook, news.event, body, PENDING, 0, 0, "")
