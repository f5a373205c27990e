"""Which rows of imported registers were corrected? Each stays, and a later one stands in its place.

A correction is an entry of a later import: of the register ``corrected 1: DESK``, under the same
year and number. So nothing is overwritten, and the running digest of the imports covers both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, select

from wian.jurisdictions.column_words import RegisterKind
from wian.ledger.tables import ImportedEntryRow

_MARK = "corrected"
_CORRECTED = re.compile(rf"{_MARK} ([1-9][0-9]{{0,5}}): (.*)", re.DOTALL)


class StandingEntry(NamedTuple):
    """An entry of an imported register that no later one stands in the place of.

    Attributes:
        office: Whose register.
        desk: The register, without the mark of a correction.
        year: Register year.
        number: Its number.
        entered: When it was entered there, as written.
        letter_number: Number of the letter, as written there.
        letter_dated: Date of the letter; ``None`` where it names none.
        subject: Subject of the letter, as written there.
    """

    office: str
    desk: str
    year: int
    number: int
    entered: str
    letter_number: str
    letter_dated: str | None
    subject: str


def correction_of(desk: str) -> tuple[str, int]:
    """The register that an entry is of, and which correction it is: 0 as it was first imported.

    Args:
        desk: As the column ``desk`` has it.
    """
    found = _CORRECTED.fullmatch(desk)
    return (found[2], int(found[1])) if found else (desk, 0)


def corrected_desk(desk: str, count: int) -> str:
    """The column ``desk`` of an entry's correction.

    Args:
        desk: Its register.
        count: Which correction of it this is, from 1.
    """
    return f"{_MARK} {count}: {desk}"


def corrects(desk: str) -> ColumnElement[bool]:
    """Whether an entry corrects one of a register; those of some others may pass as well.

    Args:
        desk: The register.
    """
    column, (mark, _, own) = ImportedEntryRow.desk, corrected_desk(desk, 0).partition("0")
    return and_(column.startswith(mark), column.endswith(own, autoescape=True))


def standing_entries(
    connection: Connection, kind: RegisterKind, office: str | None = None
) -> Iterator[StandingEntry]:
    """The entries that stand, by office, register, year and number.

    Args:
        connection: The ledger.
        kind: Of receive or send registers.
        office: Only of this office; of all where ``None``.
    """
    row = ImportedEntryRow
    order = (row.office, row.desk, row.year, row.number)
    columns = (getattr(row, name) for name in StandingEntry._fields)
    statement = select(*columns).where(row.kind == kind.value).order_by(*order)
    if office is not None:
        statement = statement.where(row.office == office)
    replaced = _replaced(connection, kind, office)
    for values in connection.execute(statement):
        if tuple(values[:4]) not in replaced:
            entry = StandingEntry(*values)
            yield entry._replace(desk=correction_of(entry.desk)[0])


def _replaced(
    connection: Connection, kind: RegisterKind, office: str | None
) -> set[tuple[str, str, int, int]]:
    """Office, desk, year and number of the entries in whose place a correction stands."""
    row = ImportedEntryRow
    statement = select(row.office, row.desk, row.year, row.number).where(
        row.kind == kind.value, row.desk.startswith(f"{_MARK} ")
    )
    if office is not None:
        statement = statement.where(row.office == office)
    found = set[tuple[str, str, int, int]]()
    for whose, written, year, number in connection.execute(statement):
        desk, count = correction_of(written)
        before = (desk, *(corrected_desk(desk, each) for each in range(1, count)))
        found |= {(whose, each, year, number) for each in before if count}
    return found
