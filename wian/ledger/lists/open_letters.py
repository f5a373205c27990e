"""With which letters has an office still something to do? Read from the list of its inbox."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from wian.ledger.database import Ledger
from wian.ledger.lists.listed_row import ListedRow
from wian.ledger.read.live_letters import State

_STATES = tuple(State)


def open_letters(ledger: Ledger, office: str) -> dict[str, State]:
    """What an office has still to do with each letter that waits there, by propagation.

    None of a propagation that has ended.

    Args:
        ledger: Where they stand.
        office: Whom they were sent to.
    """
    with ledger.reading(once=True) as connection:
        rows = connection.execute(_open(), {"office": office})
        return {propagation: _STATES[state] for propagation, state in rows}


@cache
def _open() -> Select[Any]:
    done = _STATES.index(State.DONE)
    return select(ListedRow.propagation, ListedRow.state).where(
        ListedRow.office == bindparam("office"), ListedRow.state < done, ~ListedRow.ended
    )
