"""The floor writes the very rows that the ledger holds."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from benchmarks.peers import floor
from benchmarks.speed.chain import run_chain
from wian.propagation.request import PropagationRequest

_OF_THE_SCHEMA = ("ledger_version", "ledger_identity")
"""What is written with the tables, before any directive."""


def test_the_floor_writes_the_very_rows_of_the_ledger(
    small: PropagationRequest, tmp_path: Path
) -> None:
    """The floor is the same rows, or the ratio to it means nothing."""
    run_chain(small, tmp_path / "ledger.db")
    held = floor.dump(tmp_path / "ledger.db")
    floor.write(held, tmp_path / "floor.db")
    assert len(held.waves) == 5
    assert _contents(tmp_path / "floor.db") == {
        table: rows
        for table, rows in _contents(tmp_path / "ledger.db").items()
        if table not in _OF_THE_SCHEMA
    } | {table: [] for table in _OF_THE_SCHEMA}


def _contents(database: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(database)
    try:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)  # noqa: S608 - our own names
            for (name,) in names
        }
    finally:
        connection.close()
