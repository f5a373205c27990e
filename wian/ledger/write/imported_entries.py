"""Keeps the entries of imported registers once, under their own numbers, outside of the
registers that this ledger draws from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, func, or_, select, text

from wian.history.registers.recogniser import Register
from wian.history.registers.register_file import RegisterReading
from wian.history.registers.rows import RegisterRow
from wian.ledger.contents import digest
from wian.ledger.dialects import Row, insert_rows
from wian.ledger.registers.collisions.corrected_entries import (
    corrected_desk,
    correction_of,
    corrects,
)
from wian.ledger.tables import ImportedEntryRow, ImportRow
from wian.ledger.write.record_book import Record, RecordBook

IMPORT_COLUMNS = ("sequence", "office", "kind", "desk", "source", "entries")
KEY_COLUMNS = ("office", "kind", "desk", "year", "number")
CONTENT_COLUMNS = (
    "entered",
    "letter_number",
    "letter_dated",
    "sender",
    "recipient",
    "subject",
    "action",
    "remark",
)
MARK_COLUMNS = ("urgency", "secrecy")
"""Marks of the letter, ``None`` where the register has none; of digests only where it has one."""
_COLUMNS = (
    *KEY_COLUMNS,
    *CONTENT_COLUMNS,
    *MARK_COLUMNS,
    "content_digest",
    "import_sequence",
    "sheet",
    "line",
)

CIRCULARS_APART = "circulars"
"""Register of the circulars that an office numbers beside its other letters."""
Number = tuple[str, int, int]
"""Register (as the column ``desk`` has it), year and running number of an entry."""


@dataclass(frozen=True, slots=True)
class KeptEntries:
    """What became of a register's entries.

    Attributes:
        rows: Entries that the ledger holds now, of before or new.
        new: How many of them are new.
        differing: Entries whose number the ledger holds with another content, each with the
            place that this content was imported from.
        corrected: How many of the rows stand in the place of one with another content from now on.
    """

    rows: tuple[RegisterRow, ...]
    new: int
    differing: tuple[tuple[RegisterRow, str], ...]
    corrected: int = 0


def lock_imports(connection: Connection) -> None:
    """Let imports come one after the other, as each one's digest follows from the one before."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE register_import IN SHARE ROW EXCLUSIVE MODE"))


def keep_entries(
    connection: Connection, reading: RegisterReading, correct: str = ""
) -> KeptEntries:
    """Keep the entries that are not there yet; what is there is not touched.

    Args:
        connection: A connection with a write transaction begun.
        reading: The register.
        correct: Why rows with another content stand in the place of those there; empty: they are
            not kept.
    """
    stored = _stored(connection, reading.register)
    new: list[tuple[RegisterRow, Row]] = []
    corrections: list[tuple[RegisterRow, Row]] = []
    known: list[RegisterRow] = []
    differing: list[RegisterRow] = []
    for row in reading.rows:
        values = entry_values(reading.register, row)
        content = entry_digest(values)
        found = stored.get((register_of(reading.register, row), row.year, row.number))
        if found is None:
            new.append((row, (*values, content)))
        elif _says(values, found):
            known.append(row)
        elif correct:
            corrections.append((row, _correction(values, found)))
        else:
            differing.append(row)
    if new:
        _write(connection, reading, new)
    if corrections:
        source = f"{reading.source} ({correct})"
        _write(connection, replace(reading, source=source), corrections)
    rows = (*known, *(row for row, _ in (*new, *corrections)))
    places = _with_places(connection, reading.register, differing)
    return KeptEntries(rows, len(new), places, len(corrections))


def _says(values: Row, stored: _Stored) -> bool:
    """Whether an entry says what the one that stands there says, which may be a correction."""
    return entry_digest(_of_desk(values, stored.desk)) == stored.content


def _correction(values: Row, stored: _Stored) -> Row:
    """The values of an entry that stands in the place of another, with its content digest."""
    desk, count = correction_of(stored.desk)
    kept = _of_desk(values, corrected_desk(desk, count + 1))
    return (*kept, entry_digest(kept))


def _of_desk(values: Row, desk: str) -> Row:
    at = KEY_COLUMNS.index("desk")
    return (*values[:at], desk, *values[at + 1 :])


def register_of(register: Register, row: RegisterRow) -> str:
    """The register that an entry stands in, which the column ``desk`` names: circulars apart."""
    return _circulars(register) if row.circular else register.desk


def _circulars(register: Register) -> str:
    named = register.desk.endswith(CIRCULARS_APART)
    return register.desk if named else f"{register.desk} {CIRCULARS_APART}".strip()


def entry_values(register: Register, row: RegisterRow) -> Row:
    """The values of ``KEY_COLUMNS``, ``CONTENT_COLUMNS`` and ``MARK_COLUMNS``."""
    dated = row.letter_dated.isoformat() if row.letter_dated else None
    return (
        register.office,
        register.kind.value,
        register_of(register, row),
        row.year,
        row.number,
        row.entered.isoformat(),
        row.letter_number,
        dated,
        row.sender,
        row.recipient,
        row.subject,
        row.action,
        row.remark,
        row.urgency or None,
        row.secrecy or None,
    )


def entry_digest(values: Sequence[object]) -> str:
    """The digest of an entry; one without marks has that of the ledgers that kept none."""
    *content, urgency, secrecy = values
    unmarked = urgency is None and secrecy is None
    return digest(content if unmarked else values)


def import_digest(
    previous: str, header: Sequence[object], entries: Iterable[Sequence[object]]
) -> str:
    """Running digest after an import: of the one before, of ``IMPORT_COLUMNS``, and of each
    entry's year, number, sheet, line and content digest, in their order.
    """
    found = sha256(digest((previous, *header)).encode())
    for entry in entries:
        found.update(f"|{'|'.join(map(str, entry))}".encode())
    return found.hexdigest()


GENESIS = digest(("register_import",))
"""Running digest before the first import."""


class _Stored(NamedTuple):
    """The entry that stands under a number: register as the column ``desk`` has it, and digest."""

    desk: str
    content: str


def _stored(connection: Connection, register: Register) -> dict[Number, _Stored]:
    """The entries that stand, each the last correction of its number."""
    entry = ImportedEntryRow
    statement = select(entry.desk, entry.year, entry.number, entry.content_digest)
    statement = statement.where(*_of(register)).order_by(entry.import_sequence)
    return {
        (correction_of(desk)[0], year, number): _Stored(desk, content)
        for desk, year, number, content in connection.execute(statement)
    }


def _write(
    connection: Connection, reading: RegisterReading, new: Sequence[tuple[RegisterRow, Row]]
) -> None:
    register = reading.register
    last = select(ImportRow.sequence, ImportRow.digest).order_by(ImportRow.sequence.desc()).limit(1)
    before, previous = connection.execute(last).one_or_none() or (0, GENESIS)
    sequence = before + 1
    header = (
        sequence,
        register.office,
        register.kind.value,
        register.desk,
        reading.source,
        len(new),
    )
    ordered = sorted(
        new, key=lambda each: (each[0].year, each[0].number, register_of(register, each[0]))
    )
    entries = [(row.year, row.number, row.sheet, row.line, values[-1]) for row, values in ordered]
    running = import_digest(previous, header, entries)
    book = RecordBook(connection)
    number = book.number(Record.IMPORT, str(sequence))
    book.enter(Record.IMPORT, number, running)
    insert_rows(connection, ImportRow, (*IMPORT_COLUMNS, "digest"), [(*header, running)])
    rows = [(*values, sequence, row.sheet, row.line) for row, values in ordered]
    insert_rows(connection, ImportedEntryRow, _COLUMNS, rows)


def _with_places(
    connection: Connection, register: Register, rows: Sequence[RegisterRow]
) -> tuple[tuple[RegisterRow, str], ...]:
    if not rows:
        return ()
    entry = ImportedEntryRow
    place = func.trim(ImportRow.source + " " + entry.sheet) + " line "
    statement = (
        select(entry.desk, entry.year, entry.number, place, entry.line)
        .join(ImportRow, ImportRow.sequence == entry.import_sequence)
        .where(*_of(register))
        .order_by(entry.import_sequence)
    )
    places = {
        (correction_of(desk)[0], year, number): f"{where}{line}"
        for desk, year, number, where, line in connection.execute(statement)
    }
    return tuple((row, places[register_of(register, row), row.year, row.number]) for row in rows)


def _of(register: Register) -> tuple[ColumnElement[bool], ...]:
    entry, own = ImportedEntryRow, (register.desk, _circulars(register))
    return (
        entry.office == register.office,
        entry.kind == register.kind.value,
        or_(entry.desk.in_(own), *map(corrects, own)),
    )
