"""Is a propagation still under way, or was it withdrawn or closed? As a transaction sees it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Exists,
    ScalarSelect,
    Select,
    TextClause,
    bindparam,
    exists,
    func,
    select,
)

from wian.ledger.acts import Act, ActKind, Closed, Withdrawn
from wian.ledger.contents import ACT_COLUMNS, act_of
from wian.ledger.dialects import among, listed
from wian.ledger.tables import LIFE_ACTS, ActRow, PropagationRow

ENDINGS = (ActKind.CLOSED, ActKind.WITHDRAWN)
"""The acts after which nothing is forwarded and nobody is reminded."""


@dataclass(frozen=True, slots=True)
class Life:
    """What became of a propagation after its first letter.

    Attributes:
        withdrawn: The act by which the origin withdrew it.
        closed: The act by which it was closed.
    """

    withdrawn: Act | None = None
    closed: Act | None = None

    @property
    def ending(self) -> Act | None:
        """The act that ended it; a withdrawal goes before a closing. ``None`` while it goes on."""
        return self.withdrawn or self.closed


NO_CHANGE = Life()
"""Of a propagation that goes on as it began."""


def life_of(connection: Connection, propagation: str) -> Life:
    """What became of a propagation, as a transaction sees it."""
    rows = connection.execute(_of_one(), {"wanted": propagation})
    return _life([act_of(tuple(row)) for row in rows])


def lives_of(connection: Connection, propagations: Collection[str]) -> dict[str, Life]:
    """What became of those of some propagations whose life has changed."""
    found: dict[str, list[Act]] = {}
    bound = {"propagations": listed(connection, propagations)}
    for row in connection.execute(_of_some(connection.dialect.name), bound):
        found.setdefault(row[0], []).append(act_of(tuple(row)))
    return {propagation: _life(acts) for propagation, acts in found.items()}


def ended() -> Exists:
    """Whether a propagation of the outer question has ended: two probes of a small index."""
    return exists().where(*_ending())


def ended_minute() -> ScalarSelect[int | None]:
    """When a propagation of the outer question ended; null while it goes on."""
    first = select(func.min(ActRow.at_minute))
    return first.where(*_ending()).correlate(PropagationRow).scalar_subquery()


def _ending() -> tuple[ColumnElement[bool] | TextClause, ...]:
    ends = ActRow.kind.in_([each.value for each in ENDINGS])
    return ActRow.propagation == PropagationRow.id, LIFE_ACTS, ends


def _life(acts: Collection[Act]) -> Life:
    found: dict[type[Any], Act] = {type(act.body): act for act in acts}
    return Life(found.get(Withdrawn), found.get(Closed))


@cache
def _of_one() -> Select[Any]:
    return _acts().where(ActRow.propagation == bindparam("wanted"))


@cache
def _of_some(dialect: str) -> Select[Any]:
    return _acts().where(among(dialect, ActRow.propagation, "propagations"))


def _acts() -> Select[Any]:
    columns = (getattr(ActRow, name) for name in ACT_COLUMNS)
    order = (ActRow.at_minute, ActRow.register_year, ActRow.register_number)
    return select(*columns).where(LIFE_ACTS).order_by(*order)
