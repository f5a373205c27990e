"""Sessions that were ended before their time; who shows one of them is a stranger."""

from __future__ import annotations

from sqlalchemy import delete, select

from wian.ledger.database import Ledger
from wian.ledger.dialects import insert_missing
from wian.ledger.tables import EndedSessionRow


def end_session(ledger: Ledger, id: str, until: int, now: int) -> None:  # noqa: A002 - what it is
    """Let a session hold no longer; a second time changes nothing.

    Args:
        ledger: Where that is noted, for every desk and after every restart.
        id: Id of the session.
        until: Minute from which it would not hold anyway.
        now: This minute; sessions that would have ended by now are forgotten.
    """
    with ledger.writing() as connection:
        connection.execute(delete(EndedSessionRow).where(EndedSessionRow.until_minute < now))
        insert_missing(connection, EndedSessionRow, ("id", "until_minute"), [(id, until)])


def is_ended(ledger: Ledger, id: str) -> bool:  # noqa: A002 - what it is
    """Whether a session was ended."""
    statement = select(EndedSessionRow.id).where(EndedSessionRow.id == id)
    with ledger.reading() as connection:
        return connection.scalar(statement) is not None
