"""The marks of urgency and secrecy that imported registers have in columns of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    for name in ("urgency", "secrecy"):
        op.add_column("imported_entry", sa.Column(name, _TEXT, nullable=True))


_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
