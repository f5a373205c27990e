"""Which numbers does an imported register of the office have already?"""

from __future__ import annotations

import re
from collections.abc import Callable

from sqlalchemy import ColumnElement, Connection, func, select

from wian.jurisdictions.column_words import RegisterKind
from wian.ledger.records import CIRCULARS, ORDINARY, RECEIPTS, class_of, desk_of, is_send
from wian.ledger.registers.collisions.corrected_entries import standing_entries
from wian.ledger.registers.numbers_elsewhere import Register, Span
from wian.ledger.tables import ImportedEntryRow
from wian.ledger.write.imported_entries import CIRCULARS_APART

_PART = re.compile(r"[\w.]+")
"""A part of a letter's number, between what separates them; a dot is within a code."""


def imported_within(connection: Connection, register: Register, span: Span) -> list[int]:
    """The numbers of a span that an imported register has, in order."""
    return sorted(_numbers(connection, register, ImportedEntryRow.number.between(*span)))


def last_imported(connection: Connection, register: Register) -> int:
    """The last number that imported registers have of a register; 0 where they have none."""
    (_, name, year), entry = register, ImportedEntryRow
    if class_of(name):
        return max(_numbers(connection, register), default=0)
    statement = select(func.max(entry.number)).where(*_of(register), entry.year == year)
    return connection.scalar(statement) or 0


def last_of_classes(
    connection: Connection, office: str, year: int, classes: Callable[[str], str | None]
) -> dict[str, int]:
    """The last number that imported send registers of an office have of each classification code.

    Args:
        connection: The ledger.
        office: Whose registers.
        year: Register year.
        classes: The code that a letter's number holds, as the register has it.
    """
    found = dict[str, int]()
    for each in standing_entries(connection, RegisterKind.SEND, office):
        if each.year == year and (code := classes(each.letter_number)):
            found[code] = max(each.number, found.get(code, 0))
    return found


def _numbers(connection: Connection, register: Register, *where: ColumnElement[bool]) -> set[int]:
    """The numbers that imported registers have of a register, as far as ``where`` says."""
    (_, name, year), entry = register, ImportedEntryRow
    statement = select(entry.number, entry.letter_number).where(*_of(register), *where)
    code = class_of(name)
    return {
        number
        for number, printed in connection.execute(statement.where(entry.year == year))
        if not code or _holds(printed, number, code)
    }


def _holds(printed: str, number: int, code: str) -> bool:
    """Whether a letter's number has a classification code as one of its parts.

    ``100`` is no part of ``100.3/7/TGR``, nor of ``140/100/TGR``, where it is the running number.
    """
    parts = _PART.findall(printed)
    running = [part for part in parts if part.lstrip("0") == str(number)]
    if running:
        parts.remove(max(running, key=len))  # 0014 rather than 14
    return f" {' '.join(_PART.findall(code))} " in f" {' '.join(parts)} "


def _of(register: Register) -> list[ColumnElement[bool]]:
    """What tells the imported entries that a register of the ledger goes on behind."""
    (office, name, _), entry = register, ImportedEntryRow
    kind = RegisterKind.SEND if is_send(name) else RegisterKind.RECEIVE
    of = [entry.office == office, entry.kind == kind.value]
    circular = entry.desk.endswith(CIRCULARS_APART)
    if name in {CIRCULARS, ORDINARY}:
        of.append(circular if name == CIRCULARS else ~circular)
    elif code := class_of(name):
        of.append(entry.letter_number.contains(code, autoescape=True))
    elif kind is RegisterKind.RECEIVE and name != RECEIPTS:
        of.append(entry.desk == desk_of(name))
    return of
