"""How an office has set up its desk: whether it forwards automatically."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger
from wian.ledger.dialects import insert_missing, update_rows
from wian.ledger.tables import SettingRow

_COLUMNS = ("office", "forwards_alone", "by", "changed_minute")


@dataclass(frozen=True, slots=True)
class OfficeSetting:
    """How an office wants its desk to work.

    Attributes:
        forwards_alone: Its letters go on as composed, as soon as its last desk has stamped.
        by: The post that said so last.
        changed: When.
    """

    forwards_alone: bool
    by: str
    changed: Instant


def office_setting(ledger: Ledger, office: str) -> OfficeSetting | None:
    """What an office has set; ``None`` while it has set nothing."""
    statement = select(SettingRow.forwards_alone, SettingRow.by, SettingRow.changed_minute)
    with ledger.reading() as connection:
        row = connection.execute(statement.where(SettingRow.office == office)).first()
    return OfficeSetting(row[0], row[1], Instant(row[2], Precision.MINUTE)) if row else None


def forwards_alone(ledger: Ledger, office: str) -> bool:
    """Whether an office's letters go on as composed, as soon as its last desk has stamped."""
    with ledger.reading() as connection:
        return bool(connection.scalar(_alone(), {"office": office}))


def offices_forwarding_alone(ledger: Ledger) -> frozenset[str]:
    """All offices that forward alone."""
    with ledger.reading() as connection:
        return _forwarding_alone(connection)


def set_forwards_alone(
    ledger: Ledger,
    offices: tuple[str, ...],
    alone: bool,  # noqa: FBT001 - the setting itself
    *,
    by: str,
    now: Instant,
) -> tuple[str, ...]:
    """Have offices forward alone, or not any more; a second time changes nothing.

    Returns:
        Those that did otherwise before.
    """
    with ledger.writing() as connection:
        before = _forwarding_alone(connection)
        changed = tuple(office for office in offices if (office in before) is not alone)
        rows = [(office, alone, by, now.minute) for office in changed]
        insert_missing(connection, SettingRow, _COLUMNS, rows)
        values = [(alone, by, now.minute, office) for office in changed]
        update_rows(connection, SettingRow, _COLUMNS[1:], _COLUMNS[:1], values)
    return changed


@cache
def _alone() -> Select[Any]:
    return select(SettingRow.forwards_alone).where(SettingRow.office == bindparam("office"))


def _forwarding_alone(connection: Connection) -> frozenset[str]:
    return frozenset(connection.scalars(select(SettingRow.office).where(SettingRow.forwards_alone)))
