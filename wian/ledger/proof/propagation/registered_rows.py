"""Which rows does a propagation have, and what did the registers enter under their numbers?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from wian.ledger.contents import HOP_COLUMNS, LETTER_COLUMNS, RECEPTION_COLUMNS
from wian.ledger.records import (
    APART,
    ELSEWHERE,
    RECEIPTS,
    SENT,
    Propagation,
    receipts,
)
from wian.ledger.tables import EntryRow, HopRow, LetterRow, ReceptionRow

_BATCH = 5000


def streamed(connection: Connection, statement: Select[Any]) -> Iterable[Any]:
    """The rows of a statement, some at a time: a propagation may have millions."""
    return connection.execute(statement, execution_options={"yield_per": _BATCH})


def sent_hops(propagation: Propagation) -> Select[Any]:
    """Hops, as ``HOP_COLUMNS``."""
    columns = (getattr(HopRow, name) for name in HOP_COLUMNS)
    return select(*columns).where(HopRow.propagation == propagation.id)


def registered_letters(propagation: Propagation) -> Select[Any]:
    """Letters, each with the digest stored beside it and the one in its register."""
    columns = (getattr(LetterRow, name) for name in LETTER_COLUMNS)
    return (
        select(*columns, LetterRow.content_digest, EntryRow.content_digest)
        .outerjoin(EntryRow, and_(EntryRow.name == SENT, *_letter_entry(propagation)))
        .where(LetterRow.propagation == propagation.id)
    )


def letters_apart(propagation: Propagation) -> Select[Any]:
    """The letters that are numbered apart from others, each with its entry's digest."""
    apart = EntryRow.name.startswith(APART)
    return (
        select(LetterRow.office, LetterRow.part, EntryRow.content_digest)
        .join(EntryRow, and_(apart, *_letter_entry(propagation)))
        .where(LetterRow.propagation == propagation.id)
    )


def letters_typed(propagation: Propagation) -> Select[Any]:
    """The letters that bear a number that was typed: digest, number and key of each."""
    return _typed(propagation, LetterRow, LetterRow.office, LetterRow.part)


def _letter_entry(propagation: Propagation) -> tuple[ColumnElement[bool], ...]:
    return (
        EntryRow.book == propagation.clock.book,
        EntryRow.office == LetterRow.office,
        EntryRow.year == LetterRow.register_year,
        EntryRow.number == LetterRow.register_number,
    )


def registered_receptions(propagation: Propagation) -> Select[Any]:
    """Receptions in the order of recipients and desks, with the same two digests."""
    own = EntryRow.name == literal(receipts("")).concat(ReceptionRow.desk)
    columns = (getattr(ReceptionRow, name) for name in RECEPTION_COLUMNS)
    return (
        select(*columns, ReceptionRow.content_digest, EntryRow.content_digest)
        .outerjoin(EntryRow, and_(own, *_receipt_entry(propagation)))
        .where(ReceptionRow.propagation == propagation.id)
        .order_by(ReceptionRow.recipient, ReceptionRow.position)
    )


def receptions_together(propagation: Propagation) -> Select[Any]:
    """The stamps that are numbered in one series of all desks, each with its entry's digest."""
    together = EntryRow.name == RECEIPTS
    return (
        select(ReceptionRow.recipient, ReceptionRow.position, EntryRow.content_digest)
        .join(EntryRow, and_(together, *_receipt_entry(propagation)))
        .where(ReceptionRow.propagation == propagation.id)
    )


def receptions_typed(propagation: Propagation) -> Select[Any]:
    """The stamps that bear a number that was typed: digest, number and key of each."""
    return _typed(propagation, ReceptionRow, ReceptionRow.recipient, ReceptionRow.position)


def _typed(
    propagation: Propagation,
    row: type[LetterRow | ReceptionRow],
    office: InstrumentedAttribute[str],
    place: InstrumentedAttribute[int],
) -> Select[Any]:
    """The rows of an office, each at its place there, that the register of typed numbers holds."""
    entry = and_(
        EntryRow.book == propagation.clock.book,
        EntryRow.office == office,
        EntryRow.name == ELSEWHERE,
        EntryRow.year == row.register_year,
        EntryRow.content_digest == row.content_digest,
    )
    return (
        select(office, place, EntryRow.content_digest, row.register_number, EntryRow.key)
        .join(EntryRow, entry)
        .where(row.propagation == propagation.id)
    )


def _receipt_entry(propagation: Propagation) -> tuple[ColumnElement[bool], ...]:
    return (
        EntryRow.book == propagation.clock.book,
        EntryRow.office == ReceptionRow.recipient,
        EntryRow.year == ReceptionRow.register_year,
        EntryRow.number == ReceptionRow.register_number,
    )
