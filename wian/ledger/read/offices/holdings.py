"""What one office holds of a propagation: the letter sent to it, its stamps, its own letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, select
from sqlalchemy.orm import aliased

from wian.ledger.contents import (
    HOP_COLUMNS,
    LETTER_COLUMNS,
    RECEPTION_COLUMNS,
    hop_of,
    letter_of,
    reception_of,
)
from wian.ledger.read.offices.hop_letters import first_of_recipient, letter_on_hop
from wian.ledger.records import IssuedLetter, ReceivedHop, Reception
from wian.ledger.registers.rare_tables import RARE, rare_columns
from wian.ledger.tables import HopRow, LetterRow, ReceptionRow

_ENDS = (len(HOP_COLUMNS), len(HOP_COLUMNS) + len(LETTER_COLUMNS), -len(RECEPTION_COLUMNS))
"""Where the columns of the hop, of the letter received and of the own letter end."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What an office holds.

    Attributes:
        received: The hop that brought the letter, and the sender's letter.
        stamps: The office's stamps as they stand, in the order of its desks.
        own: The office's own first letter; ``None`` while it has not issued it.
    """

    received: ReceivedHop
    stamps: tuple[Reception, ...]
    own: IssuedLetter | None

    @property
    def ready(self) -> bool:
        """The office's last desk has stamped it."""
        return len(self.stamps) == self.received.hop.desks


def holding(
    connection: Connection,
    propagation: str,
    office: str,
    learn: Callable[[Sequence[Any]], None] = lambda _: None,
) -> Holding | None:
    """What an office holds of a propagation, asked at once; ``None``: nothing was sent to it.

    Args:
        connection: A connection with the transaction begun.
        propagation: Id of the propagation.
        office: Id of the office.
        learn: Told whether each of the rare tables holds anything, which is asked along.
    """
    bound = {"propagation": propagation, "office": office}
    asked = [tuple(row) for row in connection.execute(_holding(), bound)]
    if not asked:
        return None
    learn(asked[0][-len(RARE) :])
    rows = [row[: -len(RARE)] for row in asked]
    hop, sent, own, _ = _parts(rows[0])
    stamps = _stamps(rows)
    at = {stamp.position: stamp.at for stamp in stamps}
    brought = hop_of(hop)
    received = ReceivedHop(brought, letter_of(sent), at.get(0), at.get(brought.desks - 1))
    return Holding(received, stamps, letter_of(own) if own[0] is not None else None)


def _stamps(rows: Sequence[tuple[Any, ...]]) -> tuple[Reception, ...]:
    found = (_parts(row)[-1] for row in rows)
    return tuple(reception_of(stamp) for stamp in found if stamp[0] is not None)


def _parts(row: tuple[Any, ...]) -> tuple[tuple[Any, ...], ...]:
    hop, sent, own = _ENDS
    return row[:hop], row[hop:sent], row[sent:own], row[own:]


@cache
def _holding() -> Select[Any]:
    """A row a stamp, or one where there is none."""
    own, here = aliased(LetterRow), HopRow.propagation
    stamped = and_(ReceptionRow.propagation == here, ReceptionRow.recipient == HopRow.recipient)
    return (
        select(
            *(getattr(HopRow, name) for name in HOP_COLUMNS),
            *(getattr(LetterRow, name) for name in LETTER_COLUMNS),
            *(getattr(own, name) for name in LETTER_COLUMNS),
            *(getattr(ReceptionRow, name) for name in RECEPTION_COLUMNS),
            *rare_columns(),
        )
        .join(LetterRow, letter_on_hop(LetterRow))
        .outerjoin(own, first_of_recipient(own))
        .outerjoin(ReceptionRow, stamped)
        .where(here == bindparam("propagation"), HopRow.recipient == bindparam("office"))
        .order_by(ReceptionRow.position)
    )
