"""In which live propagations may anything be due, and in which has nothing happened since?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, exists, func, or_, select

from wian.ledger.database import Ledger
from wian.ledger.dialects import among, insert_or_update, listed
from wian.ledger.life.life import ended
from wian.ledger.records import Clock
from wian.ledger.tables import (
    ActRow,
    LetterRow,
    PropagationRow,
    QuietRow,
    ReceptionRow,
    SettingRow,
)

LATE_MINUTES = 5
"""How long an entry may take from its moment until others see it."""


def propagations_to_sweep(ledger: Ledger, now: int, clocks_differ: int) -> frozenset[str]:
    """The live propagations that a sweep has to look at.

    The others have ended, or were found quiet: nothing is due yet, no office has entered anything
    since, no reception was imported, and no office has begun to forward alone.

    Args:
        ledger: Where they stand.
        now: This minute.
        clocks_differ: How many minutes the clocks of several machines may differ.
    """
    bound = {"now": now, "slack": clocks_differ + LATE_MINUTES}
    with ledger.reading() as connection:
        return frozenset(connection.scalars(_to_sweep(), bound))


def entered_since(ledger: Ledger, minute: int) -> frozenset[str]:
    """The propagations under way in which an office has entered anything since a minute."""
    with ledger.reading() as connection:
        return frozenset(connection.scalars(_entered(), {"since": minute - LATE_MINUTES}))


def note_quiet(ledger: Ledger, propagation: str, now: int, until: int) -> None:
    """Note that nothing is due in a propagation before a minute, unless something happens.

    Args:
        ledger: Where to.
        propagation: Its id.
        now: The minute as of which that was found.
        until: The minute.
    """
    with ledger.writing() as connection:
        row = (propagation, now, until)
        values = ("looked_minute", "until_minute")
        insert_or_update(connection, QuietRow, ("propagation",), values, [row])


def forget_quiet(connection: Connection, propagations: Iterable[str]) -> None:
    """Have the next sweep look at some propagations: something happened there without an act.

    Args:
        connection: A connection with a write transaction begun.
        propagations: Their ids.
    """
    mine = among(connection.dialect.name, QuietRow.propagation, "propagations")
    bound = {"propagations": listed(connection, propagations)}
    connection.execute(delete(QuietRow).where(mine), bound)


def change_mark(ledger: Ledger, propagation: str) -> tuple[int, int, int]:
    """Letters, receptions and acts of a propagation, counted: equal, and nothing has changed."""
    with ledger.reading() as connection:
        row = connection.execute(_counts(), {"propagation": propagation}).one()
    return row[0], row[1], row[2]


@cache
def _counts() -> Select[Any]:
    counts = [
        select(func.count())
        .select_from(table)
        .where(table.propagation == bindparam("propagation"))
        .scalar_subquery()
        for table in (LetterRow, ReceptionRow, ActRow)
    ]
    return select(*counts)


@cache
def _entered() -> Select[Any]:
    entered = exists().where(
        ActRow.propagation == PropagationRow.id, ActRow.at_minute >= bindparam("since")
    )
    live = PropagationRow.clock == Clock.LIVE.value
    return select(PropagationRow.id).where(live, entered, ~ended())


@cache
def _to_sweep() -> Select[Any]:
    since = QuietRow.looked_minute - bindparam("slack")
    entered = exists().where(ActRow.propagation == PropagationRow.id, ActRow.at_minute >= since)
    set_up = select(func.max(SettingRow.changed_minute)).scalar_subquery()
    return (
        select(PropagationRow.id)
        .outerjoin(QuietRow, QuietRow.propagation == PropagationRow.id)
        .where(
            PropagationRow.clock == Clock.LIVE.value,
            ~ended(),
            or_(
                QuietRow.propagation.is_(None),
                QuietRow.until_minute <= bindparam("now"),
                set_up >= since,
                entered,
            ),
        )
    )
