"""All that a ledger holds, row by row, and in what two ledgers differ."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from wian.ledger.checkpoints.checkpoint_files import FOLDER
from wian.ledger.database import Ledger
from wian.ledger.tables import Base, EntryRow

Rows = dict[str, list[str]]
"""The rows of each table, as text; and the checkpoints that are kept beside the ledger."""
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """In what a ledger differs from the one that it should be like.

    Attributes:
        lost: Rows that are missing.
        doubled: Rows that should not be there.
        skipped: Numbers that are missing in a register.
        words: The same in words.
    """

    lost: int = 0
    doubled: int = 0
    skipped: int = 0
    words: tuple[str, ...] = ()

    def __add__(self, other: Difference) -> Difference:
        return Difference(
            self.lost + other.lost,
            self.doubled + other.doubled,
            self.skipped + other.skipped,
            (*self.words, *other.words),
        )


def read_rows(ledger: Ledger, home: Path) -> Rows:
    """Every row of every table, and every checkpoint that is kept.

    Args:
        ledger: The ledger.
        home: The installation's folder.
    """
    with ledger.reading() as connection:
        rows = {
            table.name: [repr(tuple(row)) for row in connection.execute(select(table))]
            for table in Base.metadata.sorted_tables
        }
    kept = sorted(path.read_text("utf-8") for path in (home / FOLDER).glob("*.txt"))
    return {**rows, "checkpoints kept": kept}


def difference(wanted: Rows, found: Rows) -> Difference:
    """In what ``found`` differs from ``wanted``."""
    words = list[str]()
    lost = doubled = 0
    for table, rows in wanted.items():
        expected, there = Counter(rows), Counter(found[table])
        missing, beyond = expected - there, there - expected
        lost, doubled = lost + missing.total(), doubled + beyond.total()
        words += [f"{table} lacks {row[:_SHOWN]}" for row in missing]
        words += [f"{table} has besides {row[:_SHOWN]}" for row in beyond]
    return Difference(lost, doubled, words=tuple(words))


def gaps(ledger: Ledger) -> Difference:
    """The numbers that registers skip, each counting from 1."""
    register = (EntryRow.book, EntryRow.office, EntryRow.name, EntryRow.year)
    missing = func.max(EntryRow.number) - func.count()
    statement = select(*register, missing).group_by(*register).having(missing != 0)
    with ledger.reading() as connection:
        found = connection.execute(statement).all()
    words = tuple(f"register {' '.join(map(str, row[:-1]))} skips {row[-1]}" for row in found)
    return Difference(skipped=sum(row[-1] for row in found), words=words)
