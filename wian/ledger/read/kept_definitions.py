"""What defined a jurisdiction that is no country of the program? The text that a ledger keeps."""

from __future__ import annotations

import zlib

from sqlalchemy import Connection, select

from wian.ledger.tables import SnapshotRow
from wian.ledger.write.record_book import DEFINITION


def kept_definition(connection: Connection, id: str) -> bytes | None:  # noqa: A002 - the word of the command line
    """The text under the digest that an id ends with; ``None`` where the ledger has none.

    Args:
        connection: The ledger.
        id: Id of the jurisdiction. Whoever reads the text holds it against this.
    """
    begins = id.rpartition("-")[2]
    kept = select(SnapshotRow.content).where(
        SnapshotRow.kind == DEFINITION, SnapshotRow.digest.startswith(begins, autoescape=True)
    )
    content = connection.scalar(kept.limit(1))
    try:
        return None if content is None else zlib.decompress(content)
    except zlib.error:  # somebody changed it, which the proof says
        return None
