"""The offices as they stood in each propagation, read once from the kept hierarchies."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from sqlalchemy import Connection, select

from hierarchy.graph import Hierarchy
from hierarchy.office import Office
from wian.ledger.tables import PropagationRow, SnapshotRow

_PIECE = 65_536


def read_kept(connection: Connection, digest: str) -> Hierarchy:
    """The hierarchy kept under a digest.

    Raises:
        KeyError: None is.
        InputFaults: What is kept there is no hierarchy any more.
        zlib.error: What is kept there cannot be unpacked any more.
    """
    kept = select(SnapshotRow.content).where(SnapshotRow.digest == digest)
    content = connection.scalar(kept)
    if content is None:
        raise KeyError(digest)
    return Hierarchy.kept(lambda: _unpacked(content), digest)


def _unpacked(content: bytes) -> Iterator[bytes]:
    """What was compressed, as it is unpacked: the whole of a million offices is 300 MB."""
    unpacking = zlib.decompressobj()
    for first in range(0, len(content), _PIECE):
        yield unpacking.decompress(content[first : first + _PIECE])
    yield unpacking.flush()
    if not unpacking.eof:
        raise zlib.error("incomplete or truncated stream")


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
            self._hierarchies[digest] = read_kept(self.connection, digest)
        return self._hierarchies[digest].office(office)

    def _digest(self, propagation: str) -> str:
        statement = select(PropagationRow.hierarchy_digest).where(PropagationRow.id == propagation)
        self._digests[propagation] = str(self.connection.scalar(statement))
        return self._digests[propagation]
