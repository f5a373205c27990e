"""A propagation's hops as they were sent: channel, desks, who must forward."""

from __future__ import annotations

from sqlalchemy import Connection, select

from wian.delays.hop_record import HopRecord
from wian.ledger.contents import HOP_COLUMNS, hop_of
from wian.ledger.database import Ledger
from wian.ledger.read.recorded import read_hop_records
from wian.ledger.records import SentHop
from wian.ledger.tables import HopRow


def sent_hops(connection: Connection, propagation: str) -> list[SentHop]:
    """Every hop that a propagation sent, by wave, sender and recipient."""
    statement = (
        select(*(getattr(HopRow, name) for name in HOP_COLUMNS))
        .where(HopRow.propagation == propagation)
        .order_by(HopRow.wave, HopRow.sender, HopRow.recipient)
    )
    return [hop_of(tuple(row)) for row in connection.execute(statement)]


def hops_with_records(ledger: Ledger, propagation: str) -> tuple[list[SentHop], list[HopRecord]]:
    """The hops of a propagation beside what is known of each, in one order, at one moment.

    Raises:
        UnknownPropagation: It is not recorded.
    """
    with ledger.reading() as connection:
        records = list(read_hop_records(connection, propagation))
        return sent_hops(connection, propagation), records
