"""Indices by which the desk finds what is open, and what sweeps need not look at again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
_BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.drop_index("ix_letter_office", "letter")
    op.create_index("ix_letter_office", "letter", ["office", "issued_minute", "propagation"])
    live = ["clock", "created_minute", "sequence", "id"]
    op.create_index("ix_propagation_clock", "propagation", live)
    op.create_index("ix_act_minute", "act", ["propagation", "at_minute"])
    op.create_table(
        "quiet_propagation",
        sa.Column("propagation", _BYTEWISE, nullable=False),
        sa.Column("looked_minute", sa.BigInteger(), nullable=False),
        sa.Column("until_minute", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["propagation"], ["propagation.id"], name="fk_quiet_propagation_propagation"
        ),
        sa.PrimaryKeyConstraint("propagation", name="pk_quiet_propagation"),
        sqlite_with_rowid=False,
    )
