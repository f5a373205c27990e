"""What an office entered in its registers on one day, in all live propagations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger
from wian.ledger.records import Clock
from wian.ledger.tables import HopRow, LetterRow, PropagationRow, ReceptionRow


@dataclass(frozen=True, slots=True)
class DayEntry:
    """One number that an office gave on a day.

    Attributes:
        propagation: Id of the propagation.
        number: The receipt number, or the letter's.
        at: The moment that stands in the register, before any correction.
        desk: The desk that stamped; empty for a letter that was issued.
    """

    propagation: str
    number: str
    at: Instant
    desk: str = ""


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """An office's entries of one day, each list in the order of time."""

    received: tuple[DayEntry, ...]
    issued: tuple[DayEntry, ...]


def office_day(ledger: Ledger, office: str, first: Instant, end: Instant) -> OfficeDay:
    """What an office received and issued from one moment to before another.

    Args:
        ledger: Where it stands.
        office: Id of the office.
        first: The day's first minute.
        end: The next day's.
    """
    bound = {"office": office, "first": first.minute, "end": end.minute}
    with ledger.reading() as connection:
        return OfficeDay(
            tuple(_entry(*row) for row in connection.execute(_received(), bound)),
            tuple(_entry(*row) for row in connection.execute(_issued(), bound)),
        )


def _entry(propagation: str, number: str, minute: int, precision: str, desk: str = "") -> DayEntry:
    return DayEntry(propagation, number, Instant(minute, Precision(precision)), desk)


@cache
def _received() -> Select[Any]:
    hop = and_(
        HopRow.propagation == ReceptionRow.propagation, HopRow.recipient == ReceptionRow.recipient
    )
    statement = (
        select(
            ReceptionRow.propagation,
            ReceptionRow.receipt_number,
            ReceptionRow.at_minute,
            ReceptionRow.at_precision,
            ReceptionRow.desk,
        )
        .join(HopRow, hop)
        .join(PropagationRow, PropagationRow.id == ReceptionRow.propagation)
        .order_by(ReceptionRow.at_minute, ReceptionRow.register_number, ReceptionRow.propagation)
    )
    return _of_the_day(statement, HopRow.recipient, ReceptionRow.at_minute)


@cache
def _issued() -> Select[Any]:
    statement = (
        select(
            LetterRow.propagation,
            LetterRow.number,
            LetterRow.issued_minute,
            LetterRow.issued_precision,
        )
        .join(PropagationRow, PropagationRow.id == LetterRow.propagation)
        .order_by(LetterRow.issued_minute, LetterRow.register_number, LetterRow.propagation)
    )
    return _of_the_day(statement, LetterRow.office, LetterRow.issued_minute)


def _of_the_day(
    statement: Select[Any], office: InstrumentedAttribute[str], minute: InstrumentedAttribute[int]
) -> Select[Any]:
    return statement.where(
        office == bindparam("office"),
        PropagationRow.clock == Clock.LIVE.value,
        minute >= bindparam("first"),
        minute < bindparam("end"),
    )
