"""Which addresses get messages about what happens to an office."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, func, select, update

from wian.jurisdictions.instant import Instant, Precision
from wian.kit.errors import WianError
from wian.kit.pydantic_faults import shown
from wian.ledger.database import Ledger
from wian.ledger.dialects import insert_rows
from wian.ledger.outbox.events import Event
from wian.ledger.outbox.messages import GIVEN_UP, PENDING
from wian.ledger.tables import MessageRow, WebhookRow

SECRET_PREFIX = "whsec_"  # noqa: S105 - the mark in front of one
MOST = 10
"""Webhooks of an office that are told at the same time."""
_SECRET_BYTES = 32
_COLUMNS = ("id", "office", "url", "secret", "events", "created_minute", "disabled")


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is told.

    Attributes:
        id: Its id.
        office: Id of the office that it is told about.
        url: The address.
        secret: What its messages are signed with.
        events: What it is told of, in the order of :class:`Event`.
        created: When it was made.
        disabled: It gets nothing any more.
    """

    id: str
    office: str
    url: str
    secret: str = field(repr=False)
    events: tuple[Event, ...]
    created: Instant
    disabled: bool = False


class UnknownWebhook(WianError):
    """There is no webhook of that id, or it is another office's.

    Args:
        id: What was asked for.
    """

    def __init__(self, id: str) -> None:  # noqa: A002 - what it is
        super().__init__(
            f"There is no webhook {shown(id)}; wian webhooks list names those there are."
        )


class TooManyWebhooks(WianError):
    """The office has as many webhooks as it may have.

    Args:
        office: Id of the office.
    """

    def __init__(self, office: str) -> None:
        super().__init__(
            f"{office} has {MOST} webhooks already; disable one that is no longer needed."
        )


def add_webhook(
    ledger: Ledger, office: str, url: str, events: Collection[Event], *, now: Instant
) -> Webhook:
    """Have an address told from now on.

    Raises:
        TooManyWebhooks: The office has as many as it may have.
    """
    secret = SECRET_PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
    told = tuple(event for event in Event if event in events)
    made = Webhook(f"wh_{secrets.token_hex(8)}", office, url, secret, told, now)
    row = (made.id, office, url, secret, json.dumps(told), now.minute, False)
    with ledger.writing() as connection:
        if _told(connection, office) >= MOST:
            raise TooManyWebhooks(office)
        insert_rows(connection, WebhookRow, _COLUMNS, [row])
    return made


def list_webhooks(ledger: Ledger, office: str | None = None) -> list[Webhook]:
    """All webhooks, or those of one office, the earliest first."""
    statement = _all().order_by(WebhookRow.office, WebhookRow.created_minute, WebhookRow.id)
    if office is not None:
        statement = statement.where(WebhookRow.office == office)
    return _read(ledger, statement)


def offices_hearing(ledger: Ledger, event: Event) -> tuple[str, ...]:
    """The offices that have a webhook which asks for an event, and is not disabled."""
    heard = (each for each in list_webhooks(ledger) if event in each.events and not each.disabled)
    return tuple(sorted({each.office for each in heard}))


def load_webhook(ledger: Ledger, id: str, office: str | None = None) -> Webhook:  # noqa: A002 - what it is
    """A webhook; of one office where one is given.

    Raises:
        UnknownWebhook: There is none of that id.
    """
    found = _read(ledger, _all().where(WebhookRow.id == id))
    if not found or office not in {None, found[0].office}:
        raise UnknownWebhook(id)
    return found[0]


def disable_webhook(ledger: Ledger, id: str, office: str | None = None) -> Webhook:  # noqa: A002 - what it is
    """Tell an address nothing any more, not even what waits; a second time changes nothing.

    Raises:
        UnknownWebhook: There is none of that id.
    """
    load_webhook(ledger, id, office)
    waiting = update(MessageRow).where(MessageRow.webhook == id, MessageRow.state == PENDING)
    with ledger.writing() as connection:
        connection.execute(update(WebhookRow).where(WebhookRow.id == id).values(disabled=True))
        connection.execute(waiting.values(state=GIVEN_UP, last_error="The webhook was disabled."))
    return load_webhook(ledger, id)


def _told(connection: Connection, office: str) -> int:
    statement = (
        select(func.count())
        .select_from(WebhookRow)
        .where(WebhookRow.office == office, ~WebhookRow.disabled)
    )
    return connection.scalar(statement) or 0


def _all() -> Select[Any]:
    return select(*(getattr(WebhookRow, name) for name in _COLUMNS))


def _read(ledger: Ledger, statement: Select[Any]) -> list[Webhook]:
    with ledger.reading() as connection:
        return [_webhook(row) for row in connection.execute(statement)]


def _webhook(row: Any) -> Webhook:
    id_, office, url, secret, events, created, disabled = row
    return Webhook(
        id_,
        office,
        url,
        secret,
        tuple(map(Event, json.loads(events))),
        created=Instant(created, Precision.MINUTE),
        disabled=disabled,
    )
