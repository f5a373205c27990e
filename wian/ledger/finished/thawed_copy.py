"""A copy in memory of what the tables held of a frozen rehearsal, for whoever only reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Select, create_engine, insert, select
from sqlalchemy.pool import StaticPool

from wian.ledger.contents import HOP_COLUMNS
from wian.ledger.database import Ledger
from wian.ledger.dialects import Row, insert_rows
from wian.ledger.finished.frozen_state import is_frozen
from wian.ledger.tables import (
    Base,
    EntryRow,
    HopRow,
    LetterRow,
    PropagationRow,
    ReceptionRow,
    SnapshotRow,
)

_BATCH = 5000


@contextmanager
def reading_of(ledger: Ledger, propagation: str) -> Iterator[Connection]:
    """A connection that sees the rows of a propagation as the tables hold them, or held them.

    Args:
        ledger: Where it is recorded.
        propagation: Its id. Where it is frozen, nothing else is seen.

    Raises:
        LedgerError: The ledger cannot be used.
    """
    with ledger.reading() as connection:
        if not is_frozen(connection, propagation):
            yield connection
            return
        with thawed_copy(connection, propagation) as copy:
            yield copy


def rows_of(ledger: Ledger, propagation: str, statement: Select[Any]) -> Iterator[Row]:
    """Rows of one propagation. Only where the tables have none it is asked whether it is frozen."""
    with ledger.reading() as connection:
        found = None
        for found in connection.execute(statement, execution_options={"yield_per": _BATCH}):
            yield tuple(found)
        if found is not None or not is_frozen(connection, propagation):
            return
        with thawed_copy(connection, propagation) as copy:
            yield from map(tuple, copy.execute(statement))


@contextmanager
def thawed_copy(connection: Connection, propagation: str) -> Iterator[Connection]:
    """A SQLite database in memory with the rows of a frozen rehearsal, and of nothing else.

    Args:
        connection: The ledger.
        propagation: Its id.

    Raises:
        KeyError: It is not frozen.
        polars.exceptions.PolarsError, ValueError: Its files are not what was written.
    """
    from wian.ledger.finished import frozen_rows  # noqa: PLC0415 - Polars is slow to load

    files = frozen_rows.frozen_files(connection, propagation)
    if files is None:
        raise KeyError(propagation)
    rows = frozen_rows.FrozenRows.of_files(files)
    engine = create_engine("sqlite://", poolclass=StaticPool)
    try:
        Base.metadata.create_all(engine)
        with engine.connect() as copy:
            _copy_record(connection, copy, propagation)
            insert_rows(copy, LetterRow, frozen_rows.LETTER, rows.letters)
            insert_rows(copy, HopRow, HOP_COLUMNS, rows.hops)
            insert_rows(copy, ReceptionRow, frozen_rows.RECEPTION, rows.receptions)
            insert_rows(copy, EntryRow, frozen_rows.ENTRY_COLUMNS, rows.entries)
            yield copy
    finally:
        engine.dispose()


def _copy_record(connection: Connection, copy: Connection, propagation: str) -> None:
    """The propagation's own row, and the hierarchy that it went down."""
    found = select(PropagationRow.__table__).where(PropagationRow.id == propagation)
    record = connection.execute(found).mappings().one()
    kept = select(SnapshotRow.__table__).where(SnapshotRow.digest == record["hierarchy_digest"])
    copy.execute(insert(SnapshotRow), dict(connection.execute(kept).mappings().one()))
    copy.execute(insert(PropagationRow), dict(record))
