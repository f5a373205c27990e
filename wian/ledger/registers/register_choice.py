"""From which of an office's registers is a number drawn?

An office says whether its circulars run apart from its other letters, or each classification code
from the others, and whether its desks number what they receive together. The first number of a
register year decides: what was begun goes on until the year is over, so that whatever the office
says meanwhile, no number comes twice.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, select

from wian.jurisdictions.jurisdiction import NumberSeries
from wian.ledger.records import (
    APART,
    CIRCULARS,
    ORDINARY,
    RECEIPTS,
    SENT,
    Clock,
    NamedRegister,
    Reception,
    class_register,
    receipts,
)
from wian.ledger.tables import EntryRow
from wian.ledger.write.register_numbers import Registers


class OfficeYear(NamedTuple):
    """An office's registers of a year.

    Attributes:
        office: Whose they are.
        year: Register year.
        series: In which series the office says that it numbers.
        classification: What the letters that are meant are classified as.
    """

    office: str
    year: int
    series: NumberSeries
    classification: str | None = None


def send_register(registers: Registers, of: OfficeYear, *, circular: bool) -> str:
    """The name of the register that numbers a letter; locked with what decides it.

    In a rehearsal only the office decides it. Drawing locks the registers of all letters at once.

    Args:
        registers: The registers of the transaction.
        of: Whose register, of which year.
        circular: The letter goes to several recipients.
    """
    series = _series_of_letters(registers, of)
    if not (series.circulars_apart or series.classes_apart):
        return SENT
    name = register_apart(of._replace(series=series), circular=circular)
    if registers.book == Clock.LIVE.book:
        registers.lock([(of.office, name, of.year)])
    return name


def register_apart(of: OfficeYear, *, circular: bool) -> str:
    """The name of the register that numbers a letter where letters run in several series."""
    if of.series.classes_apart:
        return class_register(of.classification)
    return CIRCULARS if circular else ORDINARY


def receive_register(registers: Registers, of: OfficeYear, desk: str) -> str:
    """The name of the register that numbers what a desk receives; locked with what decides it."""
    return RECEIPTS if _runs_together(registers, of, desk) else receipts(desk)


def register_meant(connection: Connection, of: OfficeYear, kind: NamedRegister, desk: str) -> str:
    """The name of the register that people mean, as long as the transaction lasts.

    Args:
        connection: A connection with a write transaction begun.
        of: Whose register, of which year.
        kind: What they call it.
        desk: The desk, for the register of what was received.
    """
    registers = Registers(connection, Clock.LIVE.book)
    if kind is NamedRegister.RECEIVE:
        return receive_register(registers, of, desk)
    return send_register(registers, of, circular=kind is NamedRegister.CIRCULARS)


def stamp_register(connection: Connection, book: str, stamp: Reception) -> str:
    """The name of the register that numbers a stamp.

    Args:
        connection: The ledger.
        book: The book of its propagation.
        stamp: A stamp that stands in the ledger.
    """
    if stamp.entry is not None:
        entry, (year, _) = EntryRow, stamp.entry
        place = (entry.book == book, entry.office == stamp.recipient, entry.name == RECEIPTS)
        begun = select(entry.number).where(*place, entry.year == year).limit(1)
        if connection.scalar(begun) is not None:
            return RECEIPTS
    return receipts(stamp.desk)


def _series_of_letters(registers: Registers, of: OfficeYear) -> NumberSeries:
    """In which series letters run: the head of the one series is held while that is asked."""
    office, year, series = of[:3]
    if registers.book != Clock.LIVE.book:
        return series
    registers.lock([(office, SENT, year)])
    if registers.begun((office, SENT, year)):
        return series._replace(circulars_apart=False, classes_apart=False)
    if series.circulars_apart or not registers.any_begun(office, year, [APART]):
        return series
    classes = registers.any_begun(office, year, [class_register(None)])
    return series._replace(circulars_apart=not classes, classes_apart=classes)


def _runs_together(registers: Registers, of: OfficeYear, desk: str) -> bool:
    """Whether all desks number together: that register's head is held while it is not decided."""
    office, year, (_, together, _) = of[:3]
    own, common = (office, receipts(desk), year), (office, RECEIPTS, year)
    if registers.book != Clock.LIVE.book:
        return together
    if not together:
        registers.lock([own])
        if registers.begun(own):
            return False
    registers.lock([common])
    if registers.begun(common):
        return True
    return together and not registers.any_begun(office, year, [receipts("")])
