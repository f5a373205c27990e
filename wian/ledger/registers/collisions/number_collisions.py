"""Which letters of an imported send register bear a number that wian drew for another letter?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, or_, select

from wian.delays.hop_record import Source
from wian.jurisdictions.column_words import RegisterKind
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.errors import WianError
from wian.ledger.contents import LETTER_COLUMNS, letter_of
from wian.ledger.records import CIRCULARS, ORDINARY, Clock, IssuedLetter, class_register
from wian.ledger.registers.collisions.corrected_entries import StandingEntry, standing_entries
from wian.ledger.registers.collisions.same_letter import same_letter
from wian.ledger.succession.succession import read_successions
from wian.ledger.tables import ImportedEntryRow, LetterRow, PropagationRow, RegisterHeadRow
from wian.ledger.write.imported_entries import CIRCULARS_APART

_SENT = ImportedEntryRow.kind == RegisterKind.SEND.value
_ZEROS = re.compile(r"(?<![0-9.])0+(?=[0-9])")
_PLACE = ("propagation", "office", "part")


class NumberCollision(NamedTuple):
    """One number, two letters: one in an imported send register, one that wian numbered.

    Attributes:
        office: Whose letters they are.
        desk: The imported register: whose desk it is of; of a send register, mostly empty.
        year: Register year.
        number: The number.
        propagation: Of the letter that wian numbered.
        letter: Its number, as printed.
        dated: Its date.
        part: Which letter of the office in its propagation it is, from 0.
        imported: Number of the letter in the imported register, as written there.
    """

    office: str
    desk: str
    year: int
    number: int
    propagation: str
    letter: str
    dated: date
    part: int = 0
    imported: str = ""


def number_collisions(connection: Connection, office: str | None = None) -> list[NumberCollision]:
    """The collisions of all offices, or of one, by office, register, year and number.

    The same letter may stand in both: then date and subject agree, or the register names neither.
    An office that numbers circulars apart has two letters under one number without a collision.
    """
    apart = _Apart(_numbering_apart(connection), _numbering_classes(connection))
    found = list[NumberCollision]()
    drawn = _drawn(connection, office)
    for entry in standing_entries(connection, RegisterKind.SEND, office) if drawn else ():
        for place in drawn.get((entry.office, entry.year, entry.number), ()):
            found += _collision(connection, entry, place, apart)
    return found


class _Apart(NamedTuple):
    """The offices and years in which letters run in several series: circulars, or each code."""

    circulars: set[tuple[str, int]]
    classes: set[tuple[str, int]]


def _collision(
    connection: Connection, entry: StandingEntry, place: tuple[str, str, int], apart: _Apart
) -> Iterator[NumberCollision]:
    """The collision of an entry with a letter of a propagation and office, if they collide."""
    country, *values = connection.execute(_letter(), dict(zip(_PLACE, place, strict=True))).one()
    try:
        where, issued = jurisdiction(country), letter_of(tuple(values))
    except (ValueError, WianError):  # reported with its propagation
        return
    if not _same_number(entry, issued, where, apart):
        return
    if same_letter(entry, issued, issued.letter.dated.isoformat(), named=False):
        return
    at, letter = (place[1], entry.desk, entry.year, entry.number), issued.letter
    ours = place[0], letter.number, letter.dated, issued.part
    yield NumberCollision(*at, *ours, entry.letter_number)


def _same_number(
    entry: StandingEntry, issued: IssuedLetter, where: Jurisdiction, apart: _Apart
) -> bool:
    """Whether the two numbers run in one series.

    A register has each number once, so it is taken whatever letter code the row writes before it.
    """
    parts, of = where.paper.number_parts(issued.letter.number), (issued.office, entry.year)
    circular = parts is not None and parts.circular
    if entry.desk.endswith(CIRCULARS_APART) != circular and of in apart.circulars:
        return False
    printed, paper = issued.letter.number, where.paper
    keys = _without_zeros(paper.sent_keys(entry.letter_number, entry.number))
    ours = _without_zeros((paper.number_key(printed), *paper.sent_keys(printed, entry.number)))
    if not keys or not keys.isdisjoint(ours):
        return True
    theirs = where.paper.number_parts(entry.letter_number)
    if parts is None or theirs is None or of in apart.classes:
        return False
    return theirs.circular == circular


def _without_zeros(keys: Iterable[str]) -> set[str]:
    """Keys of numbers, those that an office fills up with zeros like the others."""
    return {_ZEROS.sub("", key) for key in keys}


def _numbering_apart(connection: Connection) -> set[tuple[str, int]]:
    """The offices and years in which circulars run apart, here or in an imported register."""
    entry, head = ImportedEntryRow, RegisterHeadRow
    here = select(head.office, head.year).distinct()
    here = here.where(head.book == Clock.LIVE.book, head.name.in_([CIRCULARS, ORDINARY]))
    here = here.where(head.last > 0)
    statement = select(entry.office, entry.year).distinct()
    statement = statement.where(_SENT, entry.desk.endswith(CIRCULARS_APART))
    found = (*connection.execute(statement), *connection.execute(here))
    return {(office, year) for office, year in found}


def _numbering_classes(connection: Connection) -> set[tuple[str, int]]:
    """The offices and years in which each classification code has a register here."""
    head = RegisterHeadRow
    statement = select(head.office, head.year).distinct()
    of = head.book == Clock.LIVE.book, head.name.startswith(class_register(None)), head.last > 0
    return {(office, year) for office, year in connection.execute(statement.where(*of))}


def _drawn(
    connection: Connection, office: str | None
) -> dict[tuple[str, int, int], list[tuple[str, str, int]]]:
    """The places of the letters that wian numbered, by who numbered them, year and number.

    Only of offices whose send register was imported, as a join row by row takes far longer.
    """
    letter, found = LetterRow, dict[tuple[str, int, int], list[tuple[str, str, int]]]()
    known = read_successions(connection)
    imported = select(ImportedEntryRow.office).where(_SENT)
    statement = select(
        *(letter.office, letter.register_year, letter.register_number),
        *(letter.issued_minute, letter.propagation, letter.office, letter.part),
    ).where(letter.source == Source.LIVE.value, letter.register_number.is_not(None))
    taken_over = [each.office for each in known]
    wanted = or_(
        letter.office.in_(imported) if office is None else letter.office == office,
        letter.office.in_(taken_over),
    )
    for whose, year, number, minute, *of in connection.execute(statement.where(wanted)):
        numbered = known.at(whose, minute) if taken_over else whose
        found.setdefault((numbered, year, number), []).append((of[0], of[1], of[2]))
    return found


@cache
def _letter() -> Select[Any]:
    """A letter's country and the values of ``LETTER_COLUMNS``."""
    letter = LetterRow
    return (
        select(PropagationRow.jurisdiction, *(getattr(letter, name) for name in LETTER_COLUMNS))
        .join(PropagationRow, PropagationRow.id == letter.propagation)
        .where(letter.propagation == bindparam("propagation"))
        .where(letter.office == bindparam("office"), letter.part == bindparam("part"))
    )
