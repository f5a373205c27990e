"""The files that imported letters stand in, and the letters' lines as they were read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
_BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "original",
        sa.Column("propagation", _BYTEWISE, nullable=False),
        sa.Column("office", _BYTEWISE, nullable=False),
        sa.Column("file", _BYTEWISE, nullable=False),
        sa.Column("name", _BYTEWISE, nullable=False),
        sa.Column("medium", _BYTEWISE, nullable=False),
        sa.Column("first_line", sa.BigInteger()),
        sa.Column("last_line", sa.BigInteger()),
        sa.Column("transcript", _BYTEWISE, nullable=False),
        sa.Column("content_digest", _BYTEWISE, nullable=False),
        sa.PrimaryKeyConstraint("propagation", "office", "file", name="pk_original"),
        sa.ForeignKeyConstraint(
            ["propagation", "office"],
            ["letter.propagation", "letter.office"],
            name="fk_original_letter",
        ),
        sa.ForeignKeyConstraint(["file"], ["snapshot.digest"], name="fk_original_snapshot"),
        sqlite_with_rowid=False,
    )
