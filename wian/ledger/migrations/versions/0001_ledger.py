"""The first tables: snapshots, propagations, registers, letters, hops, receptions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
_BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _create_propagations()
    _create_registers()
    _create_letters()
    _create_receptions()


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, _BYTEWISE, nullable=nullable)


def _big(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _small(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _create_propagations() -> None:
    op.create_table(
        "snapshot",
        _text("digest"),
        _text("kind"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_snapshot"),
    )
    op.create_table(
        "propagation",
        _text("id"),
        _big("sequence"),
        _text("directive_id"),
        _text("directive"),
        _text("jurisdiction"),
        _text("hierarchy_digest"),
        _text("route_digest"),
        _text("profile"),
        _big("seed"),
        _text("clock"),
        _text("limit_to"),
        sa.Column("window_opens", sa.Date(), nullable=True),
        sa.Column("window_closes", sa.Date(), nullable=True),
        _big("created_minute"),
        _text("tool_version"),
        sa.ForeignKeyConstraint(
            ["hierarchy_digest"], ["snapshot.digest"], name="fk_propagation_snapshot"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_propagation"),
    )


def _create_registers() -> None:
    register = ("book", "office", "name", "year")
    op.create_table(
        "register",
        _text("book"),
        _text("office"),
        _text("name"),
        _small("year"),
        _big("last"),
        _text("digest"),
        sa.PrimaryKeyConstraint(*register, name="pk_register"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "register_entry",
        _text("book"),
        _text("office"),
        _text("name"),
        _small("year"),
        _big("number"),
        _text("key"),
        _text("content_digest"),
        _text("digest"),
        sa.ForeignKeyConstraint(
            register,
            [f"register.{column}" for column in register],
            name="fk_register_entry_register",
        ),
        sa.PrimaryKeyConstraint(*register, "number", name="pk_register_entry"),
        sa.UniqueConstraint(*register, "key", name="uq_register_entry"),
        sqlite_with_rowid=False,
    )


def _create_letters() -> None:
    op.create_table(
        "letter",
        _text("propagation"),
        _text("office"),
        _small("wave"),
        _text("form"),
        _text("number"),
        _small("register_year", nullable=True),
        _big("register_number", nullable=True),
        _big("issued_minute"),
        _text("issued_precision"),
        _text("source"),
        _text("content"),
        _text("content_digest"),
        sa.ForeignKeyConstraint(["propagation"], ["propagation.id"], name="fk_letter_propagation"),
        sa.PrimaryKeyConstraint("propagation", "office", name="pk_letter"),
    )


def _create_receptions() -> None:
    op.create_table(
        "hop",
        _text("propagation"),
        _text("recipient"),
        _text("sender"),
        _small("wave"),
        _text("channel"),
        _small("desks"),
        sa.Column("addressed", sa.Boolean(), nullable=False),
        sa.Column("forwards", sa.Boolean(), nullable=False),
        _text("source"),
        sa.ForeignKeyConstraint(
            ["propagation", "sender"],
            ["letter.propagation", "letter.office"],
            name="fk_hop_letter",
        ),
        sa.PrimaryKeyConstraint("propagation", "recipient", name="pk_hop"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reception",
        _text("propagation"),
        _text("recipient"),
        _small("position"),
        _text("desk"),
        _text("receipt_number"),
        _small("register_year", nullable=True),
        _big("register_number", nullable=True),
        _big("at_minute"),
        _text("at_precision"),
        _text("source"),
        _text("read", nullable=True),
        _text("inference", nullable=True),
        _text("content_digest"),
        sa.ForeignKeyConstraint(
            ["propagation", "recipient"],
            ["hop.propagation", "hop.recipient"],
            name="fk_reception_hop",
        ),
        sa.PrimaryKeyConstraint("propagation", "recipient", "position", name="pk_reception"),
        sqlite_with_rowid=False,
    )
