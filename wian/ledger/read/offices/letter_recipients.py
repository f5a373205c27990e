"""To whom did each letter go, and which letter was each office sent?"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from wian.ledger.database import Ledger
from wian.ledger.finished.thawed_copy import rows_of
from wian.ledger.read.offices.hop_letters import sent_hop
from wian.ledger.tables import HopRow


def letters_brought(
    ledger: Ledger, propagation: str, recipients: Collection[str] | None = None
) -> dict[str, tuple[str, int]]:
    """Which letter each recipient of a propagation (a few of them) was sent: office and part."""
    statement = select(HopRow.recipient, HopRow.sender, HopRow.part).where(
        HopRow.propagation == propagation
    )
    if recipients is not None:
        statement = statement.where(HopRow.recipient.in_(recipients))
    rows = rows_of(ledger, propagation, statement)
    return {to: (sender, part) for to, sender, part in rows}


def recipients_by_letter(
    ledger: Ledger, propagation: str, office: str | None = None
) -> dict[tuple[str, int], list[str]]:
    """Whom each letter of a propagation (of an office) went to, by its office and part.

    Recipients are sorted by their ids.
    """
    of = HopRow.propagation == propagation if office is None else sent_hop(propagation, office)
    statement = (
        select(HopRow.sender, HopRow.part, HopRow.recipient).where(of).order_by(HopRow.recipient)
    )
    found: dict[tuple[str, int], list[str]] = {}
    for sender, part, recipient in rows_of(ledger, propagation, statement):
        found.setdefault((sender, part), []).append(recipient)
    return found
