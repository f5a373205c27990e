"""Which live directives has an office a part in: it wrote a letter of them, or was sent one?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select

from wian.ledger.contents import directive_of
from wian.ledger.database import Ledger
from wian.ledger.life.life import ended
from wian.ledger.read import facts
from wian.ledger.records import Clock
from wian.ledger.tables import HopRow, LetterRow, PropagationRow
from wian.letters.directive import Directive


@dataclass(frozen=True, slots=True)
class OwnDirective:
    """A live directive that an office has a part in.

    Attributes:
        propagation: Id of its propagation.
        directive: What is sent down.
        created_minute: When it was sent, in minutes since 1970-01-01T00:00Z.
    """

    propagation: str
    directive: Directive
    created_minute: int


def own_directives(
    ledger: Ledger, office: str, *, over: bool = False, first: int = 0, most: int = 50
) -> tuple[list[OwnDirective], int]:
    """Some of an office's live directives, the newest first, and how many there are.

    Args:
        ledger: Where they stand.
        office: Id of the office.
        over: Those that have ended, instead of those under way.
        first: From which on, from 0.
        most: How many.
    """
    bound = {"office": office, "first": first, "most": most}
    with ledger.reading() as connection:
        rows = connection.execute(_own(over=over), bound).all()
        total = connection.scalar(_counted(over=over), {"office": office})
    return [OwnDirective(row[0], directive_of(row[1]), row[2]) for row in rows], total or 0


def _mine(*, over: bool) -> tuple[Any, ...]:
    wrote = select(LetterRow.propagation).where(LetterRow.office == bindparam("office"))
    was_sent = select(HopRow.propagation).where(HopRow.recipient == bindparam("office"))
    own = or_(PropagationRow.id.in_(wrote), PropagationRow.id.in_(was_sent))
    return PropagationRow.clock == Clock.LIVE.value, own, ended() if over else ~ended()


# Statements are built once: that costs more than asking.


@cache
def _own(*, over: bool) -> Select[Any]:
    columns = (PropagationRow.id, PropagationRow.directive, PropagationRow.created_minute)
    return (
        select(*columns)
        .where(*_mine(over=over))
        .order_by(*facts.LATEST_FIRST)
        .offset(bindparam("first"))
        .limit(bindparam("most"))
    )


@cache
def _counted(*, over: bool) -> Select[Any]:
    return select(func.count()).select_from(PropagationRow).where(*_mine(over=over))
