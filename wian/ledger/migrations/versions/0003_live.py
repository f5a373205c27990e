"""The tables of live work: acts, accounts, tokens, settings, webhooks, messages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
_BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _create_acts()
    _create_accounts()
    _create_messages()
    op.create_index("ix_hop_recipient", "hop", ["recipient"])
    op.create_index("ix_hop_sender", "hop", ["sender", "propagation"])
    op.create_index("ix_letter_office", "letter", ["office"])


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, _BYTEWISE, nullable=nullable)


def _big(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _small(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _create_acts() -> None:
    op.create_table(
        "act",
        *map(_text, ("propagation", "office", "kind", "key", "register")),
        _small("register_year"),
        _big("register_number"),
        _big("at_minute"),
        *map(_text, ("by", "body", "content_digest")),
        sa.ForeignKeyConstraint(["propagation"], ["propagation.id"], name="fk_act_propagation"),
        sa.PrimaryKeyConstraint("propagation", "office", "kind", "key", name="pk_act"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_act_office", "act", ["office", "kind"])


def _create_accounts() -> None:
    op.create_table(
        "account",
        *map(_text, ("id", "office", "post", "roles")),
        _text("group", nullable=True),
        _text("password_hash"),
        _flag("must_change"),
        _small("epoch"),
        _flag("disabled"),
        _big("created_minute"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("office", "post", name="uq_account"),
    )
    op.create_table(
        "token",
        *map(_text, ("id", "office", "label", "scopes", "secret_digest")),
        _big("created_minute"),
        _big("expires_minute", nullable=True),
        _flag("revoked"),
        sa.PrimaryKeyConstraint("id", name="pk_token"),
    )
    op.create_table(
        "desk_setting",
        _text("office"),
        _flag("forwards_alone"),
        _text("by"),
        _big("changed_minute"),
        sa.PrimaryKeyConstraint("office", name="pk_desk_setting"),
    )


def _create_messages() -> None:
    op.create_table(
        "webhook",
        *map(_text, ("id", "office", "url", "secret", "events")),
        _big("created_minute"),
        _flag("disabled"),
        sa.PrimaryKeyConstraint("id", name="pk_webhook"),
    )
    op.create_index("ix_webhook_office", "webhook", ["office"])
    op.create_table(
        "message",
        *map(_text, ("id", "webhook", "event", "body", "state")),
        _small("attempts"),
        _big("due_second"),
        _text("last_error"),
        sa.ForeignKeyConstraint(["webhook"], ["webhook.id"], name="fk_message_webhook"),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
    )
    op.create_index("ix_message_due", "message", ["state", "due_second"])
