"""The file of an open SQLite ledger: whether it is still the same, and whole without its log."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from wian.ledger.errors import LedgerError

_REMEDY = "put the file back or restore a backup, then restart every wian of this installation"


class LedgerGone(LedgerError):
    """The file was deleted or replaced while it was open: what is written now would be lost."""


class LedgerFile:
    """The file of an open ledger, as it was when it was opened.

    Args:
        path: Where it is; it exists.
        shown: The ledger's URL, for a sentence.
    """

    def __init__(self, path: Path, shown: str) -> None:
        self._path, self._shown = path, shown
        self._opened = self._identity()

    def refuse_replaced(self) -> None:
        """Refuse to go on with a file that nobody finds any more.

        Open connections keep a deleted file, and would write to it without an error.

        Raises:
            LedgerGone: It was deleted, or another one is in its place.
        """
        now = self._identity()
        if now == self._opened:
            return
        what = "was deleted" if now is None else "was replaced by another file"
        raise LedgerGone(self._shown, f"{what} while it was in use", _REMEDY)

    def fold_in(self, engine: Engine) -> None:
        """Move what its write-ahead log holds into the file, so that it is whole by itself.

        Nobody is waited for: whoever has it open still does the same on ending.
        """
        log = self._path.with_name(self._path.name + "-wal")
        with suppress(OSError, SQLAlchemyError, sqlite3.Error, LedgerGone):
            self.refuse_replaced()
            if not log.stat().st_size:
                return
            pooled = engine.raw_connection()
            try:
                cursor = pooled.cursor()
                cursor.execute("PRAGMA busy_timeout=0")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.close()
            finally:
                pooled.close()

    def _identity(self) -> tuple[int, int] | None:
        """Device and number of the file at that place; ``None`` where there is none."""
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
