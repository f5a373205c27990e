"""A succession may be taken back, and entered again: an office has one act after another.

What stands there is the first of each office. No digest changes.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
_BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_KEY = ["office", "register_year", "register_number"]


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("pk_succession", "succession", type_="primary")
        op.create_primary_key("pk_succession", "succession", _KEY)
        return
    op.create_table(
        "succession_anew",
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
        sa.PrimaryKeyConstraint(*_KEY, name="pk_succession"),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO succession_anew SELECT * FROM succession")
    op.drop_table("succession")
    op.rename_table("succession_anew", "succession")
