"""Which offices may write now: their last desk has stamped, and they have still to write?"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, select

from wian.ledger.database import Ledger
from wian.ledger.life.life import life_of
from wian.ledger.read import facts
from wian.ledger.read.offices.hop_letters import first_of_recipient
from wian.ledger.read.offices.owed_hops import still_owed
from wian.ledger.tables import HopRow, LetterRow, ReceptionRow


def ready_to_issue(ledger: Ledger, propagation: str) -> frozenset[str]:
    """The offices whose last desk has stamped, and which have still to write to others."""
    with ledger.reading() as connection:
        found = frozenset(connection.scalars(_ready(), {"propagation": propagation}))
        growth = life_of(connection, propagation).growth
        if not growth:
            return found
        received = facts.received(connection, propagation, growth.senders)
        return found | {
            office
            for office, letter in received.items()
            if letter.ready and still_owed(connection, propagation, office, growth)
        }


@cache
def _ready() -> Select[Any]:
    own = exists().where(first_of_recipient(LetterRow))
    last = and_(
        ReceptionRow.propagation == HopRow.propagation,
        ReceptionRow.recipient == HopRow.recipient,
        ReceptionRow.position == HopRow.desks - 1,
    )
    return (
        select(HopRow.recipient)
        .join(ReceptionRow, last)
        .where(HopRow.propagation == bindparam("propagation"), HopRow.forwards, ~own)
    )
