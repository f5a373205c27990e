"""Ledgers of many propagations: some that the engine sent down, and copies of them in later weeks.

A copy is the rows of a propagation under another id, all of its days so many weeks later. Its
registers are not copied, so that such a ledger reports and does not prove itself.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from benchmarks.speed.chain import run_chain
from wian.propagation.request import PropagationRequest

WEEKS = 200
"""Copies lie within so many weeks of their original, which keeps them in every calendar."""
_WEEK = 7 * 24 * 60
_MINUTES = frozenset({"issued_minute", "at_minute", "created_minute"})
_TABLES = ("propagation", "letter", "hop", "reception")


def write_ledger(database: Path, request: PropagationRequest, count: int, seeds: int) -> int:
    """Write a SQLite ledger of ``count`` propagations of a directive.

    Args:
        database: The file, which does not exist yet.
        request: What to send down.
        count: How many propagations there shall be.
        seeds: How many of them the engine sends, each with a seed of its own.

    Returns:
        How many hops there are.
    """
    for seed in range(min(seeds, count)):
        run_chain(request.model_copy(update={"seed": seed}), database)
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        originals = connection.execute("SELECT id, sequence FROM propagation ORDER BY sequence")
        known = originals.fetchall()
        _plan_copies(connection, known, count)
        for table in _TABLES:
            connection.execute(_copying(connection, table))
        connection.commit()
        (hops,) = connection.execute("SELECT count(*) FROM hop").fetchone()
    return int(hops)


def _plan_copies(connection: sqlite3.Connection, known: list[tuple[str, int]], count: int) -> None:
    """Name every copy: neighbours are of different originals, as directives differ."""
    connection.execute(
        "CREATE TEMP TABLE copy (original TEXT, mark TEXT, number INTEGER, weeks INTEGER)"
    )
    connection.executemany(
        "INSERT INTO copy VALUES (?, ?, ?, ?)",
        (
            (known[number % len(known)][0], f"-{number:04}", number, number * 7 % WEEKS + 1)
            for number in range(len(known), count)
        ),
    )


def _copying(connection: sqlite3.Connection, table: str) -> str:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    key = "id" if table == "propagation" else "propagation"
    values = ", ".join(_copied(column, key) for column in columns)
    return (
        f"INSERT INTO {table} SELECT {values} FROM copy "  # noqa: S608 - our own names
        f"JOIN {table} t ON t.{key} = copy.original ORDER BY copy.number"
    )


def _copied(column: str, key: str) -> str:
    """SQL for a column of a copy."""
    if column in {key, "directive_id"}:
        return f"t.{column} || copy.mark"
    if column in _MINUTES:
        return f"t.{column} + copy.weeks * {_WEEK}"
    if column == "sequence":
        return "copy.number + 1"
    if column.startswith("window_"):
        return _later(f"t.{column}")
    if column == "directive":
        return f"json_set(t.directive, {', '.join(_changed_directive())})"
    return f"t.{column}"


def _changed_directive() -> Iterator[str]:
    yield "'$.id', json_extract(t.directive, '$.id') || copy.mark"
    for end in ("opens", "closes"):
        at = f"'$.window.{end}'"
        yield f"{at}, {_later(f'json_extract(t.directive, {at})')}"


def _later(day: str) -> str:
    return f"date({day}, '+' || (copy.weeks * 7) || ' days')"
