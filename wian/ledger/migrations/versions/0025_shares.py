"""A split office: its successions say who writes to whom, and an act says who has still to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
_BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_LIFE_ACTS = sa.text(
    "kind IN ('added', 'amended', 'closed', 'insisted', 'rerouted', 'returned', 'shared',"
    " 'withdrawn')"
)


def upgrade() -> None:
    op.add_column("succession", sa.Column("shares", _BYTEWISE, nullable=True))
    op.drop_index("ix_act_life", "act")
    op.create_index(
        "ix_act_life",
        "act",
        ["propagation"],
        sqlite_where=_LIFE_ACTS,
        postgresql_where=_LIFE_ACTS,
    )
