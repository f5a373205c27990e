"""What does an office that is about to act have to know of acts? Asked at once.

Those by which the propagation's life has changed, its own there, and the latest in its journal.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, literal, select, union_all

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import JOURNAL, Act
from wian.ledger.contents import ACT_COLUMNS, act_of
from wian.ledger.life.life import FEW, Life, changes_life, life_of_acts
from wian.ledger.read import facts
from wian.ledger.tables import ActRow

_LIFE, _OWN, _LATEST = range(3)


class OfficeActs(NamedTuple):
    """The acts that an office has to know of.

    Attributes:
        life: What became of the propagation.
        own: What the office did in it, in the order of the numbers.
        latest: When the last act of each year's journal was entered; without those that hold
            none, or one that was done in another's place.
    """

    life: Life
    own: tuple[Act, ...]
    latest: dict[int, Instant]


def office_acts(  # noqa: PLR0913, PLR0917 - who acts, where, and in which journals
    connection: Connection,
    propagation: str,
    office: str,
    book: str,
    keeper: str,
    years: Sequence[int],
) -> OfficeActs:
    """What an office has to know of acts.

    Args:
        connection: A connection with the transaction begun.
        propagation: Id of the propagation.
        office: Whose acts.
        book: In whose set of registers.
        keeper: The office whose journal it is.
        years: Of which years.
    """
    bound: dict[str, Any] = {
        "propagation": propagation,
        "office": office,
        "book": book,
        "keeper": keeper,
        "register": JOURNAL,
    }
    bound |= {f"year{at}": year for at, year in enumerate(years)}
    found: dict[int, list[Act]] = {}
    for what, *row in connection.execute(_asked(connection.dialect.name, len(years)), bound):
        found.setdefault(what, []).append(act_of(tuple(row)))
    for acts in found.values():
        acts.sort(key=lambda act: (act.at.minute, act.entry))
    latest = {
        year: Instant(act.at.minute, Precision.MINUTE)
        for at, year in enumerate(years)
        for act in found.get(_LATEST + at, ())
    }
    life = life_of_acts(found.get(_LIFE, []))
    return OfficeActs(life, tuple(found.get(_OWN, ())), latest)


@cache
def _asked(dialect: str, years: int) -> Any:
    here = ActRow.propagation == bindparam("propagation")
    last = (
        _acts(_LATEST + at).where(*facts.is_last_act(dialect, "keeper", f"year{at}"))
        for at in range(years)
    )
    own = _acts(_OWN).where(here, ActRow.office == bindparam("office"))
    life = _acts(_LIFE).where(changes_life(FEW.propagation == bindparam("propagation")))
    return union_all(life, own, *last)


def _acts(what: int) -> Select[Any]:
    return select(literal(what), *(getattr(ActRow, name) for name in ACT_COLUMNS))
