"""Freezes finished rehearsals: their rows become Parquet files, and come back as they were.

A rehearsal draws no real number, no desk shows it and nobody adds to it, so what is asked of it is
asked of it as a whole. Its registers' heads stay, so that numbers go on, and prove its entries.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, exists, insert, or_, select

from wian.delays.hop_record import Source
from wian.ledger.acts import ActKind
from wian.ledger.checkpoints.entry_tree import place_entries, tree_size
from wian.ledger.contents import HOP_COLUMNS
from wian.ledger.database import Ledger
from wian.ledger.dialects import delete_rows, insert_rows
from wian.ledger.errors import CannotFreeze
from wian.ledger.finished.finished_counts import finished_waves
from wian.ledger.finished.frozen_rows import (
    ENTRY_COLUMNS,
    LETTER,
    RECEPTION,
    FrozenRows,
    frozen_files,
)
from wian.ledger.finished.frozen_state import all_frozen, hold_rows, is_frozen
from wian.ledger.finished.frozen_table import FrozenRow
from wian.ledger.read import facts
from wian.ledger.records import Clock
from wian.ledger.tables import (
    ActRow,
    EntryRow,
    HopRow,
    LetterRow,
    OriginalRow,
    PropagationRow,
    ReceptionRow,
)

_PLACE = ENTRY_COLUMNS[:5]


def freezable(ledger: Ledger) -> list[str]:
    """Ids of all rehearsals that may be frozen and are not yet, the latest first."""
    statement = select(PropagationRow.id).where(PropagationRow.clock == Clock.VIRTUAL.value)
    with ledger.reading() as connection:
        frozen = frozenset(all_frozen(connection))
        ids = connection.scalars(statement.order_by(*facts.LATEST_FIRST)).all()
        return [each for each in ids if each not in frozen and _hindrance(connection, each) is None]


def hindrance(ledger: Ledger, propagation: str) -> CannotFreeze | None:
    """Why a propagation may not be frozen; ``None`` where it may, or is.

    Raises:
        UnknownPropagation: It is not recorded.
    """
    with ledger.reading() as connection:
        if is_frozen(connection, propagation):
            return None
        why = _hindrance(connection, propagation)
    return CannotFreeze(propagation, why) if why else None


def freeze(ledger: Ledger, propagation: str) -> int | None:
    """Turn the rows of a finished rehearsal into Parquet files, in one transaction.

    Args:
        ledger: Where it is recorded.
        propagation: Its id.

    Returns:
        How many bytes its files have; ``None`` where it was frozen before.

    Raises:
        UnknownPropagation: It is not recorded.
        CannotFreeze: It is no rehearsal, has not ended, has answers, or holds what was
            observed.
        LedgerError: The ledger cannot be used; nothing was changed.
    """
    with ledger.writing() as connection:
        hold_rows(connection, propagation)
        if is_frozen(connection, propagation):
            return None
        if why := _hindrance(connection, propagation):
            raise CannotFreeze(propagation, why)
        if tree_size(connection):  # whoever has checkpoints finds its entries in the next one
            place_entries(connection)
        rows = FrozenRows.of_tables(connection, propagation)
        files = rows.files()
        if FrozenRows.of_files(files) != rows:
            raise CannotFreeze(propagation, "does not prove itself; wian verify says why")
        row = {
            "propagation": propagation,
            "letters": len(rows.letters),
            "hops": len(rows.hops),
            "digest": files.digest,
        }
        connection.execute(insert(FrozenRow), {**row, **files._asdict()})
        for table in (ReceptionRow, HopRow, LetterRow):
            connection.execute(delete(table).where(table.propagation == propagation))
        delete_rows(connection, EntryRow, _PLACE, [each[: len(_PLACE)] for each in rows.entries])
    return sum(map(len, files))


def thaw(ledger: Ledger, propagation: str) -> bool:
    """Bring the rows of a frozen rehearsal back into the tables, as they were.

    Returns:
        Whether it was frozen.

    Raises:
        UnknownPropagation: It is not recorded.
        LedgerError: The ledger cannot be used; nothing was changed.
    """
    with ledger.writing() as connection:
        hold_rows(connection, propagation)
        if not is_frozen(connection, propagation):
            facts.clock(connection, propagation)
            return False
        thaw_rows(connection, propagation)
    return True


def thaw_rows(connection: Connection, propagation: str) -> None:
    """The same inside a write transaction, of a rehearsal that is frozen."""
    files = frozen_files(connection, propagation)
    if files is None:
        raise KeyError(propagation)
    rows = FrozenRows.of_files(files)
    insert_rows(connection, EntryRow, ENTRY_COLUMNS, rows.entries)
    insert_rows(connection, LetterRow, LETTER, rows.letters)
    insert_rows(connection, HopRow, HOP_COLUMNS, rows.hops)
    insert_rows(connection, ReceptionRow, RECEPTION, rows.receptions)
    connection.execute(delete(FrozenRow).where(FrozenRow.propagation == propagation))


def _hindrance(connection: Connection, propagation: str) -> str | None:
    """Why a propagation may not be frozen, as a clause; ``None``: it may.

    Letters that were observed are what registers, imported later, are held against; acts and
    originals have entries in registers that others go on with.
    """
    if facts.clock(connection, propagation) is not Clock.VIRTUAL:
        return "is no rehearsal"
    if finished_waves(connection, propagation) is None:
        return "has not gone down to its last office yet"
    of_it = ActRow.propagation == propagation
    if connection.scalar(select(exists().where(of_it, ActRow.kind == ActKind.GATHERED.value))):
        return "was rehearsed with answers, which are not frozen"
    simulated = Source.SIMULATED.value
    observed: Any = or_(
        *(
            exists().where(table.propagation == propagation, table.source != simulated)
            for table in (LetterRow, HopRow, ReceptionRow)
        ),
        *(exists().where(table.propagation == propagation) for table in (ActRow, OriginalRow)),
    )
    return "holds what was observed" if connection.scalar(select(observed)) else None
