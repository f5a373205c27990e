"""Letters that go out by e-mail, and how each office is reached."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
_BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, _BYTEWISE, nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "mail",
        *_texts("id", "propagation", "sender", "office", "kind", "key", "address", "state"),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_second", sa.BigInteger(), nullable=False),
        *_texts("last_error"),
        sa.Column("created_minute", sa.BigInteger(), nullable=False),
        sa.Column("changed_minute", sa.BigInteger(), nullable=False),
        sa.Column("opened_minute", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["propagation"], ["propagation.id"], name="fk_mail_propagation"),
        sa.PrimaryKeyConstraint("id", name="pk_mail"),
    )
    op.create_index("ix_mail_due", "mail", ["state", "due_second"])
    op.create_index("ix_mail_office", "mail", ["office"])
    op.create_index("ix_mail_sender", "mail", ["propagation", "sender"])
    op.create_table(
        "office_reach",
        *_texts("office", "reach", "address", "by"),
        sa.Column("changed_minute", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("office", name="pk_office_reach"),
    )
