"""Which of several dispatchers works on a ledger: one holds the seat, the others wait for it."""

from __future__ import annotations

from contextlib import suppress

from filelock import FileLock, Timeout
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from wian.ledger.database import Ledger
from wian.ledger.dialects import lock_number
from wian.ledger.errors import translate

_NAME = "wian dispatcher"


class DispatcherSeat:
    """The seat of a ledger's dispatchers; it is free again when its holder ends, however it ends.

    On a server it is a lock of a session, and the holder keeps a connection for it; beside a file
    it is a lock file.

    Args:
        ledger: The ledger.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        path = ledger.path
        self._file = (
            FileLock(f"{path}.dispatcher", blocking=False, thread_local=False) if path else None
        )
        self._connection: Connection | None = None
        self._held = False

    def is_held(self) -> bool:
        """Whether this dispatcher holds the seat; it takes it where it is free.

        Raises:
            LedgerError: The server cannot be asked; the seat is lost then.
        """
        if self._file is None:
            return self._held_on_server()
        try:
            if not self._file.is_locked:
                self._file.acquire()
        except Timeout:
            return False
        return True

    def leave(self) -> None:
        """Give the seat up."""
        if self._file is not None:
            self._file.release()
        if self._connection is not None and self._held:
            # A busy server ends a session late; whoever asks next need not wait for that.
            with suppress(SQLAlchemyError):
                self._connection.scalar(select(func.pg_advisory_unlock(lock_number(_NAME))))
        self._drop()

    def _held_on_server(self) -> bool:
        try:
            if self._connection is None:
                self._connection = self._ledger.own_connection()
            wanted = func.pg_try_advisory_lock(lock_number(_NAME))
            found = self._connection.scalar(select(1 if self._held else wanted))
            self._held = bool(found)
        except SQLAlchemyError as error:
            self._drop()
            raise translate(error, self._ledger.url) from error
        return self._held

    def _drop(self) -> None:
        """Let the session go, and its lock with it."""
        self._held = False
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
