"""Is a propagation still under way, or was it withdrawn or closed? As a transaction sees it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
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
    tuple_,
)
from sqlalchemy.orm import aliased

from wian.ledger.acts import Act, ActKind, Amended, Closed, Withdrawn
from wian.ledger.contents import ACT_COLUMNS, act_of
from wian.ledger.dialects import among, listed
from wian.ledger.life.growth import NO_GROWTH, Growth, growth_of_acts
from wian.ledger.life.returns import LetterReturn, returns_of_acts
from wian.ledger.tables import LIFE_ACTS, ActRow, PropagationRow
from wian.letters.directive import Window

LIFE_KINDS = frozenset(kind for kind in ActKind if f"'{kind.value}'" in LIFE_ACTS.text)
"""The kinds of the acts by which a life changes."""
ENDINGS = (ActKind.CLOSED, ActKind.WITHDRAWN)
"""The acts after which nothing is forwarded and nobody is reminded."""


@dataclass(frozen=True, slots=True)
class Life:
    """What became of a propagation after its first letter.

    Attributes:
        withdrawn: The act by which the origin withdrew it.
        closed: The act by which it was closed.
        amended: The acts by which the origin amended it, the first one first.
        growth: How its route has grown.
        returns: The letters that offices gave back.
    """

    withdrawn: Act | None = None
    closed: Act | None = None
    amended: tuple[Act, ...] = ()
    growth: Growth = NO_GROWTH
    returns: tuple[LetterReturn, ...] = ()

    @property
    def returned(self) -> frozenset[str]:
        """The offices that gave their letter back, where the sender does not insist."""
        return frozenset(each.act.office for each in self.returns if each.insisted is None)

    @property
    def ending(self) -> Act | None:
        """The act that ended it; a withdrawal goes before a closing. ``None`` while it goes on."""
        return self.withdrawn or self.closed

    @property
    def amendments(self) -> tuple[Amended, ...]:
        """What each amendment says, the first one first."""
        return tuple(act.body for act in self.amended if isinstance(act.body, Amended))

    def window(self, first: Window | None) -> Window | None:
        """The window in force: that of the last amendment that gives one, else the first one."""
        given = [each.changes.window for each in self.amendments if each.changes.window]
        return given[-1] if given else first

    def answer_day(self, level: str, first: date | None) -> date | None:
        """The last day in force for the answer of an office of ``level``; ``None``: none is asked.

        Args:
            level: The office's.
            first: The day that the directive gives.
        """
        day = first
        for each in self.amendments if first else ():
            day = day and each.changes.answer_day(level, day)
        return day


NO_CHANGE = Life()
"""Of a propagation that goes on as it began."""


def life_of(connection: Connection, propagation: str) -> Life:
    """What became of a propagation, as a transaction sees it."""
    rows = connection.execute(_of_one(), {"wanted": propagation})
    return life_of_acts([act_of(tuple(row)) for row in rows])


def lives_of(connection: Connection, propagations: Collection[str]) -> dict[str, Life]:
    """What became of those of some propagations whose life has changed."""
    found: dict[str, list[Act]] = {}
    bound = {"propagations": listed(connection, propagations)}
    for row in connection.execute(_of_some(connection.dialect.name), bound):
        found.setdefault(row[0], []).append(act_of(tuple(row)))
    return {propagation: life_of_acts(acts) for propagation, acts in found.items()}


def amended_windows(connection: Connection) -> dict[str, Window]:
    """The window in force of every propagation of which an amendment has changed it."""
    found: dict[str, Window] = {}
    for row in connection.execute(_acts(FEW.kind == ActKind.AMENDED.value)):
        body = act_of(tuple(row)).body
        if isinstance(body, Amended) and body.changes.window:
            found[row[0]] = body.changes.window
    return found


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


def life_of_acts(acts: Collection[Act]) -> Life:
    """What became of a propagation, by the acts that changed its life, in their order."""
    found: dict[type[Any], Act] = {type(act.body): act for act in acts}
    amended = tuple(act for act in acts if isinstance(act.body, Amended))
    growth = growth_of_acts(acts)
    returns = returns_of_acts(acts)
    return Life(found.get(Withdrawn), found.get(Closed), amended, growth, returns)


@cache
def _of_one() -> Select[Any]:
    return _acts(FEW.propagation == bindparam("wanted"))


@cache
def _of_some(dialect: str) -> Select[Any]:
    return _acts(among(dialect, FEW.propagation, "propagations"))


FEW = aliased(ActRow)
_KEY = ("propagation", "office", "kind", "key")


def _acts(*wanted: ColumnElement[bool]) -> Select[Any]:
    """The acts by which lives change; ``wanted`` speaks of ``FEW``."""
    columns = (getattr(ActRow, name) for name in ACT_COLUMNS)
    order = (ActRow.at_minute, ActRow.register_year, ActRow.register_number)
    return select(*columns).where(changes_life(*wanted)).order_by(*order)


def changes_life(*wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether an act is one by which a life changes; ``wanted`` speaks of ``FEW``.

    Their keys come from the small index of such acts alone. SQLite would else read every act of a
    propagation, by its key or as another index has them in the order of their moments.
    """
    keys = select(*(getattr(FEW, name) for name in _KEY)).where(LIFE_ACTS, *wanted)
    return tuple_(*(getattr(ActRow, name) for name in _KEY)).in_(keys)
