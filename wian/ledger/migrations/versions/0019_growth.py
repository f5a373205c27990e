"""The index of the acts by which a directive's life changes also holds those of a growing route."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
_LIFE_ACTS = sa.text(
    "kind IN ('added', 'amended', 'closed', 'insisted', 'rerouted', 'returned', 'withdrawn')"
)


def upgrade() -> None:
    op.drop_index("ix_act_life", "act")
    op.create_index(
        "ix_act_life",
        "act",
        ["propagation"],
        sqlite_where=_LIFE_ACTS,
        postgresql_where=_LIFE_ACTS,
    )
