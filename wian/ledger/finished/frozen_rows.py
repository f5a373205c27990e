"""The rows of a frozen rehearsal: from the tables to Parquet files, and back without a difference.

A file has no digest of a row's content, as that follows from the row. The running digest of a
register follows from every entry before, those of other propagations too, so it is kept.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple, Self

import polars as pl
from sqlalchemy import Connection, and_, select

from wian.ledger.contents import (
    HOP_COLUMNS,
    LETTER_COLUMNS,
    RECEPTION_COLUMNS,
    digest,
    letter_digest,
)
from wian.ledger.dialects import Row
from wian.ledger.errors import CannotFreeze
from wian.ledger.finished.frozen_table import FrozenRow
from wian.ledger.records import Clock
from wian.ledger.tables import EntryRow, HopRow, LetterRow, ReceptionRow

ENTRY_COLUMNS = ("book", "office", "name", "year", "number", "key", "content_digest", "digest")
LETTER, RECEPTION = (*LETTER_COLUMNS, "content_digest"), (*RECEPTION_COLUMNS, "content_digest")
BOOK = Clock.VIRTUAL.book
"""The book that all rehearsals draw from."""
UNREADABLE = (pl.exceptions.PolarsError, AttributeError, TypeError, ValueError, OverflowError)
"""What reading files raises that are not what was written."""
_ENTERED = ("register", "key", "digest")
"""What is kept of the register's entry beside its row: name, key and running digest."""
_LEVEL = 9
"""Of compression: a higher one takes ten times as long and saves 4 %."""
_FLAGS, _BYTES = frozenset({"addressed", "forwards"}), frozenset({"digest"})
_NUMBERS = frozenset(
    {
        *("part", "wave", "register_year", "register_number", "issued_minute"),
        *("desks", "position", "at_minute"),
    }
)
_LETTER_AT = LETTER_COLUMNS.index("office"), LETTER_COLUMNS.index("part")
_HOP_AT = HOP_COLUMNS.index("sender"), HOP_COLUMNS.index("part")


class FrozenFiles(NamedTuple):
    """The Parquet files of a rehearsal, under the names of the tables."""

    letter: bytes
    hop: bytes
    reception: bytes

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the three, each by its own."""
        return sha256(b"".join(sha256(each).digest() for each in self)).hexdigest()


@dataclass(frozen=True, slots=True)
class FrozenRows:
    """All rows of a rehearsal, in the order of their keys.

    Attributes:
        letters: Rows of ``LETTER_COLUMNS``, each with its content's digest.
        hops: Rows of ``HOP_COLUMNS``.
        receptions: Rows of ``RECEPTION_COLUMNS``, each with its content's digest.
        entries: Rows of ``ENTRY_COLUMNS``: of the letters, then of the receptions.
    """

    letters: list[Row]
    hops: list[Row]
    receptions: list[Row]
    entries: list[Row]

    @classmethod
    def of_tables(cls, connection: Connection, propagation: str) -> Self:
        """Read them from the tables.

        Raises:
            CannotFreeze: A letter or stamp has not one entry of a register.
        """
        letters = _read(connection, LetterRow, LETTER_COLUMNS, propagation)
        stamps = _read(connection, ReceptionRow, RECEPTION_COLUMNS, propagation)
        entries = [
            *_entries(connection, LetterRow, propagation),
            *_entries(connection, ReceptionRow, propagation),
        ]
        if [each[-2] for each in entries] != [row[-1] for row in (*letters, *stamps)]:
            raise CannotFreeze(propagation, "does not prove itself; wian verify says why")
        columns = (getattr(HopRow, name) for name in HOP_COLUMNS)
        hops = select(*columns).where(HopRow.propagation == propagation).order_by(HopRow.recipient)
        return cls(letters, [tuple(row) for row in connection.execute(hops)], stamps, entries)

    @classmethod
    def of_files(cls, files: FrozenFiles) -> Self:
        """Read them from their Parquet files.

        Raises:
            polars.exceptions.PolarsError, ValueError: A file is not what was written.
        """
        hops = _rows(files.hop, HOP_COLUMNS)
        letters, of_letters = _parted(files.letter, LETTER_COLUMNS)
        stamps, of_stamps = _parted(files.reception, RECEPTION_COLUMNS)
        sent: dict[Row, list[Row]] = {}
        for hop in hops:
            sent.setdefault((hop[_HOP_AT[0]], hop[_HOP_AT[1]]), []).append(hop)
        written = [
            (*row, letter_digest(row, sent.get((row[_LETTER_AT[0]], row[_LETTER_AT[1]]), ())))
            for row in letters
        ]
        stamped = [(*row, digest(row)) for row in stamps]
        entries = [
            *_entered(written, of_letters, LETTER_COLUMNS, "office"),
            *_entered(stamped, of_stamps, RECEPTION_COLUMNS, "recipient"),
        ]
        return cls(written, hops, stamped, entries)

    def files(self) -> FrozenFiles:
        """Them as Parquet files."""
        kept = [
            (name, key, bytes.fromhex(running))
            for _, _, name, _, _, key, _, running in self.entries
        ]
        letters, stamps = kept[: len(self.letters)], kept[len(self.letters) :]
        return FrozenFiles(
            _file((*LETTER_COLUMNS, *_ENTERED), _beside(self.letters, letters)),
            _file(HOP_COLUMNS, self.hops),
            _file((*RECEPTION_COLUMNS, *_ENTERED), _beside(self.receptions, stamps)),
        )


def frozen_files(connection: Connection, propagation: str) -> FrozenFiles | None:
    """The files of a frozen rehearsal; ``None`` where it is not frozen."""
    columns = (getattr(FrozenRow, name) for name in FrozenFiles._fields)
    found = connection.execute(
        select(*columns).where(FrozenRow.propagation == propagation)
    ).one_or_none()
    return None if found is None else FrozenFiles(*map(bytes, found))


def _beside(rows: Iterable[Row], kept: Iterable[Row]) -> list[Row]:
    return [(*row[:-1], *more) for row, more in zip(rows, kept, strict=True)]


def _read(
    connection: Connection,
    table: type[LetterRow | ReceptionRow],
    columns: tuple[str, ...],
    propagation: str,
) -> list[Row]:
    statement = (
        select(*(getattr(table, name) for name in (*columns, "content_digest")))
        .where(table.propagation == propagation)
        .order_by(*table.__table__.primary_key)
    )
    return [tuple(row) for row in connection.execute(statement)]


def _entries(
    connection: Connection, table: type[LetterRow | ReceptionRow], propagation: str
) -> list[Row]:
    """The entries of rows, in the order of the rows."""
    office = LetterRow.office if table is LetterRow else ReceptionRow.recipient
    entry = and_(
        EntryRow.book == BOOK,
        EntryRow.office == office,
        EntryRow.year == table.register_year,
        EntryRow.number == table.register_number,
        EntryRow.content_digest == table.content_digest,
    )
    statement = (
        select(*(getattr(EntryRow, name) for name in ENTRY_COLUMNS))
        .select_from(table)
        .join(EntryRow, entry)
        .where(table.propagation == propagation)
        .order_by(*table.__table__.primary_key)
    )
    return [tuple(row) for row in connection.execute(statement)]


def _entered(
    rows: Iterable[Row], kept: Iterable[Row], columns: tuple[str, ...], office: str
) -> Iterable[Row]:
    whose, year = columns.index(office), columns.index("register_year")
    for row, (name, key, running) in zip(rows, kept, strict=True):
        yield (BOOK, row[whose], name, row[year], row[year + 1], key, row[-1], running.hex())


def _parted(file: bytes, columns: tuple[str, ...]) -> tuple[list[Row], list[Row]]:
    """Rows, and what is kept of the entry of each."""
    rows, wide = _rows(file, (*columns, *_ENTERED)), len(columns)
    return [row[:wide] for row in rows], [row[wide:] for row in rows]


def _rows(file: bytes, columns: tuple[str, ...]) -> list[Row]:
    return pl.read_parquet(io.BytesIO(file)).select(columns).rows()


def _file(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    schema = {name: _kind(name) for name in columns}
    frame, file = pl.DataFrame(rows, schema=schema, orient="row"), io.BytesIO()
    frame.write_parquet(file, compression="zstd", compression_level=_LEVEL, statistics=False)
    return file.getvalue()


def _kind(name: str) -> pl.DataType:
    if name in _NUMBERS:
        return pl.Int64()
    if name in _FLAGS:
        return pl.Boolean()
    return pl.Binary() if name in _BYTES else pl.String()
