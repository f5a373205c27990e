"""Who works on which branch of a rehearsal? Whoever has claimed it; a claim ends with its process.

Nothing depends on a claim: a branch that two processes work on is written once all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, func, select

from wian.ledger.database import Ledger
from wian.ledger.dialects import lock_number
from wian.ledger.errors import translated


class BranchClaims:
    """The claims of one process on branches of a propagation; the server frees them with its end.

    Args:
        connection: A connection outside transactions, which is kept as long as they are.
        url: The ledger's, for what is said of it.
        propagation: Id of the propagation.
    """

    def __init__(self, connection: Connection, url: str, propagation: str) -> None:
        self._connection, self._url, self._propagation = connection, url, propagation

    @contextmanager
    def claimed(self, branch: str) -> Iterator[bool]:
        """Whether nobody else works on a branch; it is this process's during the body then.

        Args:
            branch: Its key.

        Raises:
            LedgerError: The server cannot be asked.
        """
        number = lock_number(f"{self._propagation}|branch|{branch}")
        with translated(self._url):
            mine = bool(self._connection.scalar(select(func.pg_try_advisory_lock(number))))
        yield mine
        if mine:  # where the body failed, the claims end with the session
            with translated(self._url):
                self._connection.execute(select(func.pg_advisory_unlock(number)))


@contextmanager
def branch_claims(ledger: Ledger, propagation: str) -> Iterator[BranchClaims]:
    """Claims on a ledger that a server holds.

    Raises:
        LedgerError: The server cannot be asked.
    """
    with translated(ledger.url):
        connection = ledger.own_connection()
    try:
        yield BranchClaims(connection, ledger.url, propagation)
    finally:
        connection.invalidate()  # the session ends, and with it what it claimed
        connection.close()
