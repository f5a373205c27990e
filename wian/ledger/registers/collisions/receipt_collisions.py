"""Which receptions of an imported register have a number that wian gave to another reception?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, or_, select

from wian.delays.hop_record import Source
from wian.jurisdictions.column_words import RegisterKind
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.instant import Instant, Precision
from wian.kit.errors import WianError
from wian.ledger.contents import LETTER_COLUMNS, letter_of
from wian.ledger.read.kept_hierarchies import Snapshots
from wian.ledger.records import RECEIPTS, Clock
from wian.ledger.registers.collisions.corrected_entries import StandingEntry, standing_entries
from wian.ledger.registers.collisions.same_letter import same_letter
from wian.ledger.succession.succession import read_successions
from wian.ledger.tables import (
    HopRow,
    ImportedEntryRow,
    LetterRow,
    PropagationRow,
    ReceptionRow,
    RegisterHeadRow,
)

_RECEIVED = ImportedEntryRow.kind == RegisterKind.RECEIVE.value


class _Stamp(NamedTuple):
    """A reception that wian numbered: where, at which desk, and of whose letter."""

    propagation: str
    desk: str
    sender: str
    part: int


class ReceiptCollision(NamedTuple):
    """One receipt number, two letters: one imported, one that a desk stamped here.

    Attributes:
        office: Who received them.
        desk: The imported register: the desk that it is of.
        year: Register year.
        number: The number.
        propagation: Of the letter that was stamped here.
        stamped: The desk that stamped it.
        letter: The number of that letter, as printed.
        imported: Number of the letter in the imported register, as written there.
    """

    office: str
    desk: str
    year: int
    number: int
    propagation: str
    stamped: str
    letter: str
    imported: str = ""


def receipt_collisions(connection: Connection, office: str | None = None) -> list[ReceiptCollision]:
    """The collisions of all offices, or of one, by office, desk, year and number.

    The same letter may stand in both: then number, date and subject agree as far as the imported
    register names them, or it names none and the day agrees.
    """
    stamps = _stamps(connection, office)
    together = _numbering_together(connection) if stamps else set[tuple[str, int]]()
    found, offices = list[ReceiptCollision](), Snapshots(connection)
    for entry in standing_entries(connection, RegisterKind.RECEIVE, office) if stamps else ():
        for stamp, at in stamps.get((entry.office, entry.year, entry.number), ()):
            if stamp.desk == entry.desk or (entry.office, entry.year) in together:
                found += _collision(offices, entry, stamp, at)
    return found


def _collision(
    offices: Snapshots, entry: StandingEntry, stamp: _Stamp, at: int
) -> Iterator[ReceiptCollision]:
    """The collision of an entry with a stamp, if they are of two letters."""
    country, *values = offices.connection.execute(_letter(stamp)).one()
    try:
        where, issued = jurisdiction(country), letter_of(tuple(values))
    except (ValueError, WianError):  # reported with its propagation
        return
    key = where.paper.number_key
    numbers = {key(entry.letter_number), key(issued.letter.number)} if entry.letter_number else ()
    clock = where.clock_of(offices.office(stamp.propagation, entry.office))
    day = clock.date(Instant(at, Precision.MINUTE)).isoformat()
    named = bool(entry.letter_number)
    if len(numbers) > 1 or not same_letter(entry, issued, day, named=named):
        names = (stamp.propagation, stamp.desk, issued.letter.number, entry.letter_number)
        yield ReceiptCollision(entry.office, entry.desk, entry.year, entry.number, *names)


def _stamps(
    connection: Connection, office: str | None
) -> dict[tuple[str, int, int], list[tuple[_Stamp, int]]]:
    """Stamps that wian numbered, each with its minute, by office, year and number."""
    stamp, hop = ReceptionRow, HopRow
    imported = select(ImportedEntryRow.office).where(_RECEIVED)
    on = and_(stamp.propagation == hop.propagation, stamp.recipient == hop.recipient)
    known = read_successions(connection)
    taken_over = [each.office for each in known]
    wanted = or_(
        hop.recipient.in_(imported) if office is None else hop.recipient == office,
        hop.recipient.in_(taken_over),
    )
    statement = (
        select(
            stamp.recipient,
            stamp.register_year,
            stamp.register_number,
            stamp.propagation,
            stamp.desk,
            hop.sender,
            hop.part,
            stamp.at_minute,
        )
        .select_from(hop)
        .join(stamp, on)
        .where(wanted, stamp.source == Source.LIVE.value, stamp.register_number.is_not(None))
        .order_by(stamp.propagation, stamp.position)
    )
    found: dict[tuple[str, int, int], list[tuple[_Stamp, int]]] = defaultdict(list)
    for recipient, year, number, *of, at in connection.execute(statement):
        numbered = known.at(recipient, at) if taken_over else recipient
        found[numbered, year, number].append((_Stamp(*of), at))
    return dict(found)


def _numbering_together(connection: Connection) -> set[tuple[str, int]]:
    """The offices and years in which all desks number what they receive in one series."""
    head = RegisterHeadRow
    begun = select(head.office, head.year).where(
        head.book == Clock.LIVE.book, head.name == RECEIPTS, head.last > 0
    )
    return {(office, year) for office, year in connection.execute(begun)}


def _letter(stamp: _Stamp) -> Select[Any]:
    """The country and the letter that was stamped."""
    letter = LetterRow
    columns = (getattr(letter, name) for name in LETTER_COLUMNS)
    return (
        select(PropagationRow.jurisdiction, *columns)
        .join(PropagationRow, PropagationRow.id == letter.propagation)
        .where(
            letter.propagation == stamp.propagation,
            letter.office == stamp.sender,
            letter.part == stamp.part,
        )
    )
