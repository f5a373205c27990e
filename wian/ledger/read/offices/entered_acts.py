"""Who has entered what in a propagation since it was found quiet?"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, select

from wian.ledger.acts import ActKind
from wian.ledger.database import Ledger
from wian.ledger.read.quiet_propagations import LATE_MINUTES
from wian.ledger.tables import ActRow, QuietRow, SettingRow


class EnteredSince(NamedTuple):
    """What has happened since a propagation was found quiet.

    Attributes:
        offices: Who has entered something.
        kinds: What was entered, by kind.
        until: Before which minute nothing else is due.
        settings: Whether settings of any desk were changed.
    """

    offices: frozenset[str]
    kinds: frozenset[ActKind]
    until: int
    settings: bool


def entered_acts(
    ledger: Ledger, propagation: str, clocks_differ: int, most: int
) -> EnteredSince | None:
    """What was entered since a propagation was found quiet; ``None`` where it was not, or by many.

    Args:
        ledger: Where it stands.
        propagation: Its id.
        clocks_differ: How many minutes the clocks of several machines may differ.
        most: How many acts are looked at.
    """
    bound = {"propagation": propagation}
    with ledger.reading() as connection:
        quiet = connection.execute(_quiet(), bound).one_or_none()
        if quiet is None:
            return None
        since = quiet.looked_minute - clocks_differ - LATE_MINUTES
        limits = {**bound, "since": since, "most": most + 1}
        rows = connection.execute(_acts(), limits).all()
        changed = connection.scalar(_changed())
    if len(rows) > most:
        return None
    offices = frozenset(office for office, _ in rows)
    kinds = frozenset(ActKind(kind) for _, kind in rows)
    return EnteredSince(
        offices, kinds, quiet.until_minute, changed is not None and changed >= since
    )


@cache
def _quiet() -> Select[Any]:
    columns = (QuietRow.looked_minute, QuietRow.until_minute)
    return select(*columns).where(QuietRow.propagation == bindparam("propagation"))


@cache
def _acts() -> Select[Any]:
    mine = ActRow.propagation == bindparam("propagation")
    since = ActRow.at_minute >= bindparam("since")
    return select(ActRow.office, ActRow.kind).where(mine, since).limit(bindparam("most"))


@cache
def _changed() -> Select[Any]:
    return select(func.max(SettingRow.changed_minute))
