"""What state a ledger is in: its version, size, growth and clock, and who holds its checkpoints."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, text

from wian.ledger.database import read_ledger
from wian.ledger.database_url import parse_address
from wian.ledger.finished.frozen_table import FrozenRow
from wian.ledger.migrations import VERSIONS
from wian.ledger.outbox.events import Event
from wian.ledger.outbox.messages import DELIVERED
from wian.ledger.records import Clock
from wian.ledger.tables import VERSION_TABLE, LetterRow, MessageRow, PropagationRow, WebhookRow

NEWEST = VERSIONS[-1]
"""The version of this program's tables."""
_DAY_MINUTES = 24 * 60
LATELY_DAYS = 30
"""How many days growth is measured over."""


@dataclass(frozen=True, slots=True)
class LedgerCondition:
    """A ledger as it is found, without a change to it.

    Attributes:
        shown: Its URL, with the password hidden.
        on_server: Whether a database server holds it; else a file.
        version: Version of its tables; ``None`` where it has none yet.
        size_bytes: What it takes on the disk.
        clock: What the server's clock says; ``None`` for a file.
        letters: How many letters it holds; 0 where the version is not this program's.
        letters_lately: How many of them belong to propagations recorded in the last 30 days.
        live: Whether it holds a live propagation.
        hearers: Webhooks that are told of checkpoints.
        handed_over_second: When a webhook last took a checkpoint, in seconds since 1970; ``None``
            where none did.
    """

    shown: str
    on_server: bool
    version: str | None
    size_bytes: int
    clock: datetime | None = None
    letters: int = 0
    letters_lately: int = 0
    live: bool = False
    hearers: int = 0
    handed_over_second: int | None = None


def condition_of(url: str, *, now_minute: int, patience: float) -> LedgerCondition:
    """Look at the ledger at a URL, whatever its version; nothing is made or changed.

    Args:
        url: As :func:`wian.ledger.database.open_ledger` takes it.
        now_minute: This minute, in minutes since 1970-01-01T00:00Z.
        patience: Seconds to wait for its server, or for another process's lock.

    Raises:
        NoLedger: There is none.
        LedgerError: It cannot be reached, or is no ledger.
    """
    address = parse_address(url)
    with (
        read_ledger(url, patience=patience, any_version=True) as ledger,
        ledger.reading() as connection,
    ):
        version = _version(connection)
        size = _file_bytes(address.path) if address.path else _server_bytes(connection)
        on_server = address.path is None
        clock = connection.scalar(select(func.now())) if on_server else None
        if version != NEWEST:
            return LedgerCondition(address.shown, on_server, version, size, clock)
        since = now_minute - LATELY_DAYS * _DAY_MINUTES
        return LedgerCondition(
            address.shown,
            on_server,
            version,
            size,
            clock,
            letters=_letters(connection),
            letters_lately=_letters(connection, since),
            live=_is_live(connection),
            hearers=_hearers(connection),
            handed_over_second=_handed_over(connection),
        )


def _version(connection: Connection) -> str | None:
    if VERSION_TABLE not in inspect(connection).get_table_names():
        return None
    found = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 - a constant
    return None if found is None else str(found)


def _file_bytes(path: Path) -> int:
    log = path.with_name(path.name + "-wal")
    return path.stat().st_size + (log.stat().st_size if log.exists() else 0)


def _server_bytes(connection: Connection) -> int:
    return connection.scalar(select(func.pg_database_size(func.current_database()))) or 0


def _letters(connection: Connection, since_minute: int | None = None) -> int:
    counted = select(func.count()).select_from(LetterRow)
    frozen = select(func.coalesce(func.sum(FrozenRow.letters), 0))
    if since_minute is not None:
        lately = PropagationRow.created_minute >= since_minute
        counted = counted.join(PropagationRow, PropagationRow.id == LetterRow.propagation)
        frozen = frozen.join(PropagationRow, PropagationRow.id == FrozenRow.propagation)
        counted, frozen = counted.where(lately), frozen.where(lately)
    return int(connection.scalar(counted) or 0) + int(connection.scalar(frozen) or 0)


def _is_live(connection: Connection) -> bool:
    live = select(PropagationRow.id).where(PropagationRow.clock == Clock.LIVE.value).limit(1)
    return connection.scalar(live) is not None


def _hearers(connection: Connection) -> int:
    told = connection.scalars(select(WebhookRow.events).where(~WebhookRow.disabled))
    return sum(str(Event.CHECKPOINT) in json.loads(events) for events in told)


def _handed_over(connection: Connection) -> int | None:
    return connection.scalar(
        select(func.max(MessageRow.due_second)).where(
            MessageRow.event == str(Event.CHECKPOINT), MessageRow.state == DELIVERED
        )
    )
