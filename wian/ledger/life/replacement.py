"""Which live directive takes the place of which, by the ids that directives name?"""

from __future__ import annotations

from sqlalchemy import Connection, select

from wian.ledger.database import Ledger
from wian.ledger.read.facts import LATEST_FIRST
from wian.ledger.records import Clock
from wian.ledger.tables import PropagationRow

_LIVE = PropagationRow.clock == Clock.LIVE.value


def live_of(ledger: Ledger, directive: str) -> list[str]:
    """The live propagations of a directive, by its id, the latest first."""
    found = select(PropagationRow.id).where(_LIVE, PropagationRow.directive_id == directive)
    with ledger.reading(once=True) as connection:
        return list(connection.scalars(found.order_by(*LATEST_FIRST)))


def replacing(ledger: Ledger, directive: str) -> list[str]:
    """The live propagations whose directives take the place of one, the latest first."""
    with ledger.reading(once=True) as connection:
        return _naming(connection, f'"replaces":"{directive}"')


def _naming(connection: Connection, text: str) -> list[str]:
    """Live propagations whose directive, as the ledger writes it, holds a text."""
    named = PropagationRow.directive.contains(text, autoescape=True)
    found = select(PropagationRow.id).where(_LIVE, named).order_by(*LATEST_FIRST)
    return list(connection.scalars(found))
