"""Which version a ledger's tables have: known, refused, or upgraded."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from wian.ledger.errors import LedgerError
from wian.ledger.migrations import VERSIONS
from wian.ledger.tables import VERSION_TABLE

_MIGRATIONS = Path(__file__).parent / "migrations"
_ADVISORY_LOCK = 0x7769616E
"""PostgreSQL advisory lock of a migration ("wian" in ASCII)."""
_ALEMBIC = threading.Lock()
"""Alembic's context is one per process."""
_PAUSE = 0.05


def is_current(connection: Connection, shown: str) -> bool:
    """Whether the tables are of this program's version; ``False``: empty, or of an older one.

    Raises:
        LedgerError: A newer program made them, or they are another program's.
    """
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE in tables:
        version = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 - a constant
        return _judge(version, shown)
    if tables:
        raise LedgerError(
            shown,
            f"holds another program's tables ({', '.join(sorted(tables)[:3])})",
            "give wian its own database",
        )
    return False


def is_bare(connection: Connection) -> bool:
    """Whether no program has made a table yet."""
    return not inspect(connection).get_table_names()


def upgrade(connection: Connection, shown: str) -> None:
    """Bring the tables to this program's version inside the connection's write transaction.

    Other processes that want the same wait for it, then find it done.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
    if not is_current(connection, shown):
        _run_alembic(connection)


def write_ahead(engine: Engine, patience: float) -> None:
    """Switch a SQLite file to its write-ahead log, which it then keeps.

    The switch answers "locked" at once where others switch too, so it is tried again.
    """
    pooled = engine.raw_connection()
    try:
        for _ in range(max(1, int(patience / _PAUSE))):
            try:
                pooled.cursor().execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                last = error
                time.sleep(_PAUSE)
            else:
                return
        raise last
    finally:
        pooled.close()


def _judge(version: str | None, shown: str) -> bool:
    if version not in VERSIONS:
        raise LedgerError(
            shown,
            f"is of version {version}, and this program knows versions up to {VERSIONS[-1]}",
            "use a newer wian, or another ledger",
        )
    return version == VERSIONS[-1]


def _run_alembic(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - 0.2 s that an up-to-date ledger need not pay
    from alembic.config import Config  # noqa: PLC0415 - the same

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    with _ALEMBIC:
        command.upgrade(config, "head")
