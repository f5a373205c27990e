"""Which messages to webhooks are due, which process sends them, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Delete, Select, and_, delete, func, or_, select, update
from sqlalchemy.orm import aliased

from wian.ledger.contents import canonical
from wian.ledger.database import Ledger
from wian.ledger.dialects import among, insert_rows, listed, update_rows
from wian.ledger.outbox.events import CATALOGUE, TEST
from wian.ledger.outbox.messages import COLUMNS, DELIVERED, GIVEN_UP, PENDING
from wian.ledger.tables import MessageRow, WebhookRow

LEASE_SECONDS = 600
"""How long a message is one carrier's; one that dies leaves it to the next after that."""
BACKOFF_SECONDS = (60, 5 * 60, 30 * 60, 2 * 3600, 6 * 3600, 24 * 3600, 24 * 3600)
"""After each failure the wait before the next try; the failure after the last is given up.

The schedule of the Standard Webhooks specification, from a minute on: the clock shows minutes.
"""
KEPT_DAYS = 90
"""How long a message is kept that was taken or given up."""
_TOLD_BY_SWEEPS = tuple(str(name) for name, entry in CATALOGUE.items() if entry.repeated)
"""What every sweep would tell again if its message were gone; all else happens once."""
_LONGEST_ERROR = 200


class Due(NamedTuple):
    """A message to be carried now, and where to."""

    id: str
    webhook: str
    url: str
    secret: str
    body: str
    attempts: int


class Outcome(NamedTuple):
    """How carrying a message ended.

    Attributes:
        message: What was carried.
        error: What went wrong, in our own words; ``None`` where it was taken.
        tried: The address was asked; else only put off: behind one that failed, where there is an
            error, else for the others' sake.
        last: The address wants no more.
    """

    message: Due
    error: str | None = None
    tried: bool = True
    last: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message as the ledger keeps it.

    Attributes:
        id: Its id: the same for every try.
        webhook: Id of the webhook.
        event: What it tells of.
        body: What is sent.
        state: ``pending``, ``delivered`` or ``given up``.
        attempts: How often it was tried.
        due_second: When it is tried next, in seconds since 1970-01-01T00:00Z.
        last_error: Why the last try failed.
    """

    id: str
    webhook: str
    event: str
    body: str = field(repr=False)
    state: str
    attempts: int
    due_second: int
    last_error: str

    @property
    def waits(self) -> bool:
        """Whether it is still to be carried."""
        return self.state == PENDING


def claim(ledger: Ledger, *, now_second: int, limit: int) -> list[Due]:
    """Messages that are due, by turns of their webhooks; nobody else gets them for a while.

    While a message of a webhook is being carried or waits for its next try, the others of that
    webhook wait too; a test message alone goes out at once.

    Args:
        ledger: Where they wait.
        now_second: Now, in seconds since 1970-01-01T00:00Z.
        limit: How many at the most.
    """
    with ledger.reading() as connection:
        if connection.execute(_due(now_second).order_by(None).limit(1)).first() is None:
            return []  # nobody else waits for a lock that is not needed
    with ledger.writing() as connection:
        # Two statements: the second sees what the carrier before has claimed of these webhooks.
        free = connection.execute(_webhooks(now_second)).scalars().all()
        bound = {"webhooks": listed(connection, free)}
        mine = among(connection.dialect.name, WebhookRow.id, "webhooks")
        statement = _due(now_second).where(mine).limit(limit)
        found = [Due(*row) for row in connection.execute(statement, bound)]
        leased = [(now_second + LEASE_SECONDS, due.id) for due in found]
        update_rows(connection, MessageRow, ("due_second",), ("id",), leased)
    return found


def settle(ledger: Ledger, outcomes: Iterable[Outcome], *, now_second: int) -> None:
    """Keep how carrying messages ended; one that is settled already stays so, and old ones go.

    Args:
        ledger: Where they wait.
        outcomes: How it ended.
        now_second: When that was, in seconds since 1970-01-01T00:00Z; waits count from it.
    """
    with ledger.writing() as connection:
        for outcome in outcomes:
            place = update(MessageRow).where(
                MessageRow.id == outcome.message.id, MessageRow.state == PENDING
            )
            connection.execute(place.values(_after(outcome, now_second)))
        connection.execute(_forgetting(now_second))


def deliveries(ledger: Ledger, webhook: str, *, limit: int = 100) -> list[Delivery]:
    """The messages of a webhook: those that wait first, then by when they were due last."""
    statement = (
        select(*(getattr(MessageRow, name) for name in COLUMNS))
        .where(MessageRow.webhook == webhook)
        .order_by(MessageRow.state != PENDING, MessageRow.due_second.desc(), MessageRow.id)
        .limit(limit)
    )
    with ledger.reading() as connection:
        return [Delivery(*row) for row in connection.execute(statement)]


def add_test_message(ledger: Ledger, webhook: str, office: str, name: str) -> str:
    """Write a message that tells of nothing but itself.

    Args:
        ledger: Where to.
        webhook: Id of the webhook.
        office: Id of its office.
        name: Tells this test from others.

    Returns:
        Its id.
    """
    body = canonical({"type": TEST, "data": {"office": office, "test": name}})
    row = (f"msg_{name}", webhook, TEST, body, PENDING, 0, 0, "")
    with ledger.writing() as connection:
        insert_rows(connection, MessageRow, COLUMNS, [row])
    return row[0]


def _due(now_second: int) -> Select[Any]:
    """Messages that are due: one of each webhook, then another of each, however many one has.

    Those of a webhook that were tried come first, then by how they waited.
    """
    order = (MessageRow.attempts.desc(), MessageRow.due_second, MessageRow.id)
    turn = func.row_number().over(partition_by=MessageRow.webhook, order_by=order)
    fields = (MessageRow.id, WebhookRow.id, WebhookRow.url, WebhookRow.secret)
    return (
        select(*fields, MessageRow.body, MessageRow.attempts)
        .join(WebhookRow, and_(WebhookRow.id == MessageRow.webhook, ~WebhookRow.disabled))
        .where(*_may_go(now_second))
        .order_by(turn, *order)
    )


def _webhooks(now_second: int) -> Select[tuple[str]]:
    """Webhooks of which a message is due, and that nobody else is looking at: locked."""
    due = select(MessageRow.webhook).where(*_may_go(now_second))
    return (
        select(WebhookRow.id)
        .where(WebhookRow.id.in_(due))
        .with_for_update(skip_locked=True, key_share=True)
    )


def _may_go(now_second: int) -> tuple[ColumnElement[bool], ...]:
    """What holds of a message that is due, and before which none of its webhook waits."""
    other = aliased(MessageRow)
    waiting = select(other.webhook).where(other.state == PENDING, other.due_second > now_second)
    test = and_(MessageRow.event == TEST, MessageRow.attempts == 0)
    return (
        MessageRow.state == PENDING,
        MessageRow.due_second <= now_second,
        or_(MessageRow.webhook.not_in(waiting), test),
    )


def _forgetting(now_second: int) -> Delete:
    """Takes away what was carried long ago; what was never carried is no news of a past."""
    return delete(MessageRow).where(
        MessageRow.state.in_((DELIVERED, GIVEN_UP)),
        MessageRow.due_second < now_second - KEPT_DAYS * 24 * 3600,
        MessageRow.attempts > 0,
        MessageRow.event.not_in(_TOLD_BY_SWEEPS),
    )


def _after(outcome: Outcome, now_second: int) -> dict[str, Any]:
    """What a message's row holds after a try."""
    made = outcome.message.attempts
    error = (outcome.error or "")[:_LONGEST_ERROR]
    if not outcome.tried:
        wait = BACKOFF_SECONDS[min(made, len(BACKOFF_SECONDS) - 1)] if outcome.error else 0
        return {"due_second": now_second + wait, "last_error": error}
    done = {"attempts": made + 1, "last_error": error}
    if outcome.error is None:
        return {**done, "state": DELIVERED, "due_second": now_second}
    if outcome.last or made >= len(BACKOFF_SECONDS):
        return {**done, "state": GIVEN_UP, "due_second": now_second}
    return {**done, "due_second": now_second + BACKOFF_SECONDS[made]}
