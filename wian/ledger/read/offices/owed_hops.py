"""To whom has an office still to write, since the route has grown?"""

from __future__ import annotations

from sqlalchemy import Connection

from wian.ledger.life.growth import Growth
from wian.ledger.read import facts


def still_owed(
    connection: Connection, propagation: str, office: str, growth: Growth
) -> tuple[str, ...]:
    """Those with whom a route has grown whom an office has to write to, and has not."""
    if office not in growth.senders:
        return ()
    written = {hop.recipient for hop in facts.sent_by(connection, propagation, office)}
    return tuple(to for to in growth.below(office) if to not in written)
