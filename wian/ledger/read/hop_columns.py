"""The hops of propagations as columns, for reports on very many of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from wian.kit.gc_pause import uncollected
from wian.ledger.acts import ActKind
from wian.ledger.database import Ledger
from wian.ledger.read.corrections import Moments, corrected_moments
from wian.ledger.tables import ActRow, HopRow, LetterRow, ReceptionRow

Columns = Mapping[str, Sequence[Any]]
_HOPS = (
    *("propagation", "recipient", "sender", "wave", "channel"),
    *("desks", "addressed", "forwards", "source"),
)
_LETTERS = ("propagation", "office", "number", "issued_minute", "issued_precision")
_STAMPS = ("propagation", "recipient", "position", "receipt_number", "at_minute", "at_precision")

_NUMBERS = ("number", "receipt_number")


@dataclass(frozen=True, slots=True)
class HopColumnsRead:
    """What a ledger holds of the hops of some propagations, as it stood at one moment.

    Attributes:
        hops: Columns of the hops; truths may be 0 and 1.
        letters: Columns of their letters.
        stamps: Columns of their receptions.
        corrected: What corrected stamps mean, by propagation.
    """

    hops: Columns
    letters: Columns
    stamps: Columns
    corrected: Mapping[str, Moments]


def hop_columns(
    ledger: Ledger, propagations: Sequence[str], *, numbers: bool = False
) -> HopColumnsRead:
    """The hops of some propagations; of ids that are not recorded, none.

    Args:
        ledger: Where they are recorded.
        propagations: A few ids: all of their rows are held at once.
        numbers: Read the numbers of letters and receptions, too.
    """
    letters, stamps = ([n for n in t if numbers or n not in _NUMBERS] for t in (_LETTERS, _STAMPS))
    with ledger.reading() as connection:
        acts = select(ActRow.propagation).distinct()
        corrected = acts.where(
            ActRow.propagation.in_(propagations), ActRow.kind == ActKind.CORRECTED.value
        )
        named = connection.scalars(corrected).all()
        return HopColumnsRead(
            _columns(connection, HopRow, _HOPS, propagations),
            _columns(connection, LetterRow, letters, propagations),
            _columns(connection, ReceptionRow, stamps, propagations),
            {each: corrected_moments(connection, each) for each in named},
        )


def _columns(
    connection: Connection, table: Any, names: Sequence[str], propagations: Sequence[str]
) -> Columns:
    statement: Select[Any] = select(*(getattr(table, name) for name in names))
    found = connection.execute(statement.where(table.propagation.in_(propagations)))
    cursor = found.cursor
    if cursor is None:
        raise AssertionError("a question has an answer")
    with uncollected():
        columns = list(zip(*cursor.fetchall(), strict=True))  # SQLAlchemy's own rows are dear
    found.close()
    return dict(zip(names, columns or [()] * len(names), strict=True))
