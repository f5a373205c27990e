"""An index of the few acts by which a directive's life changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
_LIFE_ACTS = sa.text("kind IN ('amended', 'closed', 'withdrawn')")


def upgrade() -> None:
    op.create_index(
        "ix_act_life",
        "act",
        ["propagation"],
        sqlite_where=_LIFE_ACTS,
        postgresql_where=_LIFE_ACTS,
    )
