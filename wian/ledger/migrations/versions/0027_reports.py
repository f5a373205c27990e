"""Reports that go up are letters like others: an index finds an office's, and inboxes list them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
_REPORTS = sa.text("kind IN ('report-returned', 'report-stamped', 'reported')")


def upgrade() -> None:
    op.create_index(
        "ix_act_report",
        "act",
        ["office", "kind", "at_minute"],
        sqlite_where=_REPORTS,
        postgresql_where=_REPORTS,
    )
    op.execute(  # what is not listed of a propagation is listed anew
        "DELETE FROM listed_letter WHERE propagation IN"
        " (SELECT propagation FROM act WHERE kind = 'reported')"
    )
