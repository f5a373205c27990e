"""Which office took the place of which: renamed, merged or split from a day on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
_BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "succession",
        sa.Column("office", _BYTEWISE, nullable=False),
        sa.Column("register_year", sa.Integer(), nullable=False),
        sa.Column("register_number", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("heir", _BYTEWISE, nullable=False),
        sa.Column("successors", _BYTEWISE, nullable=False),
        sa.Column("reason", _BYTEWISE, nullable=True),
        sa.Column("by", _BYTEWISE, nullable=False),
        sa.Column("at_minute", sa.BigInteger(), nullable=False),
        sa.Column("content_digest", _BYTEWISE, nullable=False),
        sa.PrimaryKeyConstraint("office", name="pk_succession"),
        sqlite_with_rowid=False,
    )
