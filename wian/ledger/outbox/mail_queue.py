"""Letters that wait to go out by e-mail: who carries them, and how each stands."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select, update

from wian.ledger.database import Ledger
from wian.ledger.dialects import update_rows
from wian.ledger.outbox.mail_book import (
    Mail,
    MailBook,
    MailProgress,
    MailState,
    every_mail,
    mail_of,
)
from wian.ledger.outbox.mail_rows import MailRow
from wian.ledger.tables import ReceptionRow

LEASE_SECONDS = 600
"""How long a message is one carrier's; one that dies leaves it to the next after that."""


def claim_mail(ledger: Ledger, *, now_second: int, limit: int) -> list[Mail]:
    """Messages that are due; nobody else gets them for a while.

    Args:
        ledger: Where they wait.
        now_second: Now, in seconds since 1970-01-01T00:00Z.
        limit: How many at the most.
    """
    due = (
        every_mail()
        .where(MailRow.state == MailState.WAITING.value, MailRow.due_second <= now_second)
        .order_by(MailRow.due_second, MailRow.created_minute, MailRow.id)
        .limit(limit)
    )
    with ledger.reading() as connection:
        if connection.execute(due.limit(1)).first() is None:
            return []  # nobody else waits for a lock that is not needed
    with ledger.writing() as connection:
        locked = due.with_for_update(skip_locked=True)
        found = [mail_of(row) for row in connection.execute(locked)]
        leased = [(now_second + LEASE_SECONDS, each.id) for each in found]
        update_rows(connection, MailRow, ("due_second",), ("id",), leased)
    return found


def put_off(ledger: Ledger, mails: Collection[Mail], due_second: int, error: str) -> None:
    """Have messages tried later, without counting a try: nothing was said about them."""
    with ledger.writing() as connection:
        rows = [(due_second, error, each.id) for each in mails]
        update_rows(connection, MailRow, ("due_second", "last_error"), ("id",), rows)


def note_opened(ledger: Ledger, id_: str, minute: int) -> None:
    """Note when the page of a message's link was shown first."""
    first = update(MailRow).where(MailRow.id == id_, MailRow.opened_minute.is_(None))
    with ledger.writing() as connection:
        connection.execute(first.values(opened_minute=minute))


def find_mail(ledger: Ledger, id_: str) -> Mail | None:
    """A message; ``None`` where there is none of that id."""
    with ledger.reading() as connection:
        return MailBook(connection, "").find(id_)


def mails_to(ledger: Ledger, office: str) -> list[Mail]:
    """The messages to an office, of all propagations."""
    statement = every_mail().where(MailRow.office == office).order_by(MailRow.id)
    with ledger.reading() as connection:
        return [mail_of(row) for row in connection.execute(statement)]


def mail_progress(
    ledger: Ledger, propagation: str | None, sender: str | None = None
) -> list[MailProgress]:
    """The messages of a propagation, or of all, in the order of their offices.

    Args:
        ledger: Where they stand.
        propagation: Its id; those of all where ``None``.
        sender: Only those of letters of this office.
    """
    stamped = (
        select(1)
        .where(
            ReceptionRow.propagation == MailRow.propagation,
            ReceptionRow.recipient == MailRow.office,
        )
        .exists()
    )
    statement = every_mail().add_columns(stamped)
    if propagation is not None:
        statement = statement.where(MailRow.propagation == propagation)
    if sender is not None:
        statement = statement.where(MailRow.sender == sender)
    statement = statement.order_by(
        MailRow.sender, MailRow.office, MailRow.created_minute, MailRow.id
    )
    with ledger.reading() as connection:
        rows = connection.execute(statement).all()
    return [MailProgress(mail_of(row[:-1]), bool(row[-1])) for row in rows]


def count_waiting(ledger: Ledger) -> int:
    """How many messages of all propagations wait."""
    statement = select(func.count()).where(MailRow.state == MailState.WAITING.value)
    with ledger.reading() as connection:
        return connection.scalar(statement.select_from(MailRow)) or 0
