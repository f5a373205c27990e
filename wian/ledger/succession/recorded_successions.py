"""The successions that a ledger holds, for whoever is in no transaction."""

from __future__ import annotations

from wian.ledger.database import Ledger
from wian.ledger.succession.succession import Successions, read_successions


def successions(ledger: Ledger) -> Successions:
    """Which offices took the place of others, as it stands now."""
    with ledger.reading(once=True) as connection:
        return read_successions(connection)
