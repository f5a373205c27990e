"""What is asked of the ledger about the hops of one propagation, letters and stamps beside them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Exists, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from wian.jurisdictions.paper import Medium
from wian.ledger.read.offices.hop_letters import first_of_recipient, letter_on_hop
from wian.ledger.tables import HopRow, LetterRow, OriginalRow, ReceptionRow


def hops_with_letters(propagation: str) -> Select[Any]:
    """Hops beside their letter, first and last stamp, and the recipient's own letter.

    By wave, sender and recipient.
    """
    sent, own = aliased(LetterRow), aliased(LetterRow)
    first, last = aliased(ReceptionRow), aliased(ReceptionRow)
    same_hop = [
        and_(stamp.propagation == HopRow.propagation, stamp.recipient == HopRow.recipient)
        for stamp in (first, last)
    ]
    return (
        select(
            HopRow.wave,
            HopRow.sender,
            HopRow.recipient,
            HopRow.source,
            HopRow.forwards,
            HopRow.desks,
            sent.number,
            sent.issued_minute,
            sent.issued_precision,
            first.at_minute,
            first.at_precision,
            last.at_minute,
            last.at_precision,
            own.issued_minute,
            own.issued_precision,
            first.receipt_number,
            _recognised(),
            HopRow.part,
        )
        .outerjoin(sent, letter_on_hop(sent))
        .outerjoin(first, and_(same_hop[0], first.position == 0))
        .outerjoin(last, and_(same_hop[1], last.position == HopRow.desks - 1))
        .outerjoin(own, first_of_recipient(own))
        .where(HopRow.propagation == propagation)
        .order_by(HopRow.wave, HopRow.sender, HopRow.recipient)
    )


def _recognised() -> Exists:
    """Whether the letter of the sender or of the recipient was recognised from a picture."""
    brought = and_(OriginalRow.office == HopRow.sender, OriginalRow.part == HopRow.part)
    mine = or_(brought, OriginalRow.office == HopRow.recipient)
    of_hop = and_(OriginalRow.propagation == HopRow.propagation, mine)
    return exists().where(of_hop, OriginalRow.medium == Medium.OCR.value)
