"""The register entries of frozen rehearsals, in the order of registers, without holding them all.

They lie in a temporary SQLite database, which goes to the disk where it grows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Self

from sqlalchemy import Connection

from wian.ledger.dialects import Row
from wian.ledger.finished.frozen_state import all_frozen

_TEMPORARY = ""
"""The name by which SQLite makes a file that goes with the connection."""
_MADE = (
    "CREATE TABLE entry (book TEXT, office TEXT, name TEXT, year INTEGER, number INTEGER, key TEXT,"
    " content_digest TEXT, digest TEXT, PRIMARY KEY (book, office, name, year, number))"
    " WITHOUT ROWID"
)
_ADDED = "INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


class FrozenEntries:
    """The entries of frozen rehearsals.

    Args:
        kept: The database that they lie in.
    """

    def __init__(self, kept: sqlite3.Connection) -> None:
        self._kept = kept

    @classmethod
    @contextmanager
    def of(cls, connection: Connection) -> Iterator[Self]:
        """The entries of all frozen rehearsals.

        What cannot be read has none: the proof of the rehearsal says so.
        """
        with closing(sqlite3.connect(_TEMPORARY)) as kept:
            kept.execute(_MADE)
            for each in all_frozen(connection):
                kept.executemany(_ADDED, _entries(connection, each))
            yield cls(kept)

    def __iter__(self) -> Iterator[Row]:
        """Every entry with all of its columns, by register and number."""
        yield from self._kept.execute(
            "SELECT * FROM entry ORDER BY book, office, name, year, number"
        )

    def find(self, place: Sequence[object]) -> Row | None:
        """The entry at a place: book, office, name, year and number."""
        found: Row | None = self._kept.execute(
            "SELECT * FROM entry"
            " WHERE book = ? AND office = ? AND name = ? AND year = ? AND number = ?",
            list(place),
        ).fetchone()
        return found


def _entries(connection: Connection, propagation: str) -> Iterable[Row]:
    from wian.ledger.finished import frozen_rows  # noqa: PLC0415 - Polars is slow to load

    files = frozen_rows.frozen_files(connection, propagation)
    if files is None:
        return ()
    try:
        return frozen_rows.FrozenRows.of_files(files).entries
    except frozen_rows.UNREADABLE:
        return ()
