"""Which letter does a hop bring, and which one ends it? As conditions in SQL.

An office may have several letters in a propagation. A hop brings the one that ``part`` names, and
ends when its recipient issues its first letter.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import aliased
from sqlalchemy.orm.util import AliasedClass

from wian.ledger.tables import HopRow, LetterRow

_Letters = type[LetterRow] | AliasedClass[LetterRow]


def letter_on_hop(letter: _Letters) -> ColumnElement[bool]:
    """``letter`` is the one that a hop brings."""
    return and_(
        letter.propagation == HopRow.propagation,
        letter.office == HopRow.sender,
        letter.part == HopRow.part,
    )


def sent_to(propagation: Any, sender: Any) -> Select[Any]:
    """Whom an office wrote to in a propagation, from the index by sender alone.

    Asked for all else of these hops at once, SQLite takes the key that begins with the
    propagation, and reads every hop of it for the few that the office sent.
    """
    hop = aliased(HopRow)
    return select(hop.recipient).where(hop.propagation == propagation, hop.sender == sender)


def sent_hop(propagation: Any, sender: Any) -> ColumnElement[bool]:
    """A hop is one of those that an office sent in a propagation."""
    those = HopRow.recipient.in_(sent_to(propagation, sender))
    return and_(HopRow.propagation == propagation, those)


def first_of_recipient(letter: _Letters) -> ColumnElement[bool]:
    """``letter`` is the first one of a hop's recipient."""
    return and_(
        letter.propagation == HopRow.propagation,
        letter.office == HopRow.recipient,
        letter.part == 0,
    )
