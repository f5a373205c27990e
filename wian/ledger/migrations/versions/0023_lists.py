"""What the lists of an office are made from: its letters by what is to be done with them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
_BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_FLAGS = ("stamped", "owes", "answered", "given_back", "ended")
_STATE = (
    "CASE WHEN NOT stamped THEN 0 WHEN ended OR given_back THEN 3 WHEN owes THEN 1"
    " WHEN answer_by IS NOT NULL AND NOT answered THEN 2 ELSE 3 END"
)
_LAST_DAY = (
    "CASE WHEN ended THEN NULL WHEN answer_by IS NOT NULL AND NOT answered THEN answer_by"
    " ELSE closes END"
)
_LIVE, _REPLACES = sa.text("source = 'live'"), sa.text("replaces <> ''")


def upgrade() -> None:
    op.create_table(
        "listed_letter",
        sa.Column("office", _BYTEWISE, nullable=False),
        sa.Column("propagation", _BYTEWISE, nullable=False),
        sa.Column("level", _BYTEWISE, nullable=False),
        sa.Column("asked", _BYTEWISE, nullable=True),
        sa.Column("answer_by", _BYTEWISE, nullable=True),
        sa.Column("closes", _BYTEWISE, nullable=True),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in _FLAGS),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("issued_minute", sa.BigInteger(), nullable=False),
        sa.Column("sender", _BYTEWISE, nullable=False),
        sa.Column("words", _BYTEWISE, nullable=False),
        sa.Column("bare_words", _BYTEWISE, nullable=True),
        sa.Column("replaces", _BYTEWISE, nullable=False),
        sa.Column("state", sa.Integer(), sa.Computed(_STATE, persisted=True), nullable=False),
        sa.Column("last_day", _BYTEWISE, sa.Computed(_LAST_DAY, persisted=True), nullable=True),
        sa.PrimaryKeyConstraint("office", "propagation", name="pk_listed_letter"),
        sqlite_with_rowid=False,
    )
    _index("listed_letter_state", "office", "state", "issued_minute", "propagation")
    _index("listed_letter_newest", "office", "issued_minute", "propagation")
    _index("listed_letter_propagation", "propagation")
    _index("listed_letter_replaces", "office", "replaces", where=_REPLACES)
    columns = ("office", "issued_minute", "propagation", "part")
    _index("letter_live", *columns, table="letter", where=_LIVE)


def _index(
    name: str, *columns: str, table: str = "listed_letter", where: sa.TextClause | None = None
) -> None:
    op.create_index(f"ix_{name}", table, list(columns), sqlite_where=where, postgresql_where=where)
