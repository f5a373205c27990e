"""Which letters in an office's inbox take the place of which others there?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, select

from wian.ledger.database import Ledger
from wian.ledger.dialects import among, listed
from wian.ledger.lists.listed_row import REPLACES, ListedRow
from wian.ledger.read.offices.hop_letters import letter_on_hop
from wian.ledger.tables import HopRow, LetterRow, PropagationRow


def numbers_replacing(
    ledger: Ledger, offices: Sequence[str], directives: Collection[str]
) -> dict[str, str]:
    """Numbers of the letters that take the place of others, by the directive that they replace.

    Args:
        ledger: Where they stand.
        offices: Whose inboxes.
        directives: Ids of the directives that may be replaced.
    """
    return _asked(ledger, offices, directives, by_directive=False)


def numbers_of(
    ledger: Ledger, offices: Sequence[str], directives: Collection[str]
) -> dict[str, str]:
    """Numbers of the letters that were sent to some offices, by their directive.

    Args:
        ledger: Where they stand.
        offices: Whose inboxes.
        directives: Ids of directives.
    """
    return _asked(ledger, offices, directives, by_directive=True)


def _asked(
    ledger: Ledger, offices: Sequence[str], directives: Collection[str], *, by_directive: bool
) -> dict[str, str]:
    """The newest of each: a directive may have been sent more than once."""
    if not directives:
        return {}
    with ledger.reading() as connection:
        bound = {
            "offices": listed(connection, offices),
            "directives": listed(connection, directives),
        }
        statement = (_sent if by_directive else _replacing)(connection.dialect.name)
        return {row[0]: row[1] for row in connection.execute(statement, bound)}


@cache
def _replacing(dialect: str) -> Select[Any]:
    wanted = among(dialect, ListedRow.replaces, "directives")
    found = (
        select(ListedRow.replaces, LetterRow.number).select_from(ListedRow).where(REPLACES, wanted)
    )
    return _with_letters(dialect, found)


@cache
def _sent(dialect: str) -> Select[Any]:
    return _with_letters(
        dialect,
        select(PropagationRow.directive_id, LetterRow.number)
        .select_from(ListedRow)
        .join(PropagationRow, PropagationRow.id == ListedRow.propagation)
        .where(among(dialect, PropagationRow.directive_id, "directives")),
    )


def _with_letters(dialect: str, found: Select[Any]) -> Select[Any]:
    hop = and_(HopRow.propagation == ListedRow.propagation, HopRow.recipient == ListedRow.office)
    return (
        found.join(HopRow, hop)
        .join(LetterRow, letter_on_hop(LetterRow))
        .where(among(dialect, ListedRow.office, "offices"))
        .order_by(ListedRow.issued_minute, ListedRow.propagation)
    )
