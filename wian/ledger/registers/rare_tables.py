"""Does a ledger hold anything that few ledgers do? Asked once a transaction, for all of it.

Many ledgers know no succession, no webhook, no office that is reached in another way, and no
number that was given elsewhere. A stamp need not ask for each of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection, Exists, Select, exists, select

from wian.ledger.outbox.mail_rows import ReachRow
from wian.ledger.succession.succession_row import SuccessionRow
from wian.ledger.tables import Base, RegisterActRow, WebhookRow

RARE: tuple[type[Base], ...] = (SuccessionRow, ReachRow, WebhookRow, RegisterActRow)


class RareTables:
    """What one transaction knows of the tables that few ledgers fill.

    On a server others may fill one until its own lock is taken: until then nothing is known there,
    and of numbers given elsewhere nothing ever is, as their lock is each register's own.

    Args:
        connection: A connection with the transaction begun.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._settled = False
        self._filled: frozenset[type[Base]] | None = None

    def may_fill(self, table: type[Base]) -> bool:
        """Whether a table may hold anything; if not, it need not be asked.

        Args:
            table: One of the rare ones.
        """
        if not self._in_file and (not self._settled or table is RegisterActRow):
            return True
        if self._filled is None:
            if not self._in_file:
                return True  # asking costs as much as asking the table
            self.learn(self._connection.execute(_which()).one())
        return self._filled is None or table in self._filled

    def settle(self) -> None:
        """Note that nobody enters a succession, or another way to an office, until the end."""
        self._settled, self._filled = True, None

    def learn(self, any_: Iterable[Any]) -> None:
        """Keep whether each of the rare tables holds anything, as :func:`rare_columns` asks it.

        Args:
            any_: What was answered, where that was asked after :meth:`settle`.
        """
        found = zip(RARE, any_, strict=True)
        self._filled = frozenset(table for table, filled in found if filled)

    @property
    def _in_file(self) -> bool:
        return self._connection.dialect.name == "sqlite"

    def forget(self) -> None:
        """Ask again: this transaction may have filled one."""
        self._filled = None


def rare_columns() -> list[Exists]:
    """Columns that ask whether each rare table holds anything, for a question asked anyway."""
    return [exists(select(1).select_from(each)) for each in RARE]


@cache
def _which() -> Select[Any]:
    return select(*rare_columns())
