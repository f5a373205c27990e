"""The bytes of a file that the ledger keeps: a directive encloses it, or a letter stands in it."""

from __future__ import annotations

import zlib

from sqlalchemy import select

from wian.ledger.database import Ledger
from wian.ledger.tables import SnapshotRow


def kept_file(ledger: Ledger, sha256: str) -> bytes:
    """A file, byte for byte.

    Args:
        ledger: Where it is kept.
        sha256: Digest of its bytes.

    Raises:
        KeyError: It is not kept.
    """
    kept = select(SnapshotRow.content).where(SnapshotRow.digest == sha256)
    with ledger.reading() as connection:
        content = connection.scalar(kept)
    if content is None:
        raise KeyError(sha256)
    return zlib.decompress(content)
