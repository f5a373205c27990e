"""The clocks of countries, so that the views show the local time of every one of them."""

from __future__ import annotations

from importlib import import_module

import sqlalchemy as sa
from alembic import op

from wian.ledger.write.clock_offsets import offsets

revision = "0008"
down_revision = "0007"
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_AT = (
    "FROM clock_offset o WHERE o.jurisdiction = p.jurisdiction AND o.since_minute <= {0} "
    "ORDER BY o.since_minute DESC LIMIT 1"
)
_OFFSET = f"coalesce((SELECT o.ahead {_AT}), 0)"
_OFFSET_TEXT = f"coalesce((SELECT o.shown {_AT}), '+00:00')"


def upgrade() -> None:
    op.create_table(
        "clock_offset",
        sa.Column("jurisdiction", _TEXT, nullable=False),
        sa.Column("since_minute", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ahead", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),  # of the collation that the views had
        sa.PrimaryKeyConstraint("jurisdiction", "since_minute", name="pk_clock_offset"),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    for (country,) in connection.execute(sa.text("SELECT DISTINCT jurisdiction FROM propagation")):
        for since, ahead, shown in offsets(country):
            connection.execute(
                sa.text("INSERT INTO clock_offset VALUES (:country, :since, :ahead, :shown)"),
                {"country": country, "since": since, "ahead": ahead, "shown": shown},
            )
    _replace_views(postgresql=connection.dialect.name == "postgresql")


def _replace_views(*, postgresql: bool) -> None:
    """The same columns; on PostgreSQL what is granted on a view stays granted."""
    for name, text in views(postgresql=postgresql).items():
        if postgresql:
            op.execute(f"CREATE OR REPLACE VIEW {name} AS {text}")
        else:
            op.execute(f"DROP VIEW {name}")
            op.execute(f"CREATE VIEW {name} AS {text}")


def views(*, postgresql: bool) -> dict[str, str]:
    first = import_module("wian.ledger.migrations.versions.0004_views")
    words = first.POSTGRESQL if postgresql else first.SQLITE
    texts: dict[str, str] = first.views(words._replace(offset=_OFFSET, offset_text=_OFFSET_TEXT))
    return texts
