"""Which rows of imported registers were corrected? Each stays, and a later one stands in its place.

A correction is an entry of a later import: of the register ``corrected 1: DESK``, under the same
year and number. So nothing is overwritten, and the running digest of the imports covers both.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sqlalchemy import Connection, select

from wian.ledger.tables import ImportedEntryRow

_MARK = "corrected"
_CORRECTED = re.compile(rf"{_MARK} ([1-9][0-9]{{0,5}}): (.*)", re.DOTALL)


class EntryPlace(NamedTuple):
    """What tells an imported entry from all others."""

    office: str
    kind: str
    desk: str
    year: int
    number: int


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


def replaced_entries(connection: Connection, office: str | None = None) -> set[EntryPlace]:
    """The entries in whose place a correction stands.

    Args:
        connection: The ledger.
        office: Only of this office; of all where ``None``.
    """
    entry = ImportedEntryRow
    columns = (getattr(entry, name) for name in EntryPlace._fields)
    statement = select(*columns).where(entry.desk.startswith(f"{_MARK} "))
    if office is not None:
        statement = statement.where(entry.office == office)
    found = set[EntryPlace]()
    for row in connection.execute(statement):
        place = EntryPlace(*row)
        desk, count = correction_of(place.desk)
        before = (desk, *(corrected_desk(desk, each) for each in range(1, count)))
        found |= {place._replace(desk=each) for each in before if count}
    return found
