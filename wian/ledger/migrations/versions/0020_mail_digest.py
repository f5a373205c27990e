"""Which offices get a daily digest by e-mail, and of which day they had the last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
_BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "mail_digest",
        sa.Column("office", _BYTEWISE, nullable=False),
        sa.Column("address", _BYTEWISE, nullable=False),
        sa.Column("by", _BYTEWISE, nullable=False),
        sa.Column("changed_minute", sa.BigInteger(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("office", name="pk_mail_digest"),
    )
