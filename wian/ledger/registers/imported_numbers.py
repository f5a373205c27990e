"""Which numbers does an imported register of the office have already?"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, func, select

from wian.jurisdictions.column_words import RegisterKind
from wian.ledger.records import CIRCULARS, ORDINARY, RECEIPTS, SEND, desk_of
from wian.ledger.registers.numbers_elsewhere import Register, Span
from wian.ledger.tables import ImportedEntryRow
from wian.ledger.write.imported_entries import CIRCULARS_APART


def imported_within(connection: Connection, register: Register, span: Span) -> list[int]:
    """The numbers of a span that an imported register has, in order."""
    (_, _, year), entry = register, ImportedEntryRow
    inside = entry.year == year, entry.number.between(*span)
    return sorted(
        connection.scalars(select(entry.number).distinct().where(*_of(register), *inside))
    )


def last_imported(connection: Connection, register: Register) -> int:
    """The last number that imported registers have of a register; 0 where they have none."""
    (_, _, year), entry = register, ImportedEntryRow
    statement = select(func.max(entry.number)).where(*_of(register), entry.year == year)
    return connection.scalar(statement) or 0


def _of(register: Register) -> list[ColumnElement[bool]]:
    """What tells the imported entries that a register of the ledger goes on behind."""
    (office, name, _), entry = register, ImportedEntryRow
    kind = RegisterKind.SEND if name in SEND else RegisterKind.RECEIVE
    of = [entry.office == office, entry.kind == kind.value]
    circular = entry.desk.endswith(CIRCULARS_APART)
    if name in {CIRCULARS, ORDINARY}:
        of.append(circular if name == CIRCULARS else ~circular)
    elif kind is RegisterKind.RECEIVE and name != RECEIPTS:
        of.append(entry.desk == desk_of(name))
    return of
