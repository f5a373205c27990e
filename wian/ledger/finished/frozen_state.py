"""Is a propagation frozen, and which ones are?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from wian.ledger.dialects import among, hold, listed, share
from wian.ledger.errors import FrozenPropagation
from wian.ledger.finished.frozen_table import FrozenRow


def is_frozen(connection: Connection, propagation: str) -> bool:
    """Whether the rows of a propagation stand in Parquet files."""
    return connection.scalar(_frozen(), {"wanted": propagation}) is not None


def refuse_frozen(connection: Connection, propagation: str) -> None:
    """Have nobody freeze a rehearsal until this transaction ends.

    Raises:
        FrozenPropagation: It is frozen already.
    """
    share(connection, _lock(propagation))
    if is_frozen(connection, propagation):
        raise FrozenPropagation(propagation)


def hold_rows(connection: Connection, propagation: str) -> None:
    """Have nobody write, freeze or thaw a rehearsal until this transaction ends."""
    hold(connection, _lock(propagation))


def frozen_among(connection: Connection, propagations: Iterable[str]) -> list[str]:
    """Those of some propagations that are frozen, in their order."""
    wanted = list(propagations)
    ids = among(connection.dialect.name, FrozenRow.propagation, "wanted")
    statement = select(FrozenRow.propagation).where(ids)
    found = frozenset(connection.scalars(statement, {"wanted": listed(connection, wanted)}))
    return [each for each in wanted if each in found] if found else []


def all_frozen(connection: Connection) -> list[str]:
    """Ids of all frozen propagations, sorted."""
    return list(connection.scalars(select(FrozenRow.propagation).order_by(FrozenRow.propagation)))


def frozen_hops(connection: Connection) -> dict[str, int]:
    """How many hops each frozen propagation has."""
    rows = connection.execute(select(FrozenRow.propagation, FrozenRow.hops))
    return dict(rows.tuples().all())


def _lock(propagation: str) -> str:
    return f"{propagation}|frozen"


@cache
def _frozen() -> Select[Any]:
    wanted = FrozenRow.propagation == bindparam("wanted")
    return select(FrozenRow.propagation).where(wanted)
