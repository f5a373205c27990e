"""Which numbers does an imported register of the office have already?"""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from wian.jurisdictions.column_words import RegisterKind
from wian.ledger.records import desk_of
from wian.ledger.registers.numbers_elsewhere import Register, Span
from wian.ledger.tables import ImportedEntryRow


def imported_number(connection: Connection, register: Register, span: Span) -> int | None:
    """The first number of a span that an imported register has; ``None`` where none does."""
    (office, name, year), entry = register, ImportedEntryRow
    desk = desk_of(name)
    kind = RegisterKind.SEND if desk is None else RegisterKind.RECEIVE
    statement = select(func.min(entry.number)).where(
        entry.office == office,
        entry.kind == kind.value,
        entry.year == year,
        entry.number.between(*span),
    )
    return connection.scalar(statement if desk is None else statement.where(entry.desk == desk))
