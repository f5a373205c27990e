"""The recipients of an office's letter: who has stamped, and who has forwarded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import aliased

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import ActKind
from wian.ledger.contents import ACT_COLUMNS, act_of
from wian.ledger.database import Ledger
from wian.ledger.read.corrections import moments_of
from wian.ledger.read.offices.hop_letters import first_of_recipient, sent_hop, sent_to
from wian.ledger.tables import ActRow, HopRow, LetterRow, ReceptionRow


@dataclass(frozen=True, slots=True)
class RecipientProgress:
    """An office that a letter was sent to.

    Attributes:
        office: Its id.
        forwards: It has to forward the letter.
        received: When its first desk stamped, with corrections applied; ``None`` until then.
        receipt_number: Under which number.
        ready: When its last desk stamped.
        own: Number of its own letter.
        issued: When it issued that.
    """

    office: str
    forwards: bool
    received: Instant | None
    receipt_number: str | None
    ready: Instant | None
    own: str | None
    issued: Instant | None


def recipients(
    ledger: Ledger, propagation: str, sender: str, part: int = 0
) -> list[RecipientProgress]:
    """The offices that one of the letters of ``sender`` went to, by their ids.

    Args:
        ledger: Where they stand.
        propagation: Of which propagation.
        sender: Whose letter.
        part: Which of them, from 0.
    """
    with ledger.reading() as connection:
        bound = {"propagation": propagation, "sender": sender, "part": part}
        corrected = [act_of(tuple(row)) for row in connection.execute(_corrections(), bound)]
        moments = moments_of(corrected)
        rows = connection.execute(_hops(), bound).all()
    return [_recipient(tuple(row), moments) for row in rows]


def _recipient(
    row: tuple[Any, ...], moments: Mapping[tuple[str, int], Instant]
) -> RecipientProgress:
    office, desks, forwards, number, *times, own = row
    received, ready, issued = (_instant(times[at], times[at + 1]) for at in (0, 2, 4))
    return RecipientProgress(
        office,
        forwards,
        moments.get((office, 0), received),
        number,
        moments.get((office, desks - 1), ready),
        own,
        issued,
    )


def _instant(minute: int | None, precision: str | None) -> Instant | None:
    if minute is None or precision is None:
        return None
    return Instant(minute, Precision(precision))


@cache
def _hops() -> Select[Any]:
    first, last = aliased(ReceptionRow), aliased(ReceptionRow)
    same = [
        and_(stamp.propagation == HopRow.propagation, stamp.recipient == HopRow.recipient)
        for stamp in (first, last)
    ]
    return (
        select(
            HopRow.recipient,
            HopRow.desks,
            HopRow.forwards,
            first.receipt_number,
            first.at_minute,
            first.at_precision,
            last.at_minute,
            last.at_precision,
            LetterRow.issued_minute,
            LetterRow.issued_precision,
            LetterRow.number,
        )
        .outerjoin(first, and_(same[0], first.position == 0))
        .outerjoin(last, and_(same[1], last.position == HopRow.desks - 1))
        .outerjoin(LetterRow, first_of_recipient(LetterRow))
        .where(
            sent_hop(bindparam("propagation"), bindparam("sender")),
            HopRow.part == bindparam("part"),
        )
        .order_by(HopRow.recipient)
    )


@cache
def _corrections() -> Select[Any]:
    """The corrections of the offices that ``sender`` wrote to, as recorded."""
    return (
        select(*(getattr(ActRow, name) for name in ACT_COLUMNS))
        .where(
            ActRow.propagation == bindparam("propagation"),
            ActRow.office.in_(sent_to(bindparam("propagation"), bindparam("sender"))),
            ActRow.kind == ActKind.CORRECTED.value,
        )
        .order_by(ActRow.office, ActRow.at_minute, ActRow.register_year, ActRow.register_number)
    )
