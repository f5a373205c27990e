"""Finished rehearsals whose rows stand in Parquet files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
_BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "frozen_propagation",
        sa.Column("propagation", _BYTEWISE, nullable=False),
        sa.Column("letters", sa.BigInteger(), nullable=False),
        sa.Column("hops", sa.BigInteger(), nullable=False),
        sa.Column("digest", _BYTEWISE, nullable=False),
        sa.Column("letter", sa.LargeBinary(), nullable=False),
        sa.Column("hop", sa.LargeBinary(), nullable=False),
        sa.Column("reception", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["propagation"], ["propagation.id"], name="fk_frozen_propagation_propagation"
        ),
        sa.PrimaryKeyConstraint("propagation", name="pk_frozen_propagation"),
    )
