"""Does a ledger hold anything that few ledgers do? Asked once a transaction, for all of it.

Many ledgers know no succession, no webhook, no office that is reached in another way, and no
number that was given elsewhere. A stamp need not ask for each of them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, exists, select

from wian.ledger.outbox.mail_rows import ReachRow
from wian.ledger.succession.succession_row import SuccessionRow
from wian.ledger.tables import Base, RegisterActRow, WebhookRow

_RARE: tuple[type[Base], ...] = (SuccessionRow, ReachRow, WebhookRow, RegisterActRow)


class RareTables:
    """What one transaction knows of the tables that few ledgers fill.

    On a server others may fill one until its own lock is taken, so that nothing is known there.

    Args:
        connection: A connection with the transaction begun.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._filled: frozenset[type[Base]] | None = None

    def may_fill(self, table: type[Base]) -> bool:
        """Whether a table may hold anything; if not, it need not be asked.

        Args:
            table: One of the rare ones.
        """
        if self._connection.dialect.name != "sqlite":
            return True
        if self._filled is None:
            found = self._connection.execute(_which()).one()
            self._filled = frozenset(each for each, any_ in zip(_RARE, found, strict=True) if any_)
        return table in self._filled

    def forget(self) -> None:
        """Ask again: this transaction may have filled one."""
        self._filled = None


@cache
def _which() -> Select[Any]:
    return select(*(exists(select(1).select_from(each)) for each in _RARE))
