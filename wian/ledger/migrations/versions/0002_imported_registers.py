"""The tables of imported registers: imports, and the entries that each brought."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
_BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "register_import",
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        *map(_text, ("office", "kind", "desk", "source")),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        _text("digest"),
        sa.PrimaryKeyConstraint("sequence", name="pk_register_import"),
    )
    op.create_table(
        "imported_entry",
        *map(_text, ("office", "kind", "desk")),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        *map(_text, ("entered", "letter_number")),
        _text("letter_dated", nullable=True),
        *map(_text, ("sender", "recipient", "subject", "action", "remark")),
        sa.Column("import_sequence", sa.BigInteger(), nullable=False),
        _text("sheet"),
        sa.Column("line", sa.BigInteger(), nullable=False),
        _text("content_digest"),
        sa.ForeignKeyConstraint(
            ["import_sequence"],
            ["register_import.sequence"],
            name="fk_imported_entry_register_import",
        ),
        sa.PrimaryKeyConstraint(
            "office", "kind", "desk", "year", "number", name="pk_imported_entry"
        ),
        sqlite_with_rowid=False,
    )


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, _BYTEWISE, nullable=nullable)
