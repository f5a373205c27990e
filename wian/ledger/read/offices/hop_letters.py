"""Which letter does a hop bring, and which one ends it? As conditions in SQL.

An office may have several letters in a propagation. A hop brings the one that ``part`` names, and
ends when its recipient issues its first letter.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_
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


def first_of_recipient(letter: _Letters) -> ColumnElement[bool]:
    """``letter`` is the first one of a hop's recipient."""
    return and_(
        letter.propagation == HopRow.propagation,
        letter.office == HopRow.recipient,
        letter.part == 0,
    )
