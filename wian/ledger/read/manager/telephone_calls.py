"""Which telephone calls to an office were noted by the offices above it?"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from wian.ledger.acts import Act, ActKind, Telephoned
from wian.ledger.contents import ACT_COLUMNS, act_of
from wian.ledger.database import Ledger
from wian.ledger.dialects import among, listed
from wian.ledger.tables import ActRow


def calls_to(ledger: Ledger, propagation: str, office: str, callers: Collection[str]) -> list[Act]:
    """The calls to an office that some offices noted, in the order in which they were noted.

    Args:
        ledger: Where they stand.
        propagation: Id of the propagation.
        office: Who was called.
        callers: The offices above it.
    """
    with ledger.reading() as connection:
        bound = {"propagation": propagation, "callers": listed(connection, callers)}
        rows = connection.execute(_calls(connection.dialect.name), bound).all()
    noted = sorted(rows, key=lambda row: (row.at_minute, row.office, row.register_number))
    acts = (act_of(tuple(row)) for row in noted)
    return [
        act for act in acts if isinstance(act.body, Telephoned) and act.body.recipient == office
    ]


@cache
def _calls(dialect: str) -> Select[Any]:
    """Those few acts, in no order: in that of their minutes SQLite would read all acts of all."""
    return select(*(getattr(ActRow, name) for name in ACT_COLUMNS)).where(
        ActRow.propagation == bindparam("propagation"),
        among(dialect, ActRow.office, "callers"),
        ActRow.kind == ActKind.TELEPHONED.value,
    )
