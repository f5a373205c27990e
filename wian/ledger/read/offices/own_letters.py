"""Which letters has an office issued, to how many, and how many of them have stamped?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select

from wian.ledger.contents import LETTER_COLUMNS, directive_of, letter_of
from wian.ledger.database import Ledger
from wian.ledger.dialects import among, listed
from wian.ledger.read.offices.hop_letters import letter_on_hop
from wian.ledger.records import Clock, IssuedLetter
from wian.ledger.tables import HopRow, LetterRow, PropagationRow, ReceptionRow
from wian.letters.directive import Directive


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A live letter that an office issued: to how many, and how many of them have stamped."""

    propagation: str
    directive: Directive
    letter: IssuedLetter
    recipients: int
    received: int


def issued_by(ledger: Ledger, office: str) -> list[tuple[str, int]]:
    """Propagation and part of an office's letters, the newest first, rehearsals among them."""
    with ledger.reading() as connection:
        rows = connection.execute(_issued_by(), {"office": office})
        return [(propagation, part) for propagation, part in rows]


def outgoing(
    ledger: Ledger, office: str, propagations: Collection[str] | None = None
) -> list[Outgoing]:
    """Every live letter that an office issued, the newest first; of some propagations only.

    Those of one propagation that went out together stand in the order of their numbers.
    """
    with ledger.reading() as connection:
        bound: dict[str, Any] = {"office": office}
        if propagations is not None:
            bound["propagations"] = listed(connection, propagations)
        dialect = connection.dialect.name
        rows = connection.execute(_outgoing(dialect, few=propagations is not None), bound).all()
    return [
        Outgoing(row[0], directive_of(row[-3]), letter_of(tuple(row[:-3])), row[-2], row[-1])
        for row in rows
    ]


# Statements are built once: that costs more than asking.


@cache
def _issued_by() -> Select[Any]:
    return (
        select(LetterRow.propagation, LetterRow.part)
        .where(LetterRow.office == bindparam("office"))
        .order_by(LetterRow.issued_minute.desc(), LetterRow.propagation, LetterRow.part)
    )


@cache
def _outgoing(dialect: str, *, few: bool) -> Select[Any]:
    """An office's letters, with their recipients counted, and those that have stamped."""
    sent = letter_on_hop(LetterRow)
    stamped = and_(
        ReceptionRow.propagation == HopRow.propagation,
        ReceptionRow.recipient == HopRow.recipient,
        ReceptionRow.position == 0,
    )
    recipients = select(func.count()).select_from(HopRow).where(sent)
    received = select(func.count()).select_from(HopRow).join(ReceptionRow, stamped).where(sent)
    statement = (
        select(
            *(getattr(LetterRow, name) for name in LETTER_COLUMNS),
            PropagationRow.directive,
            *(count.correlate(LetterRow).scalar_subquery() for count in (recipients, received)),
        )
        .join(PropagationRow, PropagationRow.id == LetterRow.propagation)
        .where(LetterRow.office == bindparam("office"), PropagationRow.clock == Clock.LIVE.value)
        .order_by(LetterRow.issued_minute.desc(), LetterRow.propagation, LetterRow.part)
    )
    wanted = among(dialect, LetterRow.propagation, "propagations")
    return statement.where(wanted) if few else statement
