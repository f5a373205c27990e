"""Which telephone calls to an office were noted by the offices above it?"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

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
        theirs = among(connection.dialect.name, ActRow.office, "callers")
        statement = (
            select(*(getattr(ActRow, name) for name in ACT_COLUMNS))
            .where(
                ActRow.propagation == propagation,
                theirs,
                ActRow.kind == ActKind.TELEPHONED.value,
            )
            .order_by(ActRow.at_minute, ActRow.office, ActRow.register_number)
        )
        rows = connection.execute(statement, {"callers": listed(connection, callers)})
        acts = [act_of(tuple(row)) for row in rows]
    return [
        act for act in acts if isinstance(act.body, Telephoned) and act.body.recipient == office
    ]
