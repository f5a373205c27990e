"""When did the clock of an office rest while it waited for another, and does it rest now?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from wian.delays.rests import GOES_ON, Rest
from wian.ledger.acts import Act, ActKind, Resumed, Suspended
from wian.ledger.contents import ACT_COLUMNS, act_of
from wian.ledger.dialects import among, listed
from wian.ledger.read import facts
from wian.ledger.tables import ActRow, HopRow

KINDS = (ActKind.SUSPENDED, ActKind.RESUMED)
"""The acts that suspensions are made of."""
_KINDS = [kind.value for kind in KINDS]
RestsByOffice = Mapping[str, tuple[Rest, ...]]
"""When the clock of each office rested; without those whose clocks never did."""


@dataclass(frozen=True, slots=True)
class Suspension:
    """A time in which an office's clock rests, as it was entered.

    Attributes:
        begun: The act that begins it.
        body: What that act says.
        ended: The act that ends it; ``None`` where none does. An office's own letter ends it, too.
    """

    begun: Act
    body: Suspended
    ended: Act | None = None


def suspensions_of(acts: Iterable[Act]) -> list[Suspension]:
    """The suspensions among acts, each with what ended it, by office and number.

    A successor's journal may have a later one under a lower number than the office before it had.
    """
    known = sorted(acts, key=lambda act: (act.office, len(act.key), act.key))
    ends = {(act.office, act.key): act for act in known if isinstance(act.body, Resumed)}
    return [
        Suspension(act, act.body, ends.get((act.office, act.key)))
        for act in known
        if isinstance(act.body, Suspended)
    ]


def last_suspension(acts: Iterable[Act]) -> Suspension | None:
    """The latest suspension among the acts of one office; ``None``: its clock has never rested."""
    found = suspensions_of(acts)
    return found[-1] if found else None


def rests_of(acts: Iterable[Act]) -> RestsByOffice:
    """When the clock of each office rested, by acts in the order in which they were recorded.

    Clocks of two machines may differ a little: a rest begins no earlier than the one before ended.
    """
    found: dict[str, list[Rest]] = {}
    for each in suspensions_of(acts):
        before = found.setdefault(each.begun.office, [])
        free = before[-1].ended if before else each.begun.at.minute
        begun = max(each.begun.at.minute, free)
        before.append(Rest(begun, max(begun, each.ended.at.minute) if each.ended else GOES_ON))
    return {office: tuple(rests) for office, rests in found.items()}


def read_rests(connection: Connection, propagation: str) -> RestsByOffice:
    """When the clocks of a propagation's offices rested, as a transaction sees it."""
    return rests_of(_recorded(connection, propagation))


def suspended_within(connection: Connection, propagation: str) -> dict[str, Suspension]:
    """The offices whose clocks rest now, and why, as a transaction sees it.

    The clock of one that has forwarded runs; so does that of one that had only to answer, and did.
    """
    found = {each.begun.office: each for each in suspensions_of(_recorded(connection, propagation))}
    resting = {office: each for office, each in found.items() if each.ended is None}
    if not resting:
        return {}
    over = facts.issued(connection, propagation, resting)
    answered = facts.answered(connection, propagation, resting)
    over |= answered - _forwarding(connection, propagation, answered)
    return {office: each for office, each in resting.items() if office not in over}


def _forwarding(connection: Connection, propagation: str, offices: Collection[str]) -> set[str]:
    """Those of some offices that have to forward what they were sent."""
    if not offices:
        return set()
    rows = facts.ask(connection, HopRow, ("recipient", "forwards"), (propagation, offices))
    return {office for office, forwards in rows if forwards}


def rests_among(connection: Connection, propagations: Collection[str]) -> dict[str, RestsByOffice]:
    """When clocks rested in those of some propagations where any did."""
    acts: dict[str, list[Act]] = {}
    bound = {"propagations": listed(connection, propagations)}
    for row in connection.execute(_of_some(connection.dialect.name), bound):
        acts.setdefault(row[0], []).append(act_of(tuple(row)))
    return {propagation: rests_of(each) for propagation, each in acts.items()}


def _recorded(connection: Connection, propagation: str) -> list[Act]:
    rows = connection.execute(_of_one(), {"wanted": propagation})
    return [act_of(tuple(row)) for row in rows]


@cache
def _of_one() -> Select[Any]:
    return _acts().where(ActRow.propagation == bindparam("wanted"))


@cache
def _of_some(dialect: str) -> Select[Any]:
    return _acts().where(among(dialect, ActRow.propagation, "propagations"))


def _acts() -> Select[Any]:
    """Acts in the order of each office's journal."""
    columns = (getattr(ActRow, name) for name in ACT_COLUMNS)
    order = (ActRow.office, ActRow.register_year, ActRow.register_number)
    return select(*columns).where(ActRow.kind.in_(_KINDS)).order_by(*order)
