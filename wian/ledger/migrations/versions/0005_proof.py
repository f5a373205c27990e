"""What makes the whole ledger provable: its own registers, its identity, and the tree's leaves.

Propagations, hierarchies and imports that stand in the ledger already are entered as they are
found: what was edited before this step cannot be told from what was written.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
_BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_BOOK, _OFFICE, _YEAR = "ledger", "", 0
_PROPAGATION = (
    "id, sequence, directive_id, directive, jurisdiction, hierarchy_digest, route_digest, profile, "
    "seed, clock, limit_to, window_opens, window_closes, created_minute, tool_version"
)


def upgrade() -> None:
    _create_tables()
    connection = op.get_bind()
    identity = secrets.token_hex(16)
    connection.execute(sa.text("INSERT INTO ledger_identity VALUES (:id)"), {"id": identity})
    _enter("identity", [(identity, _digest(["identity", identity]))])
    _enter("snapshot", _snapshots(connection))
    _number_again(connection)
    _enter("propagation", _propagations(connection))
    _enter("import", _imports(connection))


def _create_tables() -> None:
    op.create_table(
        "ledger_identity", _text("id"), sa.PrimaryKeyConstraint("id", name="pk_ledger_identity")
    )
    op.create_table(
        "tree_leaf",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        *map(_text, ("book", "office", "name")),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        _text("leaf"),
        sa.PrimaryKeyConstraint("position", name="pk_tree_leaf"),
        sa.UniqueConstraint("book", "office", "name", "year", "number", name="uq_tree_leaf"),
    )


def _number_again(connection: sa.Connection) -> None:
    """Number propagations without gap or repeat: two could share a number on PostgreSQL."""
    order = "SELECT id FROM propagation ORDER BY sequence, created_minute, id"
    for number, (name,) in enumerate(connection.execute(sa.text(order)).all(), 1):
        connection.execute(
            sa.text("UPDATE propagation SET sequence = :number WHERE id = :id"),
            {"number": number, "id": name},
        )


def _snapshots(connection: sa.Connection) -> Iterable[tuple[str, str]]:
    rows = sa.text("SELECT digest, kind, content FROM snapshot ORDER BY digest")
    for digest, kind, content in connection.execute(rows):
        yield digest, sha256(f"{kind}|".encode() + bytes(content)).hexdigest()


def _propagations(connection: sa.Connection) -> Iterable[tuple[str, str]]:
    rows = sa.text(f"SELECT {_PROPAGATION} FROM propagation ORDER BY sequence")  # noqa: S608 - our own
    for row in connection.execute(rows):
        yield row[0], _digest([_plain(value) for value in row])


def _imports(connection: sa.Connection) -> Iterable[tuple[str, str]]:
    rows = sa.text("SELECT sequence, digest FROM register_import ORDER BY sequence")
    for sequence, digest in connection.execute(rows):
        yield str(sequence), digest


def _enter(name: str, records: Iterable[tuple[str, str]]) -> None:
    """A register of these records, each given by its key and content digest."""
    place = {"book": _BOOK, "office": _OFFICE, "name": name, "year": _YEAR}
    running, entries = _digest([_BOOK, _OFFICE, name, _YEAR]), list[dict[str, Any]]()
    for number, (key, content) in enumerate(records, 1):
        running = sha256(f"{running}|{number}|{key}|{content}".encode()).hexdigest()
        entry = {"number": number, "key": key, "content_digest": content, "digest": running}
        entries.append(place | entry)
    if entries:
        text, small, big = _BYTEWISE, sa.Integer(), sa.BigInteger()
        head = sa.table(
            "register",
            *(sa.column(each, text) for each in ("book", "office", "name")),
            sa.column("year", small),
            sa.column("last", big),
            sa.column("digest", text),
        )
        entry_table = sa.table(
            "register_entry",
            *(sa.column(each, text) for each in ("book", "office", "name")),
            sa.column("year", small),
            sa.column("number", big),
            *(sa.column(each, text) for each in ("key", "content_digest", "digest")),
        )
        op.bulk_insert(head, [place | {"last": len(entries), "digest": running}])
        op.bulk_insert(entry_table, entries)


def _digest(values: list[Any]) -> str:
    said = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return sha256(said.encode()).hexdigest()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, _BYTEWISE, nullable=False)
