"""How each office is reached now: at its desk, or by e-mail at an address."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, select

from hierarchy.office import Office, Reach
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.dialects import among, insert_or_update, listed, share
from wian.ledger.outbox.mail_rows import ReachRow

ASKED = "office reach"
"""What is held by who says how an office is reached, and shared by who asks."""
_COLUMNS = ("office", "reach", "address", "by", "changed_minute")


@dataclass(frozen=True, slots=True)
class OfficeReach:
    """How an office is reached, as somebody has said since its hierarchy was read.

    Attributes:
        office: Id of the office.
        reach: How.
        address: Its e-mail address; empty at a desk where none was given.
        by: Who said so.
        changed: When.
    """

    office: str
    reach: Reach
    address: str
    by: str
    changed: Instant

    @property
    def mailbox(self) -> str | None:
        """Where its letters are sent by e-mail; ``None``: they reach it at its desk."""
        return self.address if self.reach is Reach.MAIL else None


def mailbox(office: Office, said: OfficeReach | None) -> str | None:
    """Where letters to an office are sent by e-mail; ``None``: they reach it at its desk.

    Args:
        office: The office as its hierarchy has it.
        said: What was said of it since, which holds.
    """
    return said.mailbox if said else office.mailbox


def reaches_of(connection: Connection, offices: Collection[str]) -> dict[str, OfficeReach]:
    """What was said of those of some offices of which anything was.

    Nobody says anything else until this transaction ends.
    """
    share(connection, ASKED)
    bound = {"offices": listed(connection, offices)}
    found = connection.execute(_reaches(connection.dialect.name), bound)
    return {row[0]: reach_of(row) for row in found}


def set_reach(connection: Connection, said: OfficeReach) -> None:
    """Have an office reached in another way from now on."""
    row = (said.office, said.reach.value, said.address, said.by, said.changed.minute)
    insert_or_update(connection, ReachRow, _COLUMNS[:1], _COLUMNS[1:], [row])


@cache
def _reaches(dialect: str) -> Select[Any]:
    return every_reach().where(among(dialect, ReachRow.office, "offices"))


def every_reach() -> Select[Any]:
    """What was said of each office."""
    return select(*(getattr(ReachRow, name) for name in _COLUMNS))


def reach_of(row: Any) -> OfficeReach:
    """What a row of :func:`every_reach` says."""
    office, reach, address, by, minute = row
    return OfficeReach(office, Reach(reach), address, by, Instant(minute, Precision.MINUTE))
