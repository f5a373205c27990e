"""The floor: plain sqlite3 writes the rows of a finished ledger again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wian.ledger.records import APART, SENT
from wian.ledger.write.record_book import BOOK

_ENTRY = f"""
    CASE WHEN e.book = '{BOOK}' THEN 0 WHEN e.name = '{SENT}' OR e.name LIKE '{APART}%'
    THEN (SELECT wave FROM letter WHERE propagation = e.key AND office = e.office)
    ELSE (SELECT wave FROM hop WHERE propagation = e.key AND recipient = e.office) END
"""  # noqa: S608 - our own names
_WAVES = {
    "snapshot": "0",
    "clock_offset": "0",
    "propagation": "0",
    "letter": "wave",
    "hop": "wave",
    "reception": "(SELECT wave FROM hop h WHERE (h.propagation, h.recipient)"
    " = (t.propagation, t.recipient))",
    "register": f"(SELECT {_ENTRY} FROM register_entry e WHERE (e.book, e.office, e.name, e.year)"  # noqa: S608 - our own names
    " = (t.book, t.office, t.name, t.year))",
    "register_entry": _ENTRY.replace("e.", "t."),
}
"""SQL for the wave that a row of each table was written in."""


@dataclass(frozen=True, slots=True)
class Dump:
    """The tables of a ledger, and for each wave the rows of each table."""

    tables: tuple[str, ...]
    waves: tuple[dict[str, list[tuple[Any, ...]]], ...]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(len(rows) for wave in self.waves for rows in wave.values())


def dump(database: Path) -> Dump:
    """Read all rows of a ledger that holds one propagation."""
    connection = sqlite3.connect(database)
    try:
        schema = "SELECT sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL"
        tables = tuple(sql for (sql,) in connection.execute(schema))
        return Dump(tables, tuple(_waves(connection)))
    finally:
        connection.close()


def _waves(connection: sqlite3.Connection) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
    (last,) = connection.execute("SELECT max(wave) FROM hop").fetchone()
    for wave in range(last + 1):
        yield {
            table: connection.execute(
                f"SELECT * FROM {table} t WHERE {of} = ?",  # noqa: S608 - our own names
                (wave,),
            ).fetchall()
            for table, of in _WAVES.items()
        }


def write(held: Dump, database: Path) -> None:
    """Write the rows into a new file: one transaction a wave, each synced to the disk."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    for sql in held.tables:
        connection.execute(sql)
    for wave in held.waves:
        connection.execute("BEGIN IMMEDIATE")
        for table, rows in wave.items():
            if rows:
                marks = ",".join("?" * len(rows[0]))
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - our own names
        connection.execute("COMMIT")
    connection.close()
