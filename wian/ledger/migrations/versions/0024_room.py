"""What a directive takes on the disk: contents compressed, words of lists once, fewer indexes.

A letter's content is held compressed. What a letter is found by stands once for all whom it went
to. A list's key finds it by its propagation; nobody asks for the indexes that go.
"""
# ruff: noqa: S608 - SQL put together from constants

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from wian.ledger.columns.packed_text import packed

revision = "0024"
down_revision = "0023"
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
_REPLACES = sa.text("replaces <> ''")
_KEPT = ("propagation", "office", "level", "asked", "answer_by", "closes", *_FLAGS, "urgency")
_AFTER = ("issued_minute", "replaces")
_SAME = (
    "WITH first AS (SELECT propagation, sender, part, min(recipient) AS office FROM hop"
    " GROUP BY propagation, sender, part) "
)


def upgrade() -> None:
    op.drop_index("ix_act_office", "act")
    if op.get_bind().dialect.name == "postgresql":  # it compresses a long value by itself
        op.execute(
            "ALTER TABLE letter ALTER COLUMN content TYPE BYTEA USING convert_to(content, 'UTF8')"
        )
    else:
        _pack()
    _list_anew()


def _pack() -> None:
    """SQLite changes no column's type: a new one takes the place of the old."""
    file = op.get_bind().connection.driver_connection
    assert file is not None  # noqa: S101 - it is open
    file.create_function("packed", 1, packed, deterministic=True)
    empty = sa.text("x''")
    op.add_column(
        "letter", sa.Column("packed", sa.LargeBinary(), nullable=False, server_default=empty)
    )
    op.execute("UPDATE letter SET packed = packed(content)")
    op.drop_column("letter", "content")
    op.alter_column("letter", "packed", new_column_name="content")


def _list_anew() -> None:
    """By another key, without what every recipient's row repeats."""
    for name in ("state", "newest", "propagation", "replaces"):
        op.drop_index(f"ix_listed_letter_{name}", "listed_letter")
    op.rename_table("listed_letter", "listed_before")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE listed_before DROP CONSTRAINT pk_listed_letter")
    op.create_table(
        "listed_letter",
        sa.Column("propagation", _BYTEWISE, nullable=False),
        sa.Column("office", _BYTEWISE, nullable=False),
        sa.Column("level", _BYTEWISE, nullable=False),
        *(sa.Column(name, _BYTEWISE, nullable=True) for name in ("asked", "answer_by", "closes")),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in _FLAGS),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("issued_minute", sa.BigInteger(), nullable=False),
        sa.Column("words_at", _BYTEWISE, nullable=False),
        *(sa.Column(name, _BYTEWISE, nullable=True) for name in ("sender", "words", "bare_words")),
        sa.Column("replaces", _BYTEWISE, nullable=False),
        sa.Column("state", sa.Integer(), sa.Computed(_STATE, persisted=True), nullable=False),
        sa.Column("last_day", _BYTEWISE, sa.Computed(_LAST_DAY, persisted=True), nullable=True),
        sa.PrimaryKeyConstraint("propagation", "office", name="pk_listed_letter"),
        sqlite_with_rowid=False,
    )
    _fill()
    op.drop_table("listed_before")
    state = ["office", "state", "issued_minute", "propagation"]
    op.create_index("ix_listed_letter_state", "listed_letter", state)
    op.create_index(
        "ix_listed_letter_replaces",
        "listed_letter",
        ["office", "replaces"],
        sqlite_where=_REPLACES,
        postgresql_where=_REPLACES,
    )


def _fill() -> None:
    """The words of a letter go to the first of those that it went to."""
    names, own = (", ".join(prefix + name for name in (*_KEPT, *_AFTER)) for prefix in ("", "l."))
    here = "CASE WHEN first.office = l.office THEN"
    words = ", ".join(f"{here} l.{name} END" for name in ("sender", "words", "bare_words"))
    op.execute(
        f"INSERT INTO listed_letter ({names}, words_at, sender, words, bare_words) {_SAME}"
        f"SELECT {own}, first.office, {words} FROM listed_before l JOIN hop h ON"
        " h.propagation = l.propagation AND h.recipient = l.office JOIN first ON"
        " first.propagation = h.propagation AND first.sender = h.sender AND first.part = h.part"
    )
