"""Says how an office is reached from now on, and lists what was said."""

from __future__ import annotations

from wian.ledger.database import Ledger
from wian.ledger.dialects import hold
from wian.ledger.outbox.mail_rows import ReachRow
from wian.ledger.outbox.reach import ASKED, OfficeReach, every_reach, reach_of, set_reach


def say_reach(ledger: Ledger, said: OfficeReach) -> None:
    """Have an office reached in another way, whatever its hierarchy says.

    Whoever issues a letter meanwhile is done before, or sees it.
    """
    with ledger.writing() as connection:
        hold(connection, ASKED)
        set_reach(connection, said)


def list_reaches(ledger: Ledger) -> list[OfficeReach]:
    """What was said of each office of which anything was, by their ids."""
    statement = every_reach().order_by(ReachRow.office)
    with ledger.reading() as connection:
        return [reach_of(row) for row in connection.execute(statement)]
