"""The views say which letters, hops and stamps were recognised from pictures."""
# ruff: noqa: S608 - SQL put together from constants

from __future__ import annotations

from importlib import import_module

from alembic import op

revision = "0011"
down_revision = "0010"
_OF = {
    "letters": "o.office = v.office",
    "receptions": "o.office = (SELECT h.sender FROM hop h WHERE h.propagation = v.propagation"
    " AND h.recipient = v.recipient)",
    "hops": "o.office IN (v.sender, v.recipient)",
}
"""View -> whose letter is where its words stand: a stamp stands on the sender's letter."""


def upgrade() -> None:
    """Put a column behind those of three views; on PostgreSQL what is granted stays granted."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    clocks = import_module("wian.ledger.migrations.versions.0008_local_time")
    numbers = import_module("wian.ledger.migrations.versions.0010_receipt_numbers")
    texts = clocks.views(postgresql=postgresql) | {"hops": numbers.hops(postgresql=postgresql)}
    for name, office in _OF.items():
        text = (
            "SELECT v.*, EXISTS (SELECT 1 FROM original o WHERE o.propagation = v.propagation "
            f"AND {office} AND o.medium = 'ocr') AS recognised FROM ({texts[name]}) v"
        )
        if postgresql:
            op.execute(f"CREATE OR REPLACE VIEW {name} AS {text}")
        else:
            op.execute(f"DROP VIEW {name}")
            op.execute(f"CREATE VIEW {name} AS {text}")
