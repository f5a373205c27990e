"""What the ledger holds of each office that a letter passed on its way down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, literal, select

from wian.ledger.acts import ActKind
from wian.ledger.contents import ACT_COLUMNS, act_of
from wian.ledger.database import Ledger
from wian.ledger.dialects import among, listed
from wian.ledger.read import facts
from wian.ledger.read.corrections import as_corrected, moments_of
from wian.ledger.records import IssuedLetter, Reception
from wian.ledger.tables import ActRow, HopRow


@dataclass(frozen=True, slots=True)
class Passage:
    """What the ledger holds of one office on the way: its stamps, and its own letter."""

    office: str
    stamps: tuple[Reception, ...]
    own: IssuedLetter | None


def way_down(ledger: Ledger, propagation: str, office: str) -> list[str]:
    """The offices that a letter went through down to an office, the origin first, itself last."""
    bound = {"propagation": propagation, "office": office}
    with ledger.reading() as connection:
        hops = sorted(tuple(row) for row in connection.execute(_way(), bound))
    above = [sender for _, sender in reversed(hops)]
    return [*above, office]


def passages(ledger: Ledger, propagation: str, offices: Sequence[str]) -> list[Passage]:
    """Each of some offices on its way, in the order given; its stamps with the moments meant."""
    with ledger.reading() as connection:
        own = facts.letters(connection, propagation, offices)
        stamps = facts.receptions(connection, propagation, offices)
        statement = _corrections(connection.dialect.name)
        bound = {"propagation": propagation, "offices": listed(connection, offices)}
        acts = [act_of(tuple(row)) for row in connection.execute(statement, bound)]
    moments = moments_of(acts)
    return [
        Passage(office, as_corrected(stamps[office], moments), own.get(office))
        for office in offices
    ]


@cache
def _way() -> Select[Any]:
    """How far above an office each hop is that led to it, and who sent it."""
    last = (
        select(literal(0).label("above"), HopRow.sender.label("sender"))
        .where(
            HopRow.propagation == bindparam("propagation"), HopRow.recipient == bindparam("office")
        )
        .cte("way", recursive=True)
    )
    before = and_(HopRow.propagation == bindparam("propagation"), HopRow.recipient == last.c.sender)
    way = last.union_all(select(last.c.above + 1, HopRow.sender).join(last, before))
    return select(way.c.above, way.c.sender)


@cache
def _corrections(dialect: str) -> Select[Any]:
    return (
        select(*(getattr(ActRow, name) for name in ACT_COLUMNS))
        .where(
            ActRow.propagation == bindparam("propagation"),
            among(dialect, ActRow.office, "offices"),
            ActRow.kind == ActKind.CORRECTED.value,
        )
        .order_by(ActRow.office, ActRow.at_minute, ActRow.register_year, ActRow.register_number)
    )
