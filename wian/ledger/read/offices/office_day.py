"""What an office entered in its registers on one day, in all live propagations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import Act, ActKind
from wian.ledger.contents import ACT_COLUMNS, act_of
from wian.ledger.database import Ledger
from wian.ledger.life.upward.gathering_acts import ReportedUp, ReportStamped
from wian.ledger.life.upward.report_address import ReportAddress
from wian.ledger.lists.listed_row import REPORT_ACTS
from wian.ledger.records import Clock
from wian.ledger.tables import (
    ActRow,
    HopRow,
    LetterRow,
    PropagationRow,
    ReceptionRow,
)


@dataclass(frozen=True, slots=True)
class DayEntry:
    """One number that an office gave on a day.

    Attributes:
        propagation: Id of the propagation; of a report, its address.
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
        received = [_entry(*row) for row in connection.execute(_received(), bound)]
        issued = [_entry(*row) for row in connection.execute(_issued(), bound)]
        for propagation, *act in connection.execute(_reports(), bound):
            entry = _report_entry(propagation, act_of((propagation, *act)))
            (received if entry.desk else issued).append(entry)
    return OfficeDay(_in_time(received), _in_time(issued))


def _in_time(entries: Iterable[DayEntry]) -> tuple[DayEntry, ...]:
    """By time; those of one minute stay as they are."""
    return tuple(sorted(entries, key=lambda entry: entry.at.minute))


def _report_entry(propagation: str, act: Act) -> DayEntry:
    """A report that the office wrote, or the stamp of one of its desks on one that came."""
    body = act.body
    if isinstance(body, ReportStamped):
        address = ReportAddress(propagation, body.sender, body.report)
        return DayEntry(address.text, str(act.entry.number), act.at, body.desk)
    if not isinstance(body, ReportedUp):
        raise TypeError(f"act {act.key} of {act.office} is about no report")
    address = ReportAddress(propagation, act.office, act.key)
    return DayEntry(address.text, body.letter.number, act.at)


def _entry(propagation: str, number: str, minute: int, precision: str, desk: str = "") -> DayEntry:
    return DayEntry(propagation, number, Instant(minute, Precision(precision)), desk)


@cache
def _reports() -> Select[Any]:
    columns = (getattr(ActRow, name) for name in ACT_COLUMNS)
    kinds = (ActKind.REPORTED.value, ActKind.REPORT_STAMPED.value)
    minute, order = ActRow.at_minute, (ActRow.at_minute, ActRow.register_number)
    return (
        select(*columns)
        .where(
            REPORT_ACTS,
            ActRow.kind.in_(kinds),
            ActRow.office == bindparam("office"),
            minute >= bindparam("first"),
            minute < bindparam("end"),
        )
        .order_by(*order)
    )


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
