"""What offices say about their registers: opened at a number, and numbers given elsewhere."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
_BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "register_act",
        sa.Column("office", _BYTEWISE, nullable=False),
        sa.Column("register_year", sa.Integer(), nullable=False),
        sa.Column("register_number", sa.BigInteger(), nullable=False),
        sa.Column("kind", _BYTEWISE, nullable=False),
        sa.Column("name", _BYTEWISE, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("reason", _BYTEWISE, nullable=False),
        sa.Column("by", _BYTEWISE, nullable=False),
        sa.Column("at_minute", sa.BigInteger(), nullable=False),
        sa.Column("content_digest", _BYTEWISE, nullable=False),
        sa.PrimaryKeyConstraint(
            "office", "register_year", "register_number", name="pk_register_act"
        ),
        sqlite_with_rowid=False,
    )
