"""Digests as their 32 bytes, where there is one for each letter, stamp, act and entry."""

from __future__ import annotations

from importlib import import_module

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
_HELD = (
    ("register", "digest"),
    ("register_entry", "content_digest"),
    ("register_entry", "digest"),
    ("letter", "content_digest"),
    ("reception", "content_digest"),
    ("act", "content_digest"),
    ("tree_leaf", "leaf"),
)

_SHOWN = (
    *("propagation", "recipient", "position", "desk", "receipt_number", "at_minute"),
    *("at_precision", "source", "read", "inference"),
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for view, text in _views().items():
            op.execute(f"CREATE OR REPLACE VIEW {view} AS {text}")
        for table, column in _HELD:
            op.execute(
                f"ALTER TABLE {table} ALTER COLUMN {column} TYPE BYTEA USING"
                f" CASE WHEN {column} ~ '^([0-9a-f]{{2}})*$' THEN decode({column}, 'hex')"
                f" ELSE convert_to({column}, 'UTF8') END"
            )
        return
    file = op.get_bind().connection.driver_connection
    assert file is not None  # noqa: S101 - it is open
    file.create_function("bytes_of", 1, _bytes, deterministic=True)
    for table, column in _HELD:
        _change(table, column)


def _views() -> dict[str, str]:
    """Those that named every column of a stamp, with only those that they show.

    PostgreSQL changes no column that a view depends on; what is granted on one stays granted.
    """
    of_parts = import_module("wian.ledger.migrations.versions.0015_several_letters")
    of_rests = import_module("wian.ledger.migrations.versions.0017_rests")
    texts = {
        "receptions": of_parts.views(postgresql=True)["receptions"],
        "hops": of_rests.hops(postgresql=True),
    }
    shown = ", ".join(f"r.{each}" for each in _SHOWN)
    return {view: text.replace("SELECT r.*,", f"SELECT {shown},") for view, text in texts.items()}


def _change(table: str, column: str) -> None:
    """SQLite changes no column's type: a new one takes the place of the old."""
    empty = sa.text("x''")
    op.add_column(table, sa.Column("raw", sa.LargeBinary(), nullable=False, server_default=empty))
    op.execute(f"UPDATE {table} SET raw = bytes_of({column})")  # noqa: S608 - our own names
    op.drop_column(table, column)
    op.alter_column(table, "raw", new_column_name=column)


def _bytes(digest: str) -> bytes:
    """What is none was put there by somebody else, and stays none: the proof says so."""
    try:
        return bytes.fromhex(digest)
    except ValueError:
        return digest.encode()
