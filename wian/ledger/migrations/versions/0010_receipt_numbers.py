"""The view of hops shows the number that the recipient's first desk gave the letter."""
# ruff: noqa: S608 - SQL put together from constants

from __future__ import annotations

from importlib import import_module

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    text = hops(postgresql=postgresql)
    if postgresql:
        op.execute(f"CREATE OR REPLACE VIEW hops AS {text}")
    else:
        op.execute("DROP VIEW hops")
        op.execute(f"CREATE VIEW hops AS {text}")


def hops(*, postgresql: bool) -> str:
    before = import_module("wian.ledger.migrations.versions.0008_local_time")
    return f"""
        SELECT v.*, r.receipt_number AS receipt_number
        FROM ({before.views(postgresql=postgresql)["hops"]}) v
        LEFT JOIN reception r ON r.propagation = v.propagation AND r.recipient = v.recipient
            AND r.position = 0
    """
