"""Which letters has an office issued, to how many, and how many of them have stamped?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from wian.ledger.acts import ActKind
from wian.ledger.contents import LETTER_COLUMNS, directive_of, letter_of
from wian.ledger.database import Ledger
from wian.ledger.dialects import among, listed
from wian.ledger.records import Clock, IssuedLetter
from wian.ledger.tables import (
    LIFE_ACTS,
    ActRow,
    HopRow,
    LetterRow,
    PropagationRow,
    ReceptionRow,
)
from wian.letters.directive import Directive


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A live letter that an office issued: to how many, and how many of them have stamped."""

    propagation: str
    directive: Directive
    letter: IssuedLetter
    recipients: int
    received: int


def returned_among(ledger: Ledger, office: str) -> frozenset[str]:
    """The propagations of an office's letters of which somebody gave one back."""
    with ledger.reading() as connection:
        return frozenset(connection.scalars(_returned_among(), {"office": office}))


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
def _returned_among() -> Select[Any]:
    """Acts that change lives are few, and have an index: the office's letters need not be read."""
    wrote = exists().where(
        LetterRow.propagation == ActRow.propagation, LetterRow.office == bindparam("office")
    )
    returned = ActRow.kind == ActKind.RETURNED.value
    return select(ActRow.propagation).where(LIFE_ACTS, returned, wrote)


@cache
def _outgoing(dialect: str, *, few: bool) -> Select[Any]:
    """An office's letters, with their recipients counted, and those that have stamped."""
    own = aliased(HopRow)  # found by the index alone, as in `sent_to`
    same = and_(own.propagation == HopRow.propagation, own.recipient == HopRow.recipient)
    sent = (
        own.propagation == LetterRow.propagation,
        own.sender == LetterRow.office,
        HopRow.part == LetterRow.part,
    )
    stamped = and_(
        ReceptionRow.propagation == HopRow.propagation,
        ReceptionRow.recipient == HopRow.recipient,
        ReceptionRow.position == 0,
    )
    recipients = select(func.count()).select_from(own).join(HopRow, same).where(*sent)
    received = recipients.join(ReceptionRow, stamped)
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
