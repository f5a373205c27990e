"""Whether a ledger's database answers now."""

from __future__ import annotations

from sqlalchemy import select

from wian.ledger.database import Ledger
from wian.ledger.tables import IdentityRow


def ask(ledger: Ledger) -> None:
    """Ask the ledger something small.

    Raises:
        LedgerError: It cannot be reached, or its tables are gone.
    """
    with ledger.reading() as connection:
        connection.scalar(select(IdentityRow.id))
