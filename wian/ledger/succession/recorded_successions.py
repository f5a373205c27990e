"""The successions that a ledger holds, and what else an act has to know before it begins."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, exists, func, null, select

from wian.ledger.database import Ledger
from wian.ledger.life.growth import growth_count
from wian.ledger.succession.succession import NO_SUCCESSIONS, Successions, read_successions
from wian.ledger.succession.succession_row import SuccessionRow


class BeforeAct(NamedTuple):
    """What whoever acts in a propagation has to know first.

    Attributes:
        successions: Which offices took the place of others.
        growth_mark: By how many acts the route has grown.
        server_time: What the database server's clock says; ``None`` for a file, which has none.
    """

    successions: Successions
    growth_mark: int
    server_time: datetime | None


def successions(ledger: Ledger) -> Successions:
    """Which offices took the place of others, as it stands now."""
    with ledger.reading(once=True) as connection:
        return read_successions(connection)


def before_act(ledger: Ledger, propagation: str) -> BeforeAct:
    """What an act in a propagation has to know first, asked at once.

    Raises:
        LedgerError: The ledger cannot be asked.
    """
    with ledger.reading(once=True) as connection:
        bound = {"wanted": propagation}
        mark, any_, time = connection.execute(_before(connection.dialect.name), bound).one()
        known = read_successions(connection) if any_ else NO_SUCCESSIONS
    return BeforeAct(known, mark, time)


@cache
def _before(dialect: str) -> Select[Any]:
    any_ = exists(select(1).select_from(SuccessionRow))
    time = null() if dialect == "sqlite" else func.now()
    return select(growth_count().scalar_subquery(), any_, time)
