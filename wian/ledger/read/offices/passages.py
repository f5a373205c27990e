"""What the ledger holds of each office that a letter passed on its way down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, literal, select

from wian.delays.rests import Rest
from wian.ledger.acts import ActKind
from wian.ledger.contents import ACT_COLUMNS, act_of
from wian.ledger.database import Ledger
from wian.ledger.dialects import among, listed
from wian.ledger.life.suspensions import KINDS, rests_of
from wian.ledger.read import facts
from wian.ledger.read.corrections import as_corrected, moments_of
from wian.ledger.records import IssuedLetter, Reception
from wian.ledger.tables import ActRow, HopRow


@dataclass(frozen=True, slots=True)
class Passage:
    """What the ledger holds of one office on the way.

    Attributes:
        office: Its id.
        stamps: Its stamps, with the moments meant.
        own: Its letter that went on; ``None`` while there is none.
        rests: When its clock rested.
    """

    office: str
    stamps: tuple[Reception, ...]
    own: IssuedLetter | None
    rests: tuple[Rest, ...] = ()


def way_down(ledger: Ledger, propagation: str, office: str) -> list[tuple[str, int]]:
    """The offices that a letter went through down to an office, the origin first, itself last.

    Each with the part of its letter that went on towards the office; of its own the first.
    """
    bound = {"propagation": propagation, "office": office}
    with ledger.reading() as connection:
        hops = sorted(tuple(row) for row in connection.execute(_way(), bound))
    above = [(sender, part) for _, sender, part in reversed(hops)]
    return [*above, (office, 0)]


def passages(ledger: Ledger, propagation: str, way: Sequence[tuple[str, int]]) -> list[Passage]:
    """Each office of a way that :func:`way_down` found; its stamps with the moments meant."""
    offices = [office for office, _ in way]
    with ledger.reading() as connection:
        letters = facts.letters(connection, propagation, offices)
        stamps = facts.receptions(connection, propagation, offices)
        statement = _corrections(connection.dialect.name)
        bound = {"propagation": propagation, "offices": listed(connection, offices)}
        acts = [act_of(tuple(row)) for row in connection.execute(statement, bound)]
    moments, rests = moments_of(acts), rests_of(acts)
    own = {(letter.office, letter.part): letter for letter in letters}
    return [
        Passage(
            office,
            as_corrected(stamps[office], moments),
            own.get((office, part)),
            rests.get(office, ()),
        )
        for office, part in way
    ]


@cache
def _way() -> Select[Any]:
    """How far above an office each hop is that led to it, who sent it, and with which letter."""
    last = (
        select(literal(0).label("above"), HopRow.sender.label("sender"), HopRow.part.label("part"))
        .where(
            HopRow.propagation == bindparam("propagation"), HopRow.recipient == bindparam("office")
        )
        .cte("way", recursive=True)
    )
    before = and_(HopRow.propagation == bindparam("propagation"), HopRow.recipient == last.c.sender)
    further = select(last.c.above + 1, HopRow.sender, HopRow.part).join(last, before)
    way = last.union_all(further)
    return select(way.c.above, way.c.sender, way.c.part)


@cache
def _corrections(dialect: str) -> Select[Any]:
    return (
        select(*(getattr(ActRow, name) for name in ACT_COLUMNS))
        .where(
            ActRow.propagation == bindparam("propagation"),
            among(dialect, ActRow.office, "offices"),
            ActRow.kind.in_([ActKind.CORRECTED.value, *KINDS]),
        )
        .order_by(ActRow.office, ActRow.at_minute, ActRow.register_year, ActRow.register_number)
    )
