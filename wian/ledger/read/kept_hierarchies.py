"""The offices as they stood in each propagation, read once from the kept hierarchies."""

from __future__ import annotations

from sqlalchemy import Connection, select

from hierarchy.graph import Hierarchy
from hierarchy.office import Office
from wian.ledger.tables import PropagationRow
from wian.ledger.write.propagations import read_snapshot


class Snapshots:
    """The hierarchies that propagations went down.

    Args:
        connection: A connection that sees them.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._digests: dict[str, str] = {}
        self._hierarchies: dict[str, Hierarchy] = {}

    def office(self, propagation: str, office: str) -> Office:
        """An office as it stood in a propagation."""
        digest = self._digests.get(propagation) or self._digest(propagation)
        if digest not in self._hierarchies:
            snapshot = read_snapshot(self.connection, digest)
            self._hierarchies[digest] = Hierarchy.from_json(snapshot)
        return self._hierarchies[digest].office(office)

    def _digest(self, propagation: str) -> str:
        statement = select(PropagationRow.hierarchy_digest).where(PropagationRow.id == propagation)
        self._digests[propagation] = str(self.connection.scalar(statement))
        return self._digests[propagation]
